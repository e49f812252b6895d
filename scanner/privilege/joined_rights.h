// What an edge ("alice may act as role `r`") brings with it: the rights of whom it leads to, and of
// whom that one leads to in turn. New edge times existing rights is one record; this gives the edge
// its words, its chain and the digest that binds what the rights were.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/grant.h"

namespace foureyes {

// In order of the walk, nearest first. `told` holds the first few, `digest` covers all.
struct HeldRights {
  std::vector<std::string> told;
  std::size_t count = 0;
  std::string digest;
  std::vector<std::string>
      via;  // whom the walk reached and found with rights, the start among them
  bool past_limit = false;
};

// Keeps pointers into the list. Safe with cycles; all walks share one budget of steps, past which
// an answer says that it is not whole.
class RightsGraph {
 public:
  using Test = bool (*)(const Grant&);
  // `is_edge` chooses the grants whose subject acts as what their resource names.
  RightsGraph(const std::vector<Grant>& grants, Test is_edge);

  const HeldRights& held_by(const std::string& subject);

 private:
  HeldRights walk(const std::string& start);

  std::map<std::string, std::vector<const Grant*>> by_subject_;
  std::map<std::string, HeldRights> known_;
  Test is_edge_;
  std::size_t steps_ = 200'000;
};

// Adds to the edge what it brings, in words after `which_may`. Without rights the edge stays as it
// is; past the limit it is unknown (U-LIMIT).
void add_held_rights(const HeldRights& held, std::string_view which_may, Grant& edge);

}  // namespace foureyes
