// Runs the gate again from a pack and a repository's git objects, and compares byte by byte.
#pragma once

#include <optional>
#include <string>

#include "evidence/compare_packs.h"
#include "evidence/pack.h"
#include "pipeline/check.h"

namespace foureyes {

struct Reproduction {
  std::string gate_verdict;  // of the second run: "PASSED", ...
  std::optional<PackDifference> difference;
  // The pack was made by another version: a difference may come from that.
  std::string other_version;
};

// Errors: a pack without readable facts; kind `unavailable`: commits that the repository lacks.
Result<Reproduction> reproduce(const Pack& pack, const GateContext& context,
                               std::string_view tool_version);

}  // namespace foureyes
