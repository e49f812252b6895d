#include "pipeline/redact_report.h"

#include "base/digest.h"

namespace foureyes {
namespace {

// Applies one redactor to the texts of many shapes.
class Pass {
 public:
  explicit Pass(Redactor& redactor) : redactor_(redactor) {}

  template <class... Texts>
  void over(Texts&... texts) {
    (apply(texts), ...);
  }

 private:
  void apply(std::string& text) { redactor_.redact(text); }

  template <class T>
  void apply(std::vector<T>& values) {
    for (T& value : values) apply(value);
  }
  template <class T>
  void apply(std::optional<T>& value) {
    if (value) apply(*value);
  }
  void apply(std::pair<std::string, std::string>& named) { apply(named.first); }

  void apply(Notice& notice) { over(notice.path, notice.detail); }
  void apply(GrantSource& source) { over(source.path, source.route); }
  void apply(Pattern& pattern) { over(pattern.values); }
  void apply(Conjunct& conjunct) { over(conjunct.key, conjunct.values); }
  void apply(Condition& condition) { over(condition.any_of, condition.text); }
  void apply(Unknown& unknown) { over(unknown.detail); }
  void apply(Signature& person) { over(person.name, person.email); }
  void apply(Commit& commit) { over(commit.author, commit.committer, commit.message); }
  void apply(VerdictReason& reason) { over(reason.detail); }

  void apply(RequestKey& key) { over(key.name, key.value); }
  void apply(Witness& witness) {
    over(witness.subject, witness.action, witness.resource, witness.keys, witness.assumes);
  }

  // A witness may spell a name that is masked in another way, which no rule knows.
  void apply(DeltaRecord& record) {
    const auto names = [&] {
      return std::vector{record.subject, record.action, record.resource, record.condition};
    };
    const std::vector<std::string> said = names();
    over(record.subject, record.action, record.resource, record.condition, record.before,
         record.after, record.via, record.bound_content, record.source_before, record.source_after,
         record.sentence, record.uncovered_code, record.witness, record.no_witness);
    if (!record.witness || names() == said) return;
    record.witness.reset();
    record.no_witness = "a name that it needs is masked";
  }

  void apply(Grant& grant) {
    over(grant.group, grant.subject, grant.action, grant.resource, grant.condition, grant.via,
         grant.unknown, grant.bound_content, grant.source, grant.subject_words, grant.action_words,
         grant.brief_words);
  }

  void apply(Approval& approval) {
    over(approval.source, approval.approver, approval.association, approval.repository,
         approval.target_ref);
  }

  void apply(ConsideredApproval& considered) {
    over(considered.approval, considered.person, considered.detail);
  }

  void apply(ApprovalRequirement& requirement) {
    over(requirement.rule, requirement.from, requirement.approved_by);
  }

  // What the pack carries: the digest of the bytes as read stays beside that of the copy.
  void apply(GateInput& input) {
    over(input.name, input.origin);
    if (input.kind == "fingerprint-key") return;
    std::string copy = redactor_.redacted(input.content);
    if (copy == input.content) return;
    input.redacted_sha256 = sha256(copy).hex();
    input.content = std::move(copy);
  }

  Redactor& redactor_;
};

}  // namespace

void redact(std::vector<Notice>& notices, Redactor& redactor) { Pass(redactor).over(notices); }

void redact(Delta& delta, Redactor& redactor) { Pass(redactor).over(delta.records, delta.notices); }

void redact(GrantList& list, Redactor& redactor) {
  Pass pass(redactor);
  pass.over(list.grants, list.notices);
  for (auto& [dialect, path] : list.files) pass.over(path);
}

void redact(ApprovalStatement& statement, Redactor& redactor) {
  Pass(redactor).over(statement.sentences, statement.uncovered);
}

void redact(CheckReport& report, Redactor& redactor) {
  Change& change = report.change;
  ApprovalOutcome& approvals = report.approvals;
  Pass(redactor).over(change.repository, change.target_ref, change.ticket, change.commits,
                      report.scan.input, report.scan.notices, report.delta.records,
                      report.delta.notices, approvals.requirements, approvals.considered,
                      approvals.excluded_people, approvals.limits, approvals.incomplete,
                      report.verdict.reasons, report.inputs, report.limits);
}

}  // namespace foureyes
