// SARIF 2.1.0 (OASIS standard, errata 01): one log, one run. No clock, machine or account is in it.
#include <algorithm>

#include "base/canonical_json.h"
#include "base/display_text.h"
#include "base/text.h"
#include "model/to_json.h"
#include "report/formats/formats.h"
#include "report/formats/sarif_results.h"
#include "report/formats/sarif_rules.h"
#include "report/result_rules.h"
#include "report/uri.h"
#include "report/uuid5.h"
#include "report/wording.h"

namespace foureyes::formats {
namespace {

// GitHub refuses a run with more.
constexpr std::size_t kMaxResults = 25'000;

// What differs between the three inputs.
struct RunFacts {
  std::string_view category;  // "change": a later upload of the same category replaces this one
  std::string description;
  std::string repository, revision, ref;
  std::optional<int> exit_code;
  std::vector<Notice> notices;
  std::vector<RuleInfo> rules;
  JsonValue properties = JsonValue::object();
};

JsonValue message_of(std::string_view text) {
  return JsonValue::object({{"text", sarif_text(text)}});
}

JsonValue notification(const Notice& notice) {
  std::string text = concat("Not looked at wholly (", name_of(notice.reason), ")");
  if (!notice.path.empty()) text += concat(": '", notice.path, "'");
  if (!notice.detail.empty()) text += concat(": ", notice.detail);
  if (text.back() != '.') text += '.';
  JsonValue json = JsonValue::object(
      {{"level", notice.touches_change ? "warning" : "note"}, {"message", message_of(text)}});
  json["descriptor"]["id"] = name_of(notice.reason);
  if (!notice.path.empty())
    json["locations"].push_back(sarif_location(
        notice.path,
        JsonValue::object(
            {{"startLine", 1}, {"startColumn", 1}, {"endLine", 1}, {"endColumn", 1}})));
  return json;
}

JsonValue cut_notification(std::size_t cut) {
  JsonValue json = JsonValue::object({{"level", "warning"}});
  json["message"] = message_of(concat(count_of(cut, "result is", "results are"),
                                      " left out, the least severe ones: code scanning takes ",
                                      kMaxResults, " a run. The audit profile has them all."));
  json["descriptor"]["id"] = "results-cut";
  return json;
}

JsonValue tool_of(const std::vector<RuleInfo>& infos, const SarifTaxonomies& taxonomies,
                  const ReportOptions& options) {
  JsonValue rules = JsonValue::array();
  for (const RuleInfo& info : infos) rules.push_back(rule_descriptor(info, taxonomies));
  JsonValue driver = JsonValue::object({{"name", "foureyes"},
                                        {"version", options.tool_version},
                                        {"semanticVersion", options.tool_version},
                                        {"informationUri", kInformationUri},
                                        {"language", "en-US"},
                                        {"rules", std::move(rules)},
                                        {"supportedTaxonomies", taxonomies.supported()}});
  return JsonValue::object({{"driver", std::move(driver)}});
}

JsonValue invocation_of(const RunFacts& facts, std::size_t cut) {
  JsonValue notifications = JsonValue::array();
  if (cut > 0) notifications.push_back(cut_notification(cut));
  for (const Notice& notice : facts.notices) notifications.push_back(notification(notice));
  JsonValue invocation = JsonValue::object(
      {{"executionSuccessful", true}, {"toolExecutionNotifications", std::move(notifications)}});
  if (facts.exit_code) invocation["exitCode"] = *facts.exit_code;
  return invocation;
}

void add_provenance(JsonValue& run, const RunFacts& facts) {
  const std::string uri = legal_uri(public_url(facts.repository));
  if (uri.find("://") == std::string::npos) return;
  JsonValue details = JsonValue::object({{"repositoryUri", uri}});
  if (!facts.revision.empty()) details["revisionId"] = facts.revision;
  constexpr std::string_view kBranches = "refs/heads/";
  if (facts.ref.rfind(kBranches, 0) == 0)
    details["branch"] = plain_text(facts.ref.substr(kBranches.size()));
  details["mappedTo"]["uriBaseId"] = "SRCROOT";
  run["versionControlProvenance"].push_back(std::move(details));
}

JsonValue automation_of(const RunFacts& facts) {
  const std::string id = concat("foureyes/", facts.category, '/', facts.revision);
  return JsonValue::object({{"id", id},
                            {"guid", uuid5_of_url(concat(kInformationUri, id))},
                            {"description", message_of(facts.description)}});
}

std::string log_of(const RunFacts& facts, std::vector<SarifResult> results,
                   const ReportOptions& options) {
  std::size_t cut = 0;
  if (options.sarif_profile == SarifProfile::github && results.size() > kMaxResults) {
    cut = results.size() - kMaxResults;
    results.resize(kMaxResults);
  }
  const ControlCatalogue catalogue = ControlCatalogue::builtin();
  const std::vector<RuleInfo> rules = with_family_controls(facts.rules, catalogue);
  const SarifTaxonomies taxonomies(catalogue, rules);
  std::map<std::string_view, std::size_t> rule_index;
  for (const RuleInfo& rule : rules) rule_index.emplace(rule.id, rule_index.size());
  JsonValue json_results = JsonValue::array();
  for (SarifResult& result : results) {
    result.json["ruleIndex"] = rule_index[result.rule_id];
    json_results.push_back(std::move(result.json));
  }
  JsonValue run = JsonValue::object();
  run["tool"] = tool_of(rules, taxonomies, options);
  run["taxonomies"] = taxonomies.all();
  run["invocations"].push_back(invocation_of(facts, cut));
  add_provenance(run, facts);
  run["originalUriBaseIds"]["SRCROOT"]["description"] = message_of("The root of the repository.");
  run["automationDetails"] = automation_of(facts);
  run["columnKind"] = "utf16CodeUnits";
  run["results"] = std::move(json_results);
  run["properties"] = facts.properties;
  JsonValue log = JsonValue::object(
      {{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"}, {"version", "2.1.0"}});
  log["runs"].push_back(std::move(run));
  return readable_json(log);
}

RunFacts facts_of(const ReportOptions& options) {
  RunFacts facts;
  facts.repository = options.repository;
  facts.revision = options.revision;
  facts.ref = options.ref;
  return facts;
}

}  // namespace

std::string sarif(const ScanReport& report, const ReportOptions& options) {
  RunFacts facts = facts_of(options);
  facts.category = "scan";
  facts.description = concat("Exposed credentials in ", report.input, '.');
  facts.exit_code = options.exit_code;
  facts.notices = report.notices;
  facts.rules = rules_named_by(report);
  facts.properties["coverage"] = to_json(report.coverage);
  facts.properties["rulesDigest"] = report.rules_digest;
  SarifResults results(facts.rules, options);
  results.add(report);
  return log_of(facts, results.take(), options);
}

std::string sarif(const Delta& delta, const ReportOptions& options) {
  RunFacts facts = facts_of(options);
  facts.category = "privileges";
  facts.description = "The privilege delta of a change.";
  facts.exit_code = 0;
  facts.notices = delta.notices;
  facts.rules = rules_named_by(delta);
  facts.properties["semanticDigest"] = delta.semantic_digest;
  facts.properties["fullDigest"] = delta.full_digest;
  SarifResults results(facts.rules, options);
  results.add(delta, nullptr);
  return log_of(facts, results.take(), options);
}

std::string sarif(const CheckReport& report, const ReportOptions& options) {
  RunFacts facts;
  facts.category = "change";
  facts.description = "The gate over one change.";
  facts.repository = report.change.repository;
  facts.revision = report.change.head_commit;
  facts.ref = report.change.target_ref;
  facts.exit_code = report.verdict.exit_code();
  facts.notices = report.scan.notices;
  facts.notices.insert(facts.notices.end(), report.delta.notices.begin(),
                       report.delta.notices.end());
  facts.rules = rules_named_by(report);
  facts.properties["verdict"] = name_of(report.verdict.result);
  facts.properties["coverage"] = to_json(report.scan.coverage);
  facts.properties["rulesDigest"] = report.scan.rules_digest;
  facts.properties["semanticDigest"] = report.delta.semantic_digest;
  facts.properties["fullDigest"] = report.delta.full_digest;
  SarifResults results(facts.rules, options);
  results.add(report.scan);
  results.add(report.delta, &report.approvals);
  results.add(report.verdict);
  return log_of(facts, results.take(), options);
}

}  // namespace foureyes::formats
