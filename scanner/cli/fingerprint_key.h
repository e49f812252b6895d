// The key of finding identities, .foureyes/fingerprint.key.
#pragma once

#include <string>

#include "base/result.h"

namespace foureyes {

// A new one from the system's random source: the file's content.
Result<std::string> make_fingerprint_key();

}  // namespace foureyes
