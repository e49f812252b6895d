// The value of a credential. It has no operator<<, no conversion to a string and no comparison that
// prints: what can reach an output is masked(), by type and not by care.
//
// exposed() is for code that must compute on the value (structure checks, the HMAC of a
// fingerprint). tests/layers allows that word only in the files it lists.
#pragma once

#include <string>
#include <string_view>

namespace foureyes {

// How much of a value its mask may show.
enum class MaskStyle {
  hidden,  // neither characters nor length: passwords and other values of unknown make
  prefix,  // the public prefix that tells the provider ("sk_live_"), nothing after it
};

class SecretText {
 public:
  SecretText() = default;
  // `public_prefix` is the number of leading bytes that every credential of this rule has in
  // common.
  SecretText(std::string value, MaskStyle style, std::size_t public_prefix = 0);
  SecretText(const SecretText&) = default;
  SecretText(SecretText&&) noexcept = default;
  SecretText& operator=(const SecretText&) = default;
  SecretText& operator=(SecretText&&) noexcept = default;
  ~SecretText();  // overwrites the bytes

  // "[redacted]" or "sk_live_[redacted]".
  std::string masked() const;
  std::string_view exposed() const { return value_; }
  bool empty() const { return value_.empty(); }

 private:
  std::string value_;
  MaskStyle style_ = MaskStyle::hidden;
  std::size_t public_prefix_ = 0;
};

}  // namespace foureyes
