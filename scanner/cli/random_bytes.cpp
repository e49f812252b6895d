#include "cli/random_bytes.h"

#include <sys/random.h>

namespace foureyes {

Result<std::string> random_bytes(std::size_t size) {
  std::string bytes(size, '\0');
  if (getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
    return failure({"the system gave no random bytes", "getrandom"});
  return bytes;
}

}  // namespace foureyes
