// Segregation of duties: who had a hand in the change and so may not approve it, and how far that
// is proved.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "approval/decide.h"

namespace foureyes {

struct Segregation {
  // Person -> the part they had: "author", "committer", "co-author", "signer", "opener", "pusher".
  std::map<std::string, std::string, std::less<>> excluded;
  std::vector<std::string> unmapped;  // commit identities that name nobody known, sorted
  // Every commit is signed by a trusted key, or an export names who pushed this head.
  bool authorship_proved = false;
  std::vector<std::string> limits;

  // Commit identities cannot be told from the approver's: nothing shows that they are two people.
  bool provable() const { return authorship_proved || unmapped.empty(); }
  // The part that `person`, or anybody under the name `approver`, had; "" for none.
  std::string_view part_of(std::string_view person, std::string_view approver) const;
};

Segregation segregate(const ApprovalQuestion& question);

}  // namespace foureyes
