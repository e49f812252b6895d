// The privilege delta: what may whom do after the change that they could not do before, and the
// reverse.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/grant.h"
#include "model/notice.h"
#include "model/rule_info.h"
#include "model/witness.h"

namespace foureyes {

// Ordered from harmless to worst: a roll-up is the maximum. Unknown gates as widened.
enum class Direction { equivalent, narrowed, mixed, unknown, widened };

std::string_view name_of(Direction direction);
bool parse_direction(std::string_view name, Direction& direction);

// One record. Approvals bind to what it means: not to its sources, its sentence, its witness.
struct DeltaRecord {
  Direction direction = Direction::equivalent;
  Plane plane = Plane::pipeline;
  std::string
      kind;  // stable, for policy and SARIF: "token-scope", "trigger", "owner", "policy", ...
  std::string subject;
  std::string action;
  std::string resource;
  std::string condition;  // "" when there is none
  Effect effect = Effect::allow;
  std::string before;  // the entitlement before, in words; "" when there was none
  std::string after;
  std::vector<std::string> via;
  std::vector<std::string> reasons;  // "U-EXPR", sorted
  // Digests that the record binds, sorted: unknown content, the job's definition, scripts it calls.
  std::vector<std::pair<std::string, std::string>> bound_content;
  std::optional<GrantSource> source_before;
  std::optional<GrantSource> source_after;
  // One sentence for people: "job `deploy` in release.yml may now write contents; before: read".
  std::string sentence;
  // Known ways to further rights that the change completes, in words; also in the sentence.
  std::vector<std::string> marks;
  // Code that the subject runs and that the digest does not cover ("bind: delta" approves without
  // it).
  std::vector<std::string> uncovered_code;
  // Of one that gates: a request that shows it, or in words why there is none.
  std::optional<Witness> witness;
  std::string no_witness;
};

// What people call one record: twelve hex digits of a SHA-256 over its meaning, the same wherever
// the record is. Of a masked record, over the masked names.
std::string record_id(const DeltaRecord& record);

struct Delta {
  std::vector<DeltaRecord> records;  // sorted by meaning
  Direction direction = Direction::equivalent;
  std::string semantic_digest;  // sha256 hex: what approvals bind to
  std::string full_digest;      // also sources and sentences
  std::vector<Notice> notices;  // unread surfaces, parse failures; sorted
  std::vector<RuleInfo> rules;  // of the records, sorted by id; in no digest
  // Dialect name -> digest of its rules and version: part of "which control was in force".
  std::vector<std::pair<std::string, std::string>> dialects;
};

}  // namespace foureyes
