// The gate: the credentials that a change exposes, the privileges it widens, who approved exactly
// that, and the verdict. `check` and `evidence reproduce` are this one function with the same
// request.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "input/repository.h"
#include "model/check_report.h"
#include "pipeline/gate_input.h"
#include "pipeline/progress.h"
#include "secrets/rule_set.h"

namespace foureyes {

// CheckReport::as_of_source when nobody gave a time: the gate computes it from its other inputs.
inline constexpr std::string_view kDefaultTimeSource = "the latest of base, head and the approvals";

struct GateRequest {
  ObjectId base;  // the target's tip
  ObjectId head;
  std::string repository;  // as Change::repository; "" takes policy's word
  std::string target_ref;
  std::string ticket;
  std::uint64_t pull_request = 0;  // its number, where CI names it; 0: unknown
  // Instead of the files of base (threats P0-1: the caller made sure that they lie outside the work
  // tree).
  std::optional<ExternalFile> policy;
  std::optional<ExternalFile> allowed_signers;
  // Exports of a forge, statements of `approve`; the signature of "x.json" is another file
  // "x.json.sig".
  std::vector<ExternalFile> approvals;
  std::optional<Instant> as_of;  // absent: the latest of base, head and the newest approval
  std::string as_of_source;      // where as_of comes from
  std::string tool_version;
};

struct GateContext {
  const Repository& repository;
  const RuleSet& rules;
  std::size_t threads = 1;
  Progress* progress = nullptr;  // may be nullptr
};

// Errors: configuration of base that does not parse, an approval file of the wrong shape, objects
// of base or head that are missing. Everything else is in the report and its verdict.
Result<CheckReport> run_gate(const GateRequest& request, const GateContext& context);

}  // namespace foureyes
