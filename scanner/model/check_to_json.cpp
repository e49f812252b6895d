// Approvals, the verdict and the whole check as JSON.
#include "model/json_parts.h"
#include "model/to_json.h"

namespace foureyes {
namespace {

JsonValue to_json(const Signature& signature) {
  return JsonValue::object({
      {"name", signature.name},
      {"email", signature.email},
      {"when", signature.when.rfc3339()},
  });
}

// Without the message: a stranger wrote it, and it may hold a credential.
JsonValue to_json(const Commit& commit) {
  JsonValue parents = JsonValue::array();
  for (const ObjectId& parent : commit.parents) parents.push_back(parent.hex());
  JsonValue people = JsonValue::array();
  for (const Signature& person : co_authors(commit)) {
    people.push_back(JsonValue::object({{"name", person.name}, {"email", person.email}}));
  }
  return JsonValue::object({
      {"id", commit.id.hex()},
      {"tree", commit.tree.hex()},
      {"parents", parents},
      {"author", to_json(commit.author)},
      {"committer", to_json(commit.committer)},
      {"coAuthors", people},
      {"signed", !commit.signature.empty()},
  });
}

JsonValue to_json(const Change& change) {
  JsonValue commits = JsonValue::array();
  for (const Commit& commit : change.commits) commits.push_back(to_json(commit));
  JsonValue out = JsonValue::object({
      {"base", JsonValue::object({{"commit", change.base_commit}, {"tree", change.base_tree}})},
      {"head", JsonValue::object({{"commit", change.head_commit}, {"tree", change.head_tree}})},
      {"resultTree", change.result_tree},
      {"mergeComputed", change.merge_computed},
      {"commits", commits},
  });
  put_text(out, "repository", change.repository);
  put_text(out, "targetRef", change.target_ref);
  put_text(out, "ticket", change.ticket);
  put_text(out, "mergeBase", change.merge_base);
  return out;
}

JsonValue to_json(const Approval& approval) {
  JsonValue out = JsonValue::object({
      {"class", name_of(approval.approval_class)},
      {"decision", name_of(approval.decision)},
      {"source", approval.source},
      {"approver", approval.approver},
      {"identityKind", name_of(approval.identity_kind)},
      {"sequence", approval.sequence},
  });
  put_text(out, "keyFingerprint", approval.key_fingerprint);
  put_text(out, "association", approval.association);
  if (approval.asserted_at) out["assertedAt"] = approval.asserted_at->rfc3339();
  if (approval.commit) out["commit"] = approval.commit->hex();
  put_text(out, "repository", approval.repository);
  put_text(out, "targetRef", approval.target_ref);
  if (approval.base) out["base"] = approval.base->hex();
  put_text(out, "headTree", approval.head_tree);
  put_text(out, "deltaDigest", approval.delta_digest);
  if (approval.expires) out["expires"] = approval.expires->rfc3339();
  return out;
}

JsonValue to_json(const ConsideredApproval& considered) {
  JsonValue out = JsonValue::object({
      {"approval", to_json(considered.approval)},
      {"person", considered.person},
      {"counts", considered.counts},
      {"reason", code_of(considered.reason)},
  });
  put_text(out, "detail", considered.detail);
  return out;
}

JsonValue to_json(const ApprovalRequirement& requirement) {
  JsonValue records = JsonValue::array();
  for (const std::size_t record : requirement.records) records.push_back(record);
  return JsonValue::object({
      {"rule", requirement.rule},
      {"count", requirement.count},
      {"leastClass", name_of(requirement.least_class)},
      {"from", JsonValue::strings(requirement.from)},
      {"bind", requirement.bind_tree ? "tree" : "delta"},
      {"records", records},
      {"approvedBy", JsonValue::strings(requirement.approved_by)},
      {"satisfied", requirement.satisfied},
  });
}

JsonValue to_json(const GateInput& input) {
  JsonValue out = JsonValue::object({
      {"kind", input.kind},
      {"name", input.name},
      {"origin", input.origin},
      {"sha256", input.sha256},
  });
  put_text(out, "redactedSha256", input.redacted_sha256);
  return out;
}

}  // namespace

JsonValue to_json(const ApprovalOutcome& outcome) {
  JsonValue requirements = JsonValue::array();
  for (const auto& requirement : outcome.requirements) requirements.push_back(to_json(requirement));
  JsonValue considered = JsonValue::array();
  for (const auto& approval : outcome.considered) considered.push_back(to_json(approval));
  return JsonValue::object({
      {"requirements", requirements},
      {"considered", considered},
      {"excludedPeople", JsonValue::strings(outcome.excluded_people)},
      {"limits", JsonValue::strings(outcome.limits)},
      {"segregationProvable", outcome.segregation_provable},
      {"reasons", JsonValue::strings(outcome.reasons)},
      {"incomplete", JsonValue::strings(outcome.incomplete)},
      {"satisfied", outcome.satisfied},
  });
}

JsonValue to_json(const Verdict& verdict) {
  JsonValue reasons = JsonValue::array();
  for (const VerdictReason& reason : verdict.reasons) {
    reasons.push_back(JsonValue::object({{"code", reason.code}, {"detail", reason.detail}}));
  }
  return JsonValue::object({
      {"result", name_of(verdict.result)},
      {"exitCode", verdict.exit_code()},
      {"reasons", reasons},
  });
}

JsonValue to_json(const CheckReport& report, Audience audience) {
  JsonValue parameters = JsonValue::object();
  for (const auto& [name, value] : report.parameters) parameters[name] = value;
  JsonValue inputs = JsonValue::array();
  for (const GateInput& input : report.inputs) inputs.push_back(to_json(input));
  return JsonValue::object({
      {"tool", JsonValue::object({{"name", "foureyes"}, {"version", report.tool_version}})},
      {"change", to_json(report.change)},
      {"scan", to_json(report.scan, audience)},
      {"delta", to_json(report.delta)},
      {"approvals", to_json(report.approvals)},
      {"verdict", to_json(report.verdict)},
      {"inputs", inputs},
      {"parameters", parameters},
      {"asOf", report.as_of.rfc3339()},
      {"asOfSource", report.as_of_source},
      {"limits", JsonValue::strings(report.limits)},
      {"rules", to_json_array(report.rules)},
  });
}

}  // namespace foureyes
