// A waiver: a finding that someone accepted, bound to its content, for a reason and a time.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/instant.h"

namespace foureyes {

struct Waiver {
  std::string id;           // "W-12"
  std::string fingerprint;  // of the finding
  std::string rule_id;
  std::vector<std::string> paths;  // path patterns; never empty
  std::string reason;
  std::string ticket;
  std::string approver;
  Instant created;
  Instant expires;
  std::uint32_t line = 0;  // of the file, from 1
};

}  // namespace foureyes
