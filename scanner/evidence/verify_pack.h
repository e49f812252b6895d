// Checks a pack from its own bytes and from what the verifier brings: the keys it trusts, the
// program and the policy it expects. A pack never vouches for itself (threats P0-7): without
// allowed_signers from outside, trust is unproved and the verdict INCOMPLETE.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "evidence/pack.h"
#include "model/verdict.h"

namespace foureyes {

class AllowedSigners;

// In the order in which they are checked.
enum class VerifyLevel {
  parse,      // every member reads, names and shapes are known
  signature,  // the envelope is signed by a trusted key
  subjects,   // statement and manifest cover exactly these members
  tool,       // tool, rules and policy are the expected ones
  approvals,  // the approvals inside hold, checked from their raw inputs
};
// `unproved`: nothing speaks against it, but what would prove it is not there.
enum class LevelState { proved, unproved, failed, not_checked };

std::string_view name_of(VerifyLevel level);
std::string_view name_of(LevelState state);

struct VerifiedLevel {
  VerifyLevel level = VerifyLevel::parse;
  LevelState state = LevelState::not_checked;
  std::string summary;                 // one sentence: what was checked
  std::vector<VerdictReason> reasons;  // why not proved
};

struct VerifyOptions {
  // The keys that the verifier trusts, from outside the pack; nullptr: none.
  const AllowedSigners* allowed_signers = nullptr;
  // When keys have to be valid; nullopt: at the pack's own asOf, which only the signer asserts.
  std::optional<Instant> key_time = {};
  std::string tool_version = {};   // this program's; another one is a limit, not a failure
  std::string policy_sha256 = {};  // that the verifier expects; empty: any
  std::string rules_digest = {};   // that the verifier expects; empty: any
  // Decides the approvals again from inputs/ (approval/ is a sibling layer); its reasons fail the
  // approvals level. Empty: signatures are checked, decisions are not.
  std::function<std::vector<VerdictReason>(const Pack&)> decide_again = {};
};

struct VerifyReport {
  Verdict verdict;  // PASSED: everything proved. Reason codes: see FORMAT.md
  std::vector<VerifiedLevel> levels;
  std::string signer;           // principal of allowed_signers, "" when unproved
  std::string key_fingerprint;  // "SHA256:..." as the envelope names it, "" when unsigned
  std::string gate_verdict;     // what the pack says about the change: "PASSED", ...
  std::vector<std::string> outside_claim;  // members that nothing here vouches for
  std::vector<std::string> limits;         // what this verification does not prove
};

VerifyReport verify_pack(const Pack& pack, const VerifyOptions& options);

}  // namespace foureyes
