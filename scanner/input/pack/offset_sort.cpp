#include "input/pack/offset_sort.h"

#include <algorithm>
#include <array>
#include <utility>

namespace foureyes {
namespace {

constexpr unsigned kDigitBits = 11;  // the counters stay in the first cache
constexpr std::size_t kDigits = std::size_t{1} << kDigitBits;
constexpr std::size_t kFew = 4096;  // passes over the counters cost more

}  // namespace

void sort_by_offset(std::vector<PackPlace>& places, std::uint64_t end) {
  if (places.size() < kFew) {
    std::stable_sort(places.begin(), places.end(),
                     [](const PackPlace& a, const PackPlace& b) { return a.offset < b.offset; });
    return;
  }
  std::vector<PackPlace> sorted(places.size());
  for (unsigned shift = 0; shift < 64 && end >> shift > 0; shift += kDigitBits) {
    const auto digit = [shift](const PackPlace& place) {
      return place.offset >> shift & (kDigits - 1);
    };
    std::array<std::size_t, kDigits> next{};
    for (const PackPlace& place : places) ++next[digit(place)];
    std::size_t before = 0;
    for (std::size_t& count : next) before += std::exchange(count, before);
    for (const PackPlace& place : places) sorted[next[digit(place)]++] = place;
    places.swap(sorted);
  }
}

}  // namespace foureyes
