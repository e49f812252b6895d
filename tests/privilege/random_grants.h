// Random grants of one small world, in which most of them meet.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "model/grant.h"

namespace foureyes {

class RandomGrants {
 public:
  explicit RandomGrants(unsigned seed) : random_(seed) {}

  Pattern pattern();
  Condition condition();
  Grant grant();
  std::vector<Grant> list();
  std::vector<Grant> edited(std::vector<Grant> list);  // one grant added, taken or changed

  std::size_t below(std::size_t bound) { return random_() % bound; }

 private:
  std::string name();
  Conjunct conjunct();

  std::mt19937 random_;
};

}  // namespace foureyes
