#include "pipeline/version_changes.h"

#include "input/pack/delta.h"

namespace foureyes {

VersionChanges changes_of(std::string_view delta) {
  VersionChanges changes;
  auto reader = DeltaReader::open(delta);
  if (!reader) return changes;
  std::uint64_t next = 0;  // of the base, if nothing is left out
  bool was_copied = false;
  DeltaRun run;
  while (reader->next(run)) {
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

void add_places(const VersionChanges& changes, ByteRange base, std::vector<ByteRange>& places) {
  for (const CopiedRun& run : changes.copied) {
    if (base.begin < run.base.begin || base.end > run.base.end) continue;
    const std::size_t begin = run.at + (base.begin - run.base.begin);
    places.push_back({begin, begin + base.size()});
  }
}

}  // namespace foureyes
