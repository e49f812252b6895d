// Everything the gate found out about one change. Evidence is this, written down (to_json.h); pages
// and summaries are this, made readable.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/instant.h"
#include "model/approval.h"
#include "model/commit.h"
#include "model/delta.h"
#include "model/scan_report.h"
#include "model/verdict.h"

namespace foureyes {

struct Change {
  std::string repository;  // "git+https://..." or "" when unknown
  std::string target_ref;  // "refs/heads/main" or ""
  std::string ticket;
  std::string base_commit, base_tree;
  std::string head_commit, head_tree;
  std::string merge_base;   // "" when there is none
  std::string result_tree;  // the head's tree, or the tree of the computed merge
  bool merge_computed = false;
  std::vector<Commit> commits;  // reachable from head and not from base, oldest first
};

// A file that the gate read: policy, signers, an approval export. The pack carries the bytes.
struct GateInput {
  std::string
      kind;  // "policy", "identities", "waivers", "allowed-signers", "approvals", "fingerprint-key"
  std::string name;     // as the pack names it
  std::string origin;   // ".foureyes.yml@<base commit>" or "command line"
  std::string sha256;   // of the bytes as read
  std::string content;  // not in JSON; becomes inputs/<name>, except that of a "fingerprint-key"
  // Of `content`, where a credential in it was masked and it is no longer as read; else "".
  std::string redacted_sha256 = {};
};

struct CheckReport {
  std::string tool_version;
  Change change;
  ScanReport scan;
  Delta delta;
  ApprovalOutcome approvals;
  Verdict verdict;
  std::vector<GateInput> inputs;
  // Parameters of the run, name -> value, sorted: bind, authorship, defaults, the acceptance of
  // notices.
  std::vector<std::pair<std::string, std::string>> parameters;
  Instant as_of;
  std::string as_of_source;         // "--as-of", "latest of base, head and exports"
  std::vector<std::string> limits;  // what this evidence does not prove
  std::vector<RuleInfo> rules;      // of every result: credentials, privilege records, decisions
};

}  // namespace foureyes
