#include "base/secret_text.h"

#include <string.h>

namespace foureyes {

SecretText::SecretText(std::string value, MaskStyle style, std::size_t public_prefix)
    : value_(std::move(value)), style_(style), public_prefix_(public_prefix) {}

SecretText::~SecretText() {
  // Up to the capacity: a value that was moved away may have left its bytes in the small buffer.
  value_.resize(value_.capacity());
  explicit_bzero(value_.data(), value_.size());
}

std::string SecretText::masked() const {
  std::string out;
  // A prefix that is the whole value would not be public.
  if (style_ == MaskStyle::prefix && public_prefix_ < value_.size()) {
    out = value_.substr(0, public_prefix_);
  }
  return out + "[redacted]";
}

}  // namespace foureyes
