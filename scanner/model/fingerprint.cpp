#include "model/fingerprint.h"

#include "base/digest.h"
#include "base/text.h"

namespace foureyes {

std::string fingerprint(const FingerprintInput& input, std::string_view key) {
  // White space around the key and the line is what editors and re-indenting change.
  key = trim(key);
  Sha256Builder digest;
  digest.add("foureyes fingerprint v1").add(input.rule_id);
  if (key.empty()) {
    digest.add("line").add(trim(input.masked_line));
  } else {
    digest.add("value").add(hmac_sha256(key, input.secret.exposed()).view());
  }
  return digest.add(std::to_string(input.occurrence)).finish().hex();
}

}  // namespace foureyes
