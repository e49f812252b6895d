// The grants of one side of a comparison, by what a look-up needs.
#pragma once

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "model/grant.h"

namespace foureyes {

// Equal in everything but places, words and what is bound.
bool equal_meaning(const Grant* a, const Grant* b);

// Sorted, each meaning once: saying something twice grants nothing more.
void sort_by_meaning(std::vector<const Grant*>& grants);

// Keeps pointers into the list.
class GrantIndex {
 public:
  explicit GrantIndex(const std::vector<Grant>& grants);

  // Those of the same plane and kind whose subject and resource may meet the grant's.
  std::vector<const Grant*> candidates(const Grant& grant, Effect effect) const;

  // Something of the grant's plane and kind has this effect.
  bool has_any(const Grant& grant, Effect effect) const;

  bool knows(const Pattern& subject) const { return subjects_.contains(subject); }

 private:
  using Bucket = std::tuple<Plane, std::string, Effect, std::string>;
  using Grants = std::vector<const Grant*>;
  struct Resources {
    std::map<std::string, Grants> by_name;  // literal ones
    Grants patterned;
  };
  struct Entry {
    std::map<std::string, Resources> by_subject;  // literal ones
    Resources patterned;
  };

  static Bucket bucket_of(const Grant& grant, Effect effect);
  static void add_meeting(const Resources& resources, const Pattern& resource, Grants& out);

  std::map<Bucket, Entry> buckets_;
  std::set<Pattern> subjects_;
};

}  // namespace foureyes
