// What the privilege layer must be told, because no file of the repository says it.
#pragma once

#include <cstddef>

#include "config/policy.h"

namespace foureyes {

struct PrivilegeLimits {
  std::size_t file_bytes = 4u << 20;  // of one file; a larger one is a notice and an unknown
  std::size_t call_depth = 8;         // reusable workflows and composite actions
  std::size_t called_code = 64;       // local scripts that one job's record binds
};

struct PrivilegeOptions {
  DefaultToken default_token = DefaultToken::unknown;
  PrivilegeLimits limits;
};

}  // namespace foureyes
