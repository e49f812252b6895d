// Finds the places where a credential may stand.
#pragma once

#include <string_view>
#include <vector>

#include "secrets/generic/place.h"
#include "secrets/path_facts.h"

namespace foureyes {

// A value is at most this long.
inline constexpr std::size_t kLongestValue = 2048;

struct PlaceSearch {
  std::string_view text;
  const PathFacts& path;
  std::size_t limit;  // of places
};

// Whether a place may begin on the line. Of lines with no word of the prefilter on them it is
// false.
bool may_begin_place(std::string_view text, ByteRange line);

// `ends`: disjoint, ascending ranges in which a credential word, "://" or a user flag ends (the
// prefilter's hints for key_words()). The whole text gives the same places, only slower.
// Places come by value, each value once. Linear in the text of the hints.
std::vector<Place> find_places(const PlaceSearch& search, const std::vector<ByteRange>& ends);

}  // namespace foureyes
