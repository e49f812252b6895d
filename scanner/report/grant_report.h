// The entitlement list: who may do what, for an access review.
#pragma once

#include <string>
#include <vector>

#include "model/grant.h"
#include "model/notice.h"

namespace foureyes {

// When a grant came, for a report: "since" of its holder and kind, "changed" of itself.
struct GrantDates {
  std::string since;         // "2026-03-14T09:26:53Z"
  std::string since_commit;  // hex
  std::string changed;
  std::string changed_commit;
  bool or_earlier = false;  // `since`: held already where the look back ended
};

struct GrantReport {
  std::string revision;  // commit, hex
  std::vector<Grant> grants;
  std::vector<GrantDates> dates;  // in the order of the grants, or empty
  std::vector<Notice> notices;
};

// One line a grant, grouped by plane and subject.
std::string grants_as_text(const GrantReport& report);
std::string grants_as_json(const GrantReport& report);
// RFC 4180, one row a grant under a row of names, for a spreadsheet: a field that would be taken
// for a formula gets an apostrophe before it. Notices are rows of effect "not read".
std::string grants_as_csv(const GrantReport& report);

}  // namespace foureyes
