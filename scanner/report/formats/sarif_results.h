// SARIF results (3.27) from what the gate found. A result has no ruleIndex yet: sarif.cpp sets it.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/json_value.h"
#include "model/check_report.h"
#include "report/report_options.h"

namespace foureyes {

struct SarifResult {
  std::string rule_id;
  int order = 0;  // lower is shown first
  JsonValue json;
};

// Collects results of one run. Keeps references: report parts and options must outlive it.
class SarifResults {
 public:
  SarifResults(const std::vector<RuleInfo>& rules, const ReportOptions& options);

  void add(const ScanReport& scan);
  // `outcome` says which records are approved; nullptr: nobody asked.
  void add(const Delta& delta, const ApprovalOutcome* outcome);
  void add(const Verdict& verdict);

  // Most severe first, otherwise as added.
  std::vector<SarifResult> take();

 private:
  void add_finding(const Finding& finding);
  void add_record(const DeltaRecord& record, const std::vector<std::string>* approved_by);
  JsonValue start(const RuleInfo& rule, const std::vector<std::string>& arguments) const;
  JsonValue masked_line_hash(const Finding& finding);
  const std::string* file_line_hash(const GrantSource& source);
  const RuleInfo& rule(const std::string& id) const;

  std::map<std::string, RuleInfo> rules_;
  const ReportOptions& options_;
  std::vector<SarifResult> results_;
  std::set<std::string> paths_with_credentials_;
  std::map<std::pair<std::string, std::string>, std::size_t> masked_hashes_;
  std::map<std::string, std::vector<std::string>> file_hashes_;
};

// {"physicalLocation": ...} with the path as a relative, percent-encoded URI.
JsonValue sarif_location(std::string_view path, JsonValue region);

}  // namespace foureyes
