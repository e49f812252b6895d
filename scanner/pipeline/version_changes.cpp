#include "pipeline/version_changes.h"

#include <algorithm>

#include "input/pack/delta.h"

namespace foureyes {
namespace {

// Ranges that are passed over one by one before the next one is searched for.
constexpr int kMostSteps = 8;
constexpr std::size_t kMostRuns = 1u << 20;

}  // namespace

std::optional<VersionChanges> changes_of(std::string_view delta) {
  VersionChanges changes;
  auto reader = DeltaReader::open(delta);
  if (!reader) return changes;
  std::uint64_t next = 0;  // of the base, if nothing is left out
  bool was_copied = false;
  DeltaRun run;
  while (reader->next(run)) {
    if (changes.changed.size() + changes.copied.size() > kMostRuns) return std::nullopt;
    if (!run.base) {
      changes.changed.push_back({run.target, run.target + run.size});
      was_copied = false;
      continue;
    }
    const ByteRange base{*run.base, *run.base + run.size};
    if (was_copied && base.begin == next) {
      changes.copied.back().base.end = base.end;
    } else {
      if (base.begin != next) changes.changed.push_back({run.target, run.target});
      changes.copied.push_back({base, run.target});
    }
    next = base.end;
    was_copied = true;
  }
  if (next != reader->base_size())
    changes.changed.push_back({reader->target_size(), reader->target_size()});
  return changes;
}

std::optional<std::vector<ByteRange>> places_of(const VersionChanges& changes,
                                                const std::vector<ByteRange>& base,
                                                std::size_t most) {
  std::vector<ByteRange> places;
  if (base.empty()) return places;
  auto range = base.begin();
  for (const CopiedRun& run : changes.copied) {
    // Most runs stand in the order of the base.
    const auto begins_before = [&](const ByteRange& one) { return one.begin < run.base.begin; };
    if (range != base.begin() && std::prev(range)->begin >= run.base.begin)
      range = std::partition_point(base.begin(), range, begins_before);
    for (int steps = 0; range != base.end() && range->begin < run.base.begin; ++range)
      if (++steps == kMostSteps) {
        range = std::partition_point(range, base.end(), begins_before);
        break;
      }
    for (; range != base.end() && range->begin <= run.base.end; ++range) {
      if (range->end > run.base.end) continue;
      if (places.size() == most) return std::nullopt;
      const std::size_t begin = run.at + (range->begin - run.base.begin);
      places.push_back({begin, begin + range->size()});
    }
  }
  return places;
}

}  // namespace foureyes
