// layer: config
// Any bytes as our own configuration files: an error with a place, or something that decides.
#include <cstdlib>

#include "config/baseline.h"
#include "config/identity_map.h"
#include "config/policy.h"
#include "config/waivers.h"

namespace {

template <class Value>
bool is_sound(const foureyes::Result<Value>& result) {
  return result || (!result.error().what.empty() && !result.error().where.empty());
}

foureyes::Delta some_delta() {
  using namespace foureyes;
  Delta delta;
  DeltaRecord record;
  record.direction = Direction::widened;
  record.kind = "policy";
  record.source_before = GrantSource{"a/b", "", 1};
  record.source_after = GrantSource{"c", "", 1};
  delta.records = {record};
  return delta;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace foureyes;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto policy = read_policy(text, "policy");
  const auto people = read_identity_map(text, "identities");
  const auto waivers = read_waivers(text, "waivers");
  const auto baseline = read_baseline(text, "baseline");
  if (!is_sound(baseline)) std::abort();
  if (baseline && !read_baseline(baseline_text(*baseline), "again")) std::abort();
  if (!is_sound(policy) || !is_sound(people) || !is_sound(waivers)) std::abort();
  if (policy) {
    const auto requirements = approval_requirements(*policy, some_delta());
    if (requirements.empty()) std::abort();  // no policy makes a widening free
    for (const auto& requirement : requirements) {
      if (requirement.count == 0 || requirement.records.empty()) std::abort();
    }
    accepting_entry(*policy, {NoticeReason::too_large, "a/b", "", true});
  }
  if (waivers) {
    Finding finding;
    finding.path = "a/b";
    covering_waiver(*waivers, finding, Instant{0});
  }
  return 0;
}
