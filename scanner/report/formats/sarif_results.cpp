#include "report/formats/sarif_results.h"

#include <algorithm>
#include <tuple>

#include "base/check.h"
#include "base/digest.h"
#include "base/display_text.h"
#include "base/text.h"
#include "model/to_json.h"
#include "report/formats/sarif_rules.h"
#include "report/line_hash.h"
#include "report/result_rules.h"
#include "report/uri.h"
#include "report/wording.h"

namespace foureyes {
namespace {

// Where results stand that no file holds: GitHub wants a place for each.
constexpr std::string_view kGoverningFile = ".foureyes.yml";

JsonValue region_of_line(std::uint32_t line) {
  return JsonValue::object({{"startLine", std::max<std::size_t>(line, 1)},
                            {"startColumn", 1},
                            {"endLine", std::max<std::size_t>(line, 1)},
                            {"endColumn", 1}});
}

JsonValue region_of(const TextRegion& region) {
  return JsonValue::object({{"startLine", std::size_t{region.start_line}},
                            {"startColumn", std::size_t{region.start_column}},
                            {"endLine", std::size_t{region.end_line}},
                            {"endColumn", std::size_t{region.end_column}}});
}

JsonValue snippet_of(std::string_view text) {
  return JsonValue::object({{"text", plain_text(text)}});
}

std::string fill_in(std::string_view pattern, const std::vector<std::string>& arguments) {
  std::string out;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    const char c = pattern[at];
    const char next = at + 1 < pattern.size() ? pattern[at + 1] : '\0';
    if ((c == '{' || c == '}') && next == c) {
      out += c;
      ++at;
    } else if (c == '{' && is_digit(next)) {
      out += arguments.at(static_cast<std::size_t>(next - '0'));
      at += 2;
    } else {
      out += c;
    }
  }
  return out;
}

int severity_order(Severity severity) { return -static_cast<int>(severity); }

bool gates(Direction direction) {
  return direction != Direction::narrowed && direction != Direction::equivalent;
}

std::string record_identity(const DeltaRecord& record) {
  Sha256Builder digest;
  digest.add(name_of(record.plane)).add(record.kind).add(record.subject).add(record.action);
  digest.add(record.resource).add(record.condition);
  return digest.finish().hex();
}

std::string without_full_stop(std::string text) {
  if (!text.empty() && text.back() == '.') text.pop_back();
  return text;
}

JsonValue finding_location(const Finding& finding) {
  const bool is_nameless = finding.path.empty() && finding.blob;
  if (finding.in_message || is_nameless) {
    JsonValue location = sarif_location(kGoverningFile, region_of_line(1));
    location["logicalLocations"].push_back(
        JsonValue::object({{"fullyQualifiedName", place_of(finding)},
                           {"kind", finding.in_message ? "commit message" : "blob"}}));
    return location;
  }
  if (finding.region.start_line == 0) return sarif_location(finding.path, region_of_line(1));
  JsonValue region = region_of(finding.region);
  region["snippet"] = snippet_of(finding.masked);
  JsonValue location = sarif_location(finding.path, std::move(region));
  location["physicalLocation"]["contextRegion"] =
      JsonValue::object({{"startLine", std::size_t{finding.region.start_line}},
                         {"endLine", std::size_t{finding.region.end_line}},
                         {"snippet", snippet_of(finding.masked_line)}});
  return location;
}

// A part that is a credential too has to go as well: a location of the result. Others help to tell
// whose it is: related.
void add_parts(const Finding& finding, JsonValue& result) {
  if (finding.in_message || finding.path.empty()) return;
  for (const FindingPart& part : finding.parts) {
    JsonValue location = sarif_location(finding.path, region_of(part.region));
    location["physicalLocation"]["region"]["snippet"] = snippet_of(part.masked);
    location["message"]["text"] = part.name;
    result[part.rule_id.empty() ? "relatedLocations" : "locations"].push_back(std::move(location));
  }
}

}  // namespace

JsonValue sarif_location(std::string_view path, JsonValue region) {
  JsonValue location = JsonValue::object();
  JsonValue& physical = location["physicalLocation"];
  physical["artifactLocation"] =
      JsonValue::object({{"uri", relative_uri(path)}, {"uriBaseId", "SRCROOT"}});
  physical["region"] = std::move(region);
  return location;
}

SarifResults::SarifResults(const std::vector<RuleInfo>& rules, const ReportOptions& options)
    : options_(options) {
  for (const RuleInfo& info : rules) rules_.emplace(info.id, info);
}

const RuleInfo& SarifResults::rule(const std::string& id) const {
  const auto found = rules_.find(id);
  CHECK(found != rules_.end(), "rules_named_by covers every result");
  return found->second;
}

JsonValue SarifResults::start(const RuleInfo& info,
                              const std::vector<std::string>& arguments) const {
  std::vector<std::string> safe;
  for (const std::string& argument : arguments) safe.push_back(sarif_text(argument));
  JsonValue result = JsonValue::object({{"ruleId", info.id}, {"kind", "fail"}});
  result["message"] = JsonValue::object({{"id", "default"},
                                         {"arguments", JsonValue::strings(safe)},
                                         {"text", fill_in(message_template(info), safe)}});
  return result;
}

// An unkeyed hash of the line itself would give a short password away: the line is masked first.
// A positional count, as GitHub's, keeps equal lines of a file apart.
JsonValue SarifResults::masked_line_hash(const Finding& finding) {
  const std::string first = line_hashes(finding.masked_line).front();
  const std::string hash = first.substr(0, first.find(':'));
  return concat(hash, ':', ++masked_hashes_[{finding.path, hash}]);
}

// nullptr without the file's text, and for a file that holds a credential: the hash covers 100
// characters, and one of them could be the credential's.
const std::string* SarifResults::file_line_hash(const GrantSource& source) {
  if (!options_.file_text || paths_with_credentials_.contains(source.path)) return nullptr;
  auto found = file_hashes_.find(source.path);
  if (found == file_hashes_.end()) {
    const auto text = options_.file_text(source.path);
    found =
        file_hashes_.emplace(source.path, text ? line_hashes(*text) : std::vector<std::string>{})
            .first;
  }
  const auto& hashes = found->second;
  if (source.line == 0 || source.line > hashes.size()) return nullptr;
  return &hashes[source.line - 1];
}

void SarifResults::add(const ScanReport& scan) {
  for (const Finding& finding : scan.findings) paths_with_credentials_.insert(finding.path);
  for (const Finding& finding : scan.findings)
    if (finding.is_open() || options_.sarif_profile == SarifProfile::audit) add_finding(finding);
}

void SarifResults::add_finding(const Finding& finding) {
  JsonValue result = start(rule(finding.rule_id), {place_of(finding), finding.masked});
  result["level"] = sarif_level(finding.severity);
  result["locations"].push_back(finding_location(finding));
  add_parts(finding, result);
  JsonValue& fingerprints = result["partialFingerprints"];
  fingerprints["foureyes/v1"] = finding.fingerprint;
  if (options_.sarif_profile == SarifProfile::audit && !finding.masked_line.empty())
    fingerprints["primaryLocationLineHash"] = masked_line_hash(finding);
  if (finding.waiver) {
    const std::string why = concat(finding.waiver->id, ": ", finding.waiver->justification);
    result["suppressions"].push_back(JsonValue::object(
        {{"kind", "external"}, {"status", "accepted"}, {"justification", plain_text(why)}}));
  }
  if (!finding.inline_mark.empty()) {
    result["suppressions"].push_back(
        JsonValue::object({{"kind", "inSource"},
                           {"status", finding.mark_suffices ? "accepted" : "rejected"},
                           {"justification", finding.inline_mark}}));
  }
  if (finding.in_baseline) {
    result["suppressions"].push_back(JsonValue::object(
        {{"kind", "external"}, {"status", "accepted"}, {"justification", "in the baseline"}}));
  }
  JsonValue& properties = result["properties"];
  properties["severity"] = name_of(finding.severity);
  properties["confidence"] = name_of(finding.confidence);
  if (finding.commit) properties["commit"] = finding.commit->hex();
  if (finding.history) properties["history"] = to_json(*finding.history);
  if (!finding.explanation.empty()) properties["explanation"] = plain_text(finding.explanation);
  results_.push_back({finding.rule_id, severity_order(finding.severity), std::move(result)});
}

void SarifResults::add(const Delta& delta, const ApprovalOutcome* outcome) {
  std::map<std::size_t, const ApprovalRequirement*> approved;
  std::set<std::size_t> open;
  if (outcome)
    for (const ApprovalRequirement& requirement : outcome->requirements)
      for (const std::size_t record : requirement.records) {
        if (!requirement.satisfied)
          open.insert(record);
        else
          approved.emplace(record, &requirement);
      }
  for (std::size_t i = 0; i < delta.records.size(); ++i) {
    const bool is_approved = approved.contains(i) && !open.contains(i);
    add_record(delta.records[i], is_approved ? &approved[i]->approved_by : nullptr);
  }
}

void SarifResults::add_record(const DeltaRecord& record,
                              const std::vector<std::string>* approved_by) {
  // Code scanning shows every result as an open alert: there only what still asks for something.
  const bool is_open = gates(record.direction) && !approved_by;
  if (!is_open && options_.sarif_profile == SarifProfile::github) return;
  const RuleInfo& info = rule(privilege_rule_id(record));
  JsonValue result = start(
      info, {std::string(words_for(record.direction)), without_full_stop(sentence_of(record))});
  if (!is_open) result["kind"] = approved_by ? "pass" : "informational";
  result["level"] = is_open ? sarif_level(info.severity) : "none";
  const auto& source = record.source_after ? record.source_after : record.source_before;
  result["locations"].push_back(source ? sarif_location(source->path, region_of_line(source->line))
                                       : sarif_location(kGoverningFile, region_of_line(1)));
  result["partialFingerprints"]["foureyes/v1"] = record_identity(record);
  if (record.source_after)
    if (const std::string* hash = file_line_hash(*record.source_after))
      result["partialFingerprints"]["primaryLocationLineHash"] = *hash;
  JsonValue& properties = result["properties"];
  properties["direction"] = name_of(record.direction);
  properties["plane"] = name_of(record.plane);
  if (!record.reasons.empty()) properties["reasons"] = JsonValue::strings(record.reasons);
  if (approved_by) properties["approvedBy"] = JsonValue::strings(*approved_by);
  const int order = is_open ? severity_order(info.severity) : 1;
  results_.push_back({info.id, order, std::move(result)});
}

void SarifResults::add(const Verdict& verdict) {
  for (const VerdictReason& reason : verdict.reasons) {
    // The findings say it already, each at its line.
    if (reason.code == "CREDENTIAL_EXPOSED" && options_.sarif_profile == SarifProfile::github)
      continue;
    const RuleInfo& info = rule(decision_rule_id(reason));
    JsonValue result = start(info, {without_full_stop(reason.detail)});
    result["level"] = sarif_level(info.severity);
    result["locations"].push_back(sarif_location(kGoverningFile, region_of_line(1)));
    result["partialFingerprints"]["foureyes/v1"] =
        Sha256Builder().add(reason.code).add(reason.detail).finish().hex();
    result["properties"]["code"] = reason.code;
    results_.push_back({info.id, severity_order(info.severity), std::move(result)});
  }
}

std::vector<SarifResult> SarifResults::take() {
  std::stable_sort(results_.begin(), results_.end(),
                   [](const SarifResult& a, const SarifResult& b) { return a.order < b.order; });
  return std::move(results_);
}

}  // namespace foureyes
