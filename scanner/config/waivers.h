// .foureyes/waivers.yml: findings that someone accepted, for a reason and a time.
#pragma once

#include <string_view>
#include <vector>

#include "base/instant.h"
#include "base/result.h"
#include "model/finding.h"
#include "model/waiver.h"

namespace foureyes {

// Every field of model/waiver.h is required. An id that occurs twice is an error.
Result<std::vector<Waiver>> read_waivers(std::string_view text, std::string_view name);

enum class WaiverState { in_force, not_yet, expired };
WaiverState state_at(const Waiver& waiver, Instant as_of);

// The waiver in force that covers the finding (fingerprint, rule and path), or nullptr.
const Waiver* covering_waiver(const std::vector<Waiver>& waivers, const Finding& finding,
                              Instant as_of);

}  // namespace foureyes
