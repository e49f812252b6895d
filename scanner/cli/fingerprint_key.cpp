#include "cli/fingerprint_key.h"

#include "base/bytes.h"
#include "cli/random_bytes.h"

namespace foureyes {

Result<std::string> make_fingerprint_key() {
  constexpr std::size_t kKeyBytes = 32;
  TRY_ASSIGN(const std::string bytes, random_bytes(kKeyBytes));
  return hex_encode(bytes) + "\n";
}

}  // namespace foureyes
