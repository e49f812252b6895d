#include "cli/fingerprint_key.h"

#include <sys/random.h>

#include "base/bytes.h"

namespace foureyes {
namespace {

constexpr std::size_t kKeyBytes = 32;

}  // namespace

Result<std::string> make_fingerprint_key() {
  std::string bytes(kKeyBytes, '\0');
  if (getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
    return failure({"the system gave no random bytes", "getrandom"});
  }
  return hex_encode(bytes) + "\n";
}

}  // namespace foureyes
