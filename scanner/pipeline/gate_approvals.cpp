#include "pipeline/gate_approvals.h"

#include <algorithm>

#include "approval/decide.h"
#include "approval/trust.h"
#include "base/path.h"
#include "base/text.h"
#include "config/paths.h"
#include "pipeline/approval_binding.h"
#include "pipeline/approval_files.h"
#include "pipeline/change.h"
#include "signing/commit_signature.h"
#include "signing/sshsig.h"

namespace foureyes {
namespace {

constexpr std::size_t kSignersLimit = 4u << 20;

// The latest of base, head and the newest export: a function of the inputs, so it can be
// reproduced.
void set_time(const GateApprovalsInput& input, const std::vector<Approval>& approvals,
              CheckReport& report) {
  if (input.request.as_of) {
    report.as_of = *input.request.as_of;
    report.as_of_source = input.request.as_of_source;
    return;
  }
  for (const ObjectId& id : {input.request.base, input.request.head}) {
    const auto commit = input.context.repository.commit(id);
    if (commit) report.as_of = std::max(report.as_of, commit->committer.when);
  }
  for (const Approval& approval : approvals) {
    if (approval.asserted_at) report.as_of = std::max(report.as_of, *approval.asserted_at);
  }
  report.as_of_source = kDefaultTimeSource;
}

CandidateApproval candidate_of_export(const Approval& approval, ApprovalBinder& binder) {
  CandidateApproval candidate{approval, {}};
  if (!approval.commit) return candidate;
  if (const auto binding = binder.binding_of(*approval.commit)) {
    candidate.binding.delta_digest = binding->delta_digest;
    candidate.binding.result_tree = binding->tree;
  }
  candidate.binding.consumed = binder.is_consumed(approval, std::nullopt);
  return candidate;
}

Result<CandidateApproval> candidate_of_statement(const StatementFiles& files,
                                                 const GateApprovalsInput& input, Instant as_of,
                                                 ApprovalBinder& binder) {
  const GateConfiguration& configuration = input.configuration;
  TRY_ASSIGN(SignedApproval read,
             read_signed_approval({files.statement, files.signature, files.name},
                                  configuration.signers, as_of));
  CandidateApproval candidate{std::move(read.approval), {}};
  candidate.binding.consumed =
      files.already_in_base || binder.is_consumed(candidate.approval, read.statement.head);
  candidate.binding.signature = std::move(read.check);
  candidate.binding.external_root = configuration.external_signers;
  return candidate;
}

// Whether all that a commit does is to add approvals: whoever does that is no author of the change.
// Taking something away is a change too, and a merge may be one.
Result<bool> only_records_approvals(const Repository& repository, const Commit& commit) {
  if (commit.parents.size() != 1) return false;
  TRY_ASSIGN(const auto changes, repository.changes_between(commit.parents.front(), commit.id));
  const bool inside =
      !changes.empty() && std::all_of(changes.begin(), changes.end(), [](const TreeChange& change) {
        return change.after && is_inside(change.path, kApprovalsDirectory);
      });
  if (!inside) return false;
  TRY_ASSIGN(const auto before, repository.tree(commit.parents.front()));
  TRY_ASSIGN(const auto after, repository.tree(commit.id));
  return std::all_of(changes.begin(), changes.end(), [&](const TreeChange& change) {
    return records_approval(*change.after, *after) &&
           (!change.before || records_approval(*change.before, *before));
  });
}

Result<std::vector<ChangeCommit>> change_commits(const GateApprovalsInput& input,
                                                 const CheckReport& report) {
  std::vector<ChangeCommit> commits;
  for (const Commit& commit : report.change.commits) {
    ChangeCommit change{commit};
    TRY_ASSIGN(change.only_records_approvals,
               only_records_approvals(input.context.repository, commit));
    const CommitSignature signature = check_commit_signature(
        commit.signature, commit.signed_payload, input.configuration.signers, report.as_of);
    if (signature.state == CommitSignatureState::trusted) {
      change.signer_fingerprint = signature.fingerprint;
      if (!signature.principals.empty()) change.signer_principal = signature.principals.front();
    }
    commits.push_back(std::move(change));
  }
  return commits;
}

// How many keys may approve after the change. A file that is gone or does not parse lets nobody.
std::size_t approvers_after(const TreeView& result, Instant as_of) {
  const TreeEntry* entry = result.find(kAllowedSignersFile);
  if (entry == nullptr) return 0;
  const auto text = result.read(*entry, kSignersLimit);
  if (!text) return 0;
  const auto signers = read_allowed_signers(*text, kAllowedSignersFile);
  return signers ? signers->signers_for(kApprovalNamespace, as_of).size() : 0;
}

bool lists_a_human(const IdentityMap& map) {
  return std::any_of(map.people.begin(), map.people.end(),
                     [](const KnownIdentity& known) { return known.kind == IdentityKind::human; });
}

TrustContext trust_of(const GateApprovalsInput& input, const CheckReport& report) {
  const GateConfiguration& configuration = input.configuration;
  const bool has_approvers =
      !configuration.signers.signers_for(kApprovalNamespace, report.as_of).empty();
  const TreeView& base = input.base_tree;
  const bool base_has_trust = base.find(kPolicyFile) != nullptr ||
                              base.find(kAllowedSignersFile) != nullptr ||
                              base.find(kIdentitiesFile) != nullptr;
  const bool signers_change =
      std::any_of(report.delta.records.begin(), report.delta.records.end(),
                  [](const DeltaRecord& record) { return record.kind == "signers"; });

  TrustContext trust;
  trust.has_list = has_approvers || lists_a_human(configuration.identities);
  trust.changes_trust = changes_trust(report.delta, base_has_trust);
  if (has_approvers && signers_change && input.result_tree != nullptr) {
    trust.approvers_after = approvers_after(*input.result_tree, report.as_of);
  }
  return trust;
}

Result<std::vector<CandidateApproval>> candidates_of(const GateApprovalsInput& input,
                                                     const ApprovalInputs& exports,
                                                     const ApprovalFiles& files, Instant as_of) {
  ApprovalBinder binder(input.context.repository, input.request.base, input.privilege);
  std::vector<CandidateApproval> candidates;
  for (const Approval& approval : exports.approvals) {
    candidates.push_back(candidate_of_export(approval, binder));
  }
  for (const StatementFiles& statement : files.statements) {
    TRY_ASSIGN(CandidateApproval candidate,
               candidate_of_statement(statement, input, as_of, binder));
    candidates.push_back(std::move(candidate));
  }
  return candidates;
}

}  // namespace

Result<void> decide_gate_approvals(const GateApprovalsInput& input, CheckReport& report) {
  TRY_ASSIGN(ApprovalFiles files,
             read_approval_files(input.request.approvals, {input.base_tree, input.head_tree}));
  const ApprovalInputs exports = join_exports(files.exports);
  set_time(input, exports.approvals, report);

  TRY_ASSIGN(auto candidates, candidates_of(input, exports, files, report.as_of));
  TRY_ASSIGN(auto commits, change_commits(input, report));

  const PeopleDirectory people(input.configuration.identities, input.configuration.signers);
  const std::string tree =
      input.result_tree == nullptr ? "" : tree_without_approvals(*input.result_tree);
  const ApprovalQuestion question{report.delta,
                                  approval_requirements(input.configuration.policy, report.delta),
                                  std::move(candidates),
                                  std::move(commits),
                                  exports.pull_request,
                                  people,
                                  trust_of(input, report),
                                  {report.change.repository, report.change.target_ref,
                                   input.request.pull_request, input.request.head, tree},
                                  input.configuration.policy.authorship,
                                  report.as_of};
  report.approvals = decide_approvals(question);
  report.inputs = input.configuration.inputs;
  std::move(files.inputs.begin(), files.inputs.end(), std::back_inserter(report.inputs));
  std::move(files.notices.begin(), files.notices.end(), std::back_inserter(report.scan.notices));
  return {};
}

}  // namespace foureyes
