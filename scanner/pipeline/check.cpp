// The gate as a list of passes over one report; each pass adds what it found out.
#include "pipeline/check.h"

#include <algorithm>

#include "approval/decide.h"
#include "base/digest.h"
#include "base/text.h"
#include "config/paths.h"
#include "input/blob_source.h"
#include "pipeline/approval_binding.h"
#include "pipeline/approval_files.h"
#include "pipeline/change.h"
#include "pipeline/gate_approvals.h"
#include "pipeline/gate_configuration.h"
#include "pipeline/gate_verdict.h"
#include "pipeline/redact_report.h"
#include "pipeline/scan.h"
#include "privilege/delta.h"
#include "privilege/grant_ceiling.h"
#include "privilege/grants.h"

namespace foureyes {
namespace {

constexpr std::size_t kMostAboveCeiling = 50;  // that the verdict names

// Everything that one run has at hand.
struct Gate {
  const GateRequest& request;
  const GateContext& context;
  std::unique_ptr<TreeView> base_tree = {};
  std::unique_ptr<TreeView> head_tree = {};
  std::unique_ptr<TreeView> result_tree = {};  // nullptr on conflicts
  GateConfiguration configuration = {};
  JudgedChange judged = {};
};

// The gate reads what the pack will carry, so that a reproduction reads the same.
void redact_file(ExternalFile& file, Redactor& redactor) {
  std::string redacted = redactor.redacted(file.content);
  if (redacted == file.content) return;
  if (file.original_sha256.empty()) file.original_sha256 = sha256(file.content).hex();
  file.content = std::move(redacted);
}

GateRequest redact_files(GateRequest request, Redactor& redactor) {
  for (ExternalFile& file : request.approvals) redact_file(file, redactor);
  if (request.policy) redact_file(*request.policy, redactor);
  if (request.allowed_signers) redact_file(*request.allowed_signers, redactor);
  return request;
}

Result<void> open_change(Gate& gate, CheckReport& report) {
  const Repository& repository = gate.context.repository;
  const GateRequest& request = gate.request;
  TRY_ASSIGN(gate.base_tree, repository.tree(request.base));
  TRY_ASSIGN(gate.head_tree, repository.tree(request.head));
  TRY_ASSIGN(gate.configuration,
             read_gate_configuration(
                 {*gate.base_tree, request.base.hex(), request.policy, request.allowed_signers}));
  const std::string& named = gate.configuration.policy.repository;
  TRY_ASSIGN(gate.judged, judge_change(repository, {request.base, request.head,
                                                    named.empty() ? request.repository : named,
                                                    request.target_ref, request.ticket}));
  report.change = gate.judged.change;
  if (const auto tree = ObjectId::parse(report.change.result_tree)) {
    TRY_ASSIGN(gate.result_tree, repository.tree(*tree));
  }
  return {};
}

Result<void> scan_range(const Gate& gate, CheckReport& report) {
  const GateRequest& request = gate.request;
  RangeOptions range{request.base, request.head};
  const Policy& policy = gate.configuration.policy;
  if (policy.max_file_bytes) range.blob_limit = *policy.max_file_bytes;
  TRY_ASSIGN(const auto source, range_source(gate.context.repository, range));
  ScanOptions options{gate.context.rules};
  options.detector.fingerprint_key = gate.configuration.fingerprint_key;
  options.threads = gate.context.threads;
  options.progress = gate.context.progress;
  TRY_ASSIGN(report.scan, scan(*source, options));
  return {};
}

PrivilegeOptions privilege_options(const Gate& gate) {
  PrivilegeOptions options;
  options.default_token = gate.configuration.policy.default_token;
  return options;
}

Result<void> compare_privileges(const Gate& gate, CheckReport& report) {
  if (!gate.result_tree) return {};
  TRY_ASSIGN(report.delta,
             privilege_delta(*gate.base_tree, *gate.result_tree, privilege_options(gate)));
  return {};
}

// Names are masked with the rest of the report.
Result<void> hold_to_ceiling(const Gate& gate, CheckReport& report) {
  const std::vector<GrantCeiling>& ceilings = gate.configuration.policy.max_grants;
  if (ceilings.empty() || !gate.result_tree) return {};
  TRY_ASSIGN(const GrantList list, read_grants(*gate.result_tree, privilege_options(gate)));
  const std::vector<GrantAboveCeiling> above = grants_above(ceilings, list.grants);
  for (std::size_t i = 0; i < above.size() && i < kMostAboveCeiling; ++i)
    report.verdict.fail("GRANT_ABOVE_CEILING", concat(words_for(above[i]), "."));
  if (above.size() > kMostAboveCeiling)
    report.verdict.fail("GRANT_ABOVE_CEILING",
                        concat(above.size() - kMostAboveCeiling, " more; see foureyes grants."));
  return {};
}

Result<void> judge_approvals(const Gate& gate, CheckReport& report) {
  const GateApprovalsInput input{gate.request,           gate.context,    gate.configuration,
                                 *gate.base_tree,        *gate.head_tree, gate.result_tree.get(),
                                 privilege_options(gate)};
  return decide_gate_approvals(input, report);
}

void record_parameters(const Gate& gate, CheckReport& report) {
  const Policy& policy = gate.configuration.policy;
  report.parameters = {
      {"authorship", std::string(name_of(policy.authorship))},
      {"bind", std::string(name_of(policy.bind))},
      {"default_token", std::string(name_of(policy.default_token))},
      {"fail_on", std::string(name_of(policy.fail_on))},
      {"inline_marks", policy.inline_marks == InlineMarks::ignored ? "ignored" : "honoured"},
  };
  if (policy.max_file_bytes) {
    report.parameters.emplace_back("max_file_bytes", concat(*policy.max_file_bytes));
  }
  if (gate.request.pull_request != 0) {
    report.parameters.emplace_back("pull_request", concat(gate.request.pull_request));
  }
  report.parameters.emplace_back("signers",
                                 gate.configuration.external_signers ? "external" : "base");
}

void collect_rules(CheckReport& report) {
  report.rules = report.scan.rules;
  report.rules.insert(report.rules.end(), report.delta.rules.begin(), report.delta.rules.end());
  std::sort(report.rules.begin(), report.rules.end(),
            [](const RuleInfo& a, const RuleInfo& b) { return a.id < b.id; });
}

}  // namespace

Result<CheckReport> run_gate(const GateRequest& asked, const GateContext& context) {
  CheckReport report;
  report.tool_version = asked.tool_version;
  TRY_ASSIGN(Redactor redactor, Redactor::make(context.rules));
  const GateRequest request = redact_files(asked, redactor);
  Gate gate{request, context};
  TRY(open_change(gate, report));
  TRY(scan_range(gate, report));
  TRY(compare_privileges(gate, report));
  TRY(hold_to_ceiling(gate, report));
  TRY(judge_approvals(gate, report));
  TRY(waive_findings(gate.configuration, gate.result_tree.get(), report));
  record_parameters(gate, report);
  collect_rules(report);
  reach_verdict(gate.configuration.policy, gate.judged, report);
  redact(report, redactor);
  return report;
}

}  // namespace foureyes
