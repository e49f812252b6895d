// layer: input
// Any bytes as a delta over any base: applying it gives exactly what its runs say.
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/check.h"
#include "input/pack/delta.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace foureyes;
  constexpr std::uint64_t kRoom = 1u << 20;
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::string_view base = bytes.substr(1, static_cast<unsigned char>(bytes[0]));
  const std::string_view delta = bytes.substr(1 + base.size());
  auto reader = DeltaReader::open(delta);
  if (!reader || reader->target_size() > kRoom) return 0;
  const bool is_for_base = reader->base_size() == base.size();
  std::string by_runs;
  DeltaRun run;
  while (reader->next(run)) {
    CHECK(run.size > 0 && run.target + run.size <= reader->target_size(), "a run is outside");
    if (!is_for_base) continue;
    CHECK(run.target == by_runs.size(), "a run is not where the one before ends");
    CHECK(!run.base || *run.base + run.size <= base.size(), "a copy is outside the base");
    CHECK(run.base || run.own.size() == run.size, "a run has other bytes than it says");
    by_runs += run.base ? base.substr(*run.base, run.size) : run.own;
  }
  const auto target = std::make_unique<char[]>(reader->target_size());
  const bool is_applied = apply_delta(base, delta, target.get());
  CHECK(is_applied == (is_for_base && reader->is_complete()), "runs and target do not agree");
  CHECK(!is_applied || by_runs == std::string_view(target.get(), by_runs.size()),
        "the target is not what the runs say");
  return 0;
}
