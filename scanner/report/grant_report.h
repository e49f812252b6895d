// The entitlement list: who may do what, for an access review.
#pragma once

#include <string>
#include <vector>

#include "model/grant.h"
#include "model/notice.h"

namespace foureyes {

struct GrantReport {
  std::string revision;  // commit, hex
  std::vector<Grant> grants;
  std::vector<Notice> notices;
};

// One line a grant, grouped by plane and subject.
std::string grants_as_text(const GrantReport& report);
std::string grants_as_json(const GrantReport& report);

}  // namespace foureyes
