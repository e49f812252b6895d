#include "support/sample_reports.h"

namespace foureyes::test {
namespace {

// 40 hex digits that start with `start`.
std::string object(std::string start) {
  start.resize(40, '0');
  return start;
}

RuleInfo stripe_rule() {
  RuleInfo rule;
  rule.id = "stripe-live-secret-key";
  rule.name = "StripeLiveSecretKey";
  rule.title = "Stripe live secret key";
  rule.description = "Moves money of the account that it belongs to, without a second factor.";
  rule.severity = Severity::critical;
  rule.confidence = Confidence::high;
  rule.remediation =
      "Roll the key under Developers > API keys, then look at the request log for calls that are "
      "not yours.";
  rule.references = {"https://docs.stripe.com/keys"};
  rule.tags = {"payment", "finance"};
  rule.controls = {"NHI2:2025", "PR.AA-01", "PR.DS-01"};
  return rule;
}

RuleInfo password_rule() {
  RuleInfo rule;
  rule.id = "database-password";
  rule.name = "DatabasePassword";
  rule.title = "Password of a database";
  rule.description = "Opens the database to everybody who can read the file.";
  rule.severity = Severity::medium;
  rule.confidence = Confidence::medium;
  rule.remediation = "Change the password and read it from the secret store of the platform.";
  rule.tags = {"database"};
  rule.controls = {"NHI2:2025", "NHI7:2025", "PR.AA-01", "IA-5(7)"};
  return rule;
}

Finding stripe_finding() {
  Finding finding;
  finding.rule_id = "stripe-live-secret-key";
  finding.path = "config/payment service.env";
  finding.blob = ObjectId::parse(object("b10b"));
  finding.commit = ObjectId::parse(object("c0ffee1"));
  finding.range = {34, 66};
  finding.region = {3, 12, 3, 44};
  finding.severity = Severity::critical;
  finding.confidence = Confidence::high;
  finding.masked = "sk_live_[redacted]";
  finding.masked_line = "STRIPE_KEY=sk_live_[redacted]";
  finding.fingerprint = std::string(64, 'a');
  finding.explanation = "prefix and length are as documented";
  return finding;
}

Finding message_finding() {
  Finding finding = stripe_finding();
  finding.path.clear();
  finding.in_message = true;
  finding.blob.reset();
  finding.masked_line = "try with sk_live_[redacted]";
  finding.fingerprint = std::string(64, 'b');
  return finding;
}

Finding waived_finding() {
  Finding finding;
  finding.rule_id = "database-password";
  finding.path = "tests/fixtures/ledger.yml";
  finding.commit = ObjectId::parse(object("c0ffee2"));
  finding.range = {120, 131};
  finding.region = {9, 13, 9, 24};
  finding.severity = Severity::medium;
  finding.masked = "[redacted]";
  finding.masked_line = "  password: [redacted]";
  finding.fingerprint = std::string(64, 'c');
  finding.waiver = FindingWaiver{
      "W-12", "password of the throw-away test database, CHG0030123, by carol, until 2026-12-31"};
  return finding;
}

DeltaRecord contents_record() {
  DeltaRecord record;
  record.direction = Direction::widened;
  record.kind = "token-scope";
  record.subject = ".github/workflows/release.yml#deploy";
  record.action = "write";
  record.resource = "contents";
  record.before = "read";
  record.after = "write";
  record.bound_content = {{"job", std::string(64, '1')},
                          {"script scripts/deploy.sh", std::string(64, '2')}};
  record.source_before =
      GrantSource{".github/workflows/release.yml", "jobs.deploy.permissions.contents", 14};
  record.source_after =
      GrantSource{".github/workflows/release.yml", "jobs.deploy.permissions.contents", 14};
  record.sentence =
      "Job `deploy` in release.yml may now write contents of this repository; before: read.";
  record.uncovered_code = {"actions/checkout@v4 (pinned by tag)"};
  record.witness = Witness{record.subject, record.action, record.resource, {}, {}};
  return record;
}

DeltaRecord narrowed_record() {
  DeltaRecord record;
  record.direction = Direction::narrowed;
  record.kind = "token-scope";
  record.subject = ".github/workflows/release.yml#test";
  record.action = "write";
  record.resource = "packages";
  record.before = "write";
  record.source_before =
      GrantSource{".github/workflows/release.yml", "jobs.test.permissions.packages", 8};
  record.sentence = "Job `test` in release.yml may no longer write packages.";
  return record;
}

DeltaRecord unknown_record() {
  DeltaRecord record;
  record.direction = Direction::unknown;
  record.plane = Plane::cloud;
  record.kind = "trust";
  record.subject = "${{ inputs.role }}";
  record.action = "act-as";
  record.resource = "cloud role";
  record.reasons = {"U-EXPR"};
  record.source_after = GrantSource{".github/workflows/release.yml", "jobs.deploy.steps.2", 31};
  record.sentence =
      "Job `deploy` in release.yml may act as a cloud role that only the platform can name.";
  return record;
}

DeltaRecord equivalent_record() {
  DeltaRecord record;
  record.kind = "owner";
  record.plane = Plane::change;
  record.subject = "@payments/owners";
  record.action = "own";
  record.resource = "/payments/**";
  record.effect = Effect::guard;
  record.sentence = "CODEOWNERS still gives /payments/** to @payments/owners.";
  return record;
}

Approval review(std::string approver, ApprovalClass approval_class, std::string commit) {
  Approval approval;
  approval.approval_class = approval_class;
  approval.decision = ApprovalDecision::approved;
  approval.source = "reviews.json";
  approval.approver = std::move(approver);
  approval.identity_kind = IdentityKind::human;
  approval.association = "MEMBER";
  approval.asserted_at = parse_instant("2026-03-14T09:26:53Z");
  approval.commit = ObjectId::parse(commit);
  return approval;
}

Change sample_change() {
  Change change;
  change.repository = "git+https://git.example.com/finance/payments";
  change.target_ref = "refs/heads/main";
  change.ticket = "CHG0012345";
  change.base_commit = object("ba5e1");
  change.base_tree = object("ba5e7");
  change.head_commit = object("c0ffee2");
  change.head_tree = object("c0ffee7");
  change.merge_base = object("ba5e0");
  change.result_tree = object("4e5017");
  change.merge_computed = true;
  Commit commit{*ObjectId::parse(object("c0ffee1")),
                *ObjectId::parse(object("c0ffee6")),
                {},
                {},
                {},
                {},
                {},
                {}};
  commit.author = {"Alice", "alice@example.com", *parse_instant("2026-03-13T16:00:00Z")};
  commit.committer = commit.author;
  commit.message = "Release payments from the deploy job\n\nWith the new provider.\n";
  change.commits.push_back(commit);
  commit.id = *ObjectId::parse(object("c0ffee2"));
  commit.message = "Add a fixture\n";
  change.commits.push_back(commit);
  return change;
}

void add_context(CheckReport& report) {
  report.tool_version = "0.1.0";
  report.change = sample_change();
  report.inputs = {
      {"policy", ".foureyes.yml", ".foureyes.yml@ba5e10000000", std::string(64, '3'), ""},
      {"approvals", "reviews.json", "command line", std::string(64, '4'), ""}};
  report.parameters = {{"authorship", "asserted"}, {"bind", "delta"}};
  report.as_of = *parse_instant("2026-03-14T10:00:00Z");
  report.as_of_source = "latest of base, head and exports";
  report.limits = {"The order of approval and merge rests on the export, which is not signed.",
                   "Authorship is what the commits say; no commit is signed."};
}

}  // namespace

ScanReport empty_scan() {
  ScanReport report;
  report.input = "the index";
  report.coverage.blobs = 1;
  report.coverage.bytes = 812;
  report.rules_digest = std::string(64, 'd');
  return report;
}

ScanReport sample_scan() {
  ScanReport report;
  report.input = "2 commits of ba5e10000000..c0ffee200000";
  report.findings = {message_finding(), stripe_finding(), waived_finding()};
  report.notices = {
      {NoticeReason::lfs_pointer, "data/rates.bin", "The content lives in Git LFS.", true},
      {NoticeReason::submodule, "vendor/ledger", "Another repository; it is not looked at.",
       false}};
  report.coverage = {.blobs = 1234,
                     .bytes = 5'678'901,
                     .messages = 2,
                     .commits = 2,
                     .suppressed = {{"placeholder", 3}, {"reference", 12}}};
  for (const Notice& notice : report.notices) report.coverage.skip(notice);
  report.rules = {password_rule(), stripe_rule()};
  report.rules_digest = std::string(64, 'd');
  return report;
}

ScanReport history_scan() {
  ScanReport report = sample_scan();
  report.input = "the history of all refs, 2 commits";
  report.coverage.history = {
      .trees = 4321, .is_shallow = true, .packed_bytes = 456'789, .scanned_bytes = 1'234'567};
  const Instant authored{1'709'600'000};
  report.findings[0].history = {.authored = authored};
  report.findings[1].history = {.authored = authored,
                                .in_head = true,
                                .tips = {"main", "origin/main", "v1.0"},
                                .more_tips = 1234};
  report.findings[2].history = {.authored = authored, .in_head = false};
  report.findings[2].waiver.reset();
  return report;
}

Delta sample_delta() {
  Delta delta;
  delta.records = {contents_record(), unknown_record(), narrowed_record(), equivalent_record()};
  delta.direction = Direction::widened;
  delta.semantic_digest = std::string(64, 'e');
  delta.full_digest = std::string(64, 'f');
  delta.notices = {{NoticeReason::no_dialect, "terraform/main.tf",
                    "Infrastructure code grants privileges; nothing reads it yet.", true}};
  delta.dialects = {{"codeowners", std::string(64, '5')}, {"github_actions", std::string(64, '6')}};
  return delta;
}

CheckReport failed_check() {
  CheckReport report;
  add_context(report);
  report.scan = sample_scan();
  report.delta = sample_delta();
  ApprovalRequirement requirement;
  requirement.rule = "default";
  requirement.records = {0, 1};
  report.approvals.requirements = {requirement};
  report.approvals.considered = {
      {review("alice", ApprovalClass::a2, object("c0ffee2")), "alice", false, ApprovalReason::self,
       "alice wrote commit c0ffee100000."},
      {review("bob", ApprovalClass::a2, object("c0ffee1")), "bob", false, ApprovalReason::stale,
       "bob saw another delta: one record was added since."}};
  report.approvals.excluded_people = {"alice"};
  report.approvals.reasons = {"INSUFFICIENT_APPROVALS"};
  report.approvals.limits = {"That an account is one person is not proved."};
  report.verdict.fail("CREDENTIAL_EXPOSED", "2 credentials are exposed.");
  report.verdict.fail("INSUFFICIENT_APPROVALS", "Rule `default` asks for 1 approval, 0 count.");
  report.verdict.incomplete("COVERAGE_INCOMPLETE", "2 notices touch the change.");
  return report;
}

CheckReport passed_check() {
  CheckReport report;
  add_context(report);
  report.scan = empty_scan();
  report.delta.records = {contents_record()};
  report.delta.direction = Direction::widened;
  report.delta.semantic_digest = std::string(64, 'e');
  report.delta.full_digest = std::string(64, 'f');
  ApprovalRequirement requirement;
  requirement.rule = "default";
  requirement.records = {0};
  requirement.approved_by = {"bob"};
  requirement.satisfied = true;
  report.approvals.requirements = {requirement};
  Approval approval = review("bob@example.com", ApprovalClass::a4, object("c0ffee2"));
  approval.source = ".foureyes/approvals/bob.json";
  approval.association.clear();
  approval.key_fingerprint = "SHA256:0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";
  report.approvals.considered = {
      {approval, "bob", true, ApprovalReason::ok, "Signed over exactly this delta."}};
  report.approvals.excluded_people = {"alice"};
  report.approvals.satisfied = true;
  return report;
}

CheckReport hostile_check() {
  CheckReport report = failed_check();
  const std::string hostile = kHostile;
  report.change.repository = "https://user:pass@git.example.com/" + hostile;
  report.change.target_ref = "refs/heads/" + hostile;
  report.change.ticket = hostile;
  for (Commit& commit : report.change.commits) {
    commit.message = hostile;
    commit.author.name = commit.author.email = hostile;
  }
  report.scan.input = hostile;
  for (Finding& finding : report.scan.findings) {
    if (!finding.in_message) finding.path = hostile;
    finding.masked = finding.masked_line = finding.explanation = hostile;
    if (finding.waiver) finding.waiver = FindingWaiver{hostile, hostile};
  }
  for (RuleInfo& rule : report.scan.rules)
    rule.title = rule.description = rule.remediation = hostile;
  for (auto* notices : {&report.scan.notices, &report.delta.notices})
    for (Notice& notice : *notices) notice.path = notice.detail = hostile;
  for (DeltaRecord& record : report.delta.records) {
    record.subject = record.action = record.resource = record.before = record.after = hostile;
    record.sentence = record.condition = hostile;
    record.uncovered_code = record.via = {hostile};
    record.witness = Witness{hostile, hostile, hostile, {{hostile, hostile}}, {hostile}};
    record.no_witness = hostile;
    if (record.source_after) record.source_after->path = hostile;
    if (record.source_before) record.source_before->path = hostile;
  }
  for (ConsideredApproval& considered : report.approvals.considered) {
    considered.person = considered.detail = hostile;
    considered.approval.approver = considered.approval.source = hostile;
    considered.approval.association = considered.approval.key_fingerprint = hostile;
  }
  report.approvals.requirements[0].rule = hostile;
  report.approvals.requirements[0].from = {hostile};
  report.approvals.excluded_people = report.approvals.limits = report.limits = {hostile};
  for (VerdictReason& reason : report.verdict.reasons) reason.detail = hostile;
  for (GateInput& input : report.inputs) input.name = input.origin = hostile;
  report.parameters = {{hostile, hostile}};
  report.as_of_source = hostile;
  return report;
}

}  // namespace foureyes::test
