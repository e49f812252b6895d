// Bytes from the system's random source. No result of a scan depends on any.
#pragma once

#include <string>

#include "base/result.h"

namespace foureyes {

Result<std::string> random_bytes(std::size_t size);

}  // namespace foureyes
