// .foureyes/waivers.yml: findings that someone accepted, for a reason and a time.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "model/finding.h"
#include "model/waiver.h"

namespace foureyes {

// A mapping with `version: 1` and `waivers`, a list. Every field of model/waiver.h is required
// (`rule` is the rule's id). An id that occurs twice is an error.
Result<std::vector<Waiver>> read_waivers(std::string_view text, std::string_view name);

// An entry of the list, as `foureyes waive` adds it.
std::string waiver_text(const Waiver& waiver);

// A path pattern without a name in it covers every file, today's and later ones.
bool is_too_wide(const Waiver& waiver);

enum class WaiverState { in_force, not_yet, expired };
// In force from `created` on, no longer at `expires` (a date is its first second).
WaiverState state_at(const Waiver& waiver, Instant as_of);
// Longer than policy allows (Policy::waiver_max_days).
bool lasts_longer_than(const Waiver& waiver, std::uint32_t days);

// The waiver in force that covers the finding (fingerprint, rule and path), or nullptr.
const Waiver* covering_waiver(const std::vector<Waiver>& waivers, const Finding& finding,
                              Instant as_of);

}  // namespace foureyes
