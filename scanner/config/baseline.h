// A baseline: the credentials that an old repository already had when it took the gate up, so that
// only new ones fail. One sorted line each, so that two branches merge without a conflict:
//
//   scope tree
//   <fingerprint, 64 hex digits> <rule id>
//   ...
//
// The fingerprint is keyed (.foureyes/fingerprint.key): the file gives no value away.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace foureyes {

// What was scanned for it: only a scan of as much can say that a credential is gone.
enum class BaselineScope { tree, history };

struct Baseline {
  BaselineScope scope = BaselineScope::tree;
  std::set<std::pair<std::string, std::string>> known;  // (fingerprint, rule id)
};

// Lines in any order, equal ones once; "#" begins a comment line. `name` is what errors call it.
Result<Baseline> read_baseline(std::string_view text, std::string_view name);

std::string baseline_text(const Baseline& baseline);

}  // namespace foureyes
