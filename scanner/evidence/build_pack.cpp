#include "evidence/build_pack.h"

#include "base/canonical_json.h"
#include "base/digest.h"
#include "base/text.h"
#include "evidence/change_predicate.h"
#include "evidence/manifest.h"
#include "evidence/pack_form.h"
#include "evidence/statement.h"
#include "evidence/subjects.h"
#include "model/to_json.h"
#include "signing/dsse.h"
#include "signing/sigstore_bundle.h"

namespace foureyes {

namespace {

void set_member(Pack& pack, std::string_view name, std::string bytes) {
  pack.members.insert_or_assign(std::string(name), std::move(bytes));
}

// The key makes fingerprints of short passwords safe to publish: it stays in the repository.
bool is_published(const GateInput& input) { return input.kind != "fingerprint-key"; }

Result<void> add_inputs(Pack& pack, const std::vector<GateInput>& inputs) {
  for (const auto& input : inputs) {
    if (!is_published(input)) continue;
    const auto& expected = input.redacted_sha256.empty() ? input.sha256 : input.redacted_sha256;
    if (sha256(input.content).hex() != expected) {
      return failure({concat("the digest of the ", input.kind, " input is not that of its content"),
                      input.name});
    }
    if (!pack.members.emplace(input_member_name(input.name), input.content).second) {
      return failure(
          {"two inputs of the gate have the same name", input.name, "rename one of the two files"});
    }
  }
  return {};
}

Result<void> add_facts(Pack& pack, const PackInput& input) {
  set_member(pack, pack_member::kEvidence,
             readable_json(to_json(input.report, Audience::evidence)));
  set_member(pack, pack_member::kDelta, readable_json(to_json(input.report.delta)));
  set_member(pack, pack_member::kSarif, input.rendered.sarif);
  set_member(pack, pack_member::kMarkdown, input.rendered.markdown);
  set_member(pack, pack_member::kPageShell, input.rendered.page_shell);
  TRY(add_inputs(pack, input.report.inputs));
  set_member(pack, pack_member::kManifest, manifest_text(manifest_of(pack)));
  return {};
}

StatementSubject head_subject(const Change& change) {
  return {std::string(kHeadSubject),
          change.repository,
          {{"gitCommit", change.head_commit}, {"gitTree", change.head_tree}}};
}

Result<std::string> make_statement(const Pack& pack, const CheckReport& report) {
  Statement statement;
  statement.subjects = member_subjects(pack);
  statement.subjects.push_back(head_subject(report.change));
  statement.predicate_type = kChangeEvidence;
  statement.predicate = change_predicate(report);
  return statement_text(statement);
}

Result<void> sign(Pack& pack, Signer& signer) {
  TRY_ASSIGN(const auto envelope,
             sign_dsse(signer, kInTotoPayloadType, *pack.find(pack_member::kStatement)));
  set_member(pack, pack_member::kEnvelope, canonical_json(to_json(envelope)));
  set_member(pack, pack_member::kBundle, canonical_json(sigstore_bundle(envelope)));
  return {};
}

}  // namespace

Result<Pack> build_pack(const PackInput& input) {
  Pack pack;
  TRY(add_facts(pack, input));
  TRY_ASSIGN(std::string statement, make_statement(pack, input.report));
  set_member(pack, pack_member::kStatement, std::move(statement));
  if (input.signer != nullptr) TRY(sign(pack, *input.signer));
  if (!input.run_context.empty()) set_member(pack, pack_member::kRunContext, input.run_context);
  TRY(pack_as_page(pack));  // the shell has its marker
  return pack;
}

}  // namespace foureyes
