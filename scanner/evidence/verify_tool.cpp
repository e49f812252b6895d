// Level 4: program, rules and policy are the ones that the verifier expects.
#include "base/display_text.h"
#include "base/text.h"
#include "evidence/verify_levels.h"

namespace foureyes {

namespace {

std::string policy_digest(const DocumentNode& predicate) {
  for (const auto& input : items_at(predicate, {"scanner", "inputs"})) {
    if (text_at(input, {"kind"}) == "policy") return text_at(input, {"sha256"});
  }
  return "";
}

}  // namespace

VerifiedLevel check_tool(const PackContents& contents, const VerifyOptions& options,
                         VerifyReport& report) {
  LevelCheck check(VerifyLevel::tool, "tool, rules and policy are the expected ones");
  const auto version = text_at(contents.predicate, {"scanner", "tool", "version"});
  if (version.empty()) {
    check.fail("TOOL_MISMATCH", "the statement names no version of the tool");
  } else if (!options.tool_version.empty() && options.tool_version != version) {
    report.limits.push_back(concat("The pack was made by foureyes ", plain_text(version),
                                   ", this is ", options.tool_version,
                                   ": it verifies, but only that version reproduces it."));
  }
  const auto rules = text_at(contents.predicate, {"scanner", "rulesDigest"});
  if (!options.rules_digest.empty() && options.rules_digest != rules) {
    check.fail("TOOL_MISMATCH", "the rules in force were not the expected ones");
  }
  const auto policy = policy_digest(contents.predicate);
  if (!options.policy_sha256.empty() && options.policy_sha256 != policy) {
    check.fail("POLICY_MISMATCH", policy.empty() ? "the gate ran without a policy file"
                                                 : "the policy in force was not the expected one");
  }
  return check.take();
}

}  // namespace foureyes
