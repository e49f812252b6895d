// The filters: what a candidate is when it is no credential. Each looks at the value as a whole,
// its key, its line and the class of its path; none drops a value because of a part of it.
#pragma once

#include <string>
#include <string_view>

#include "base/text_position.h"
#include "secrets/filter_lists.h"
#include "secrets/filter_names.h"
#include "secrets/path_facts.h"

namespace foureyes {

struct ValueContext {
  std::string_view value;
  std::string_view key;   // the name that it is assigned to; empty when the rule captures none
  std::string_view line;  // at most 512 bytes either side of the value
  ByteRange place;        // of the value in the line
  std::uint32_t public_prefix = 0;
  const PathFacts& path;

  std::string_view before() const { return line.substr(0, place.begin); }
  std::string_view after() const { return line.substr(place.end); }
  bool is_quoted() const;
};

bool drops(FilterName filter, const ValueContext& context, const FilterLists& lists);

}  // namespace foureyes
