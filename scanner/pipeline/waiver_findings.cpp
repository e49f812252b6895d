#include "pipeline/waiver_findings.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "base/digest.h"
#include "base/text.h"
#include "config/paths.h"

namespace foureyes {
namespace {

enum class Fault { expired, too_long, too_wide, unused };

struct FaultRow {
  Fault fault;
  std::string_view id, name, title, description, remediation;
};

constexpr FaultRow kFaults[] = {
    {Fault::expired, "waiver/expired", "WaiverExpired", "Waiver past its date",
     "The waiver covers nothing any more: its findings count again.",
     "Mend the finding and take the waiver out, or let a new one be approved."},
    {Fault::too_long, "waiver/too-long", "WaiverTooLong", "Waiver longer than policy allows",
     "The waiver covers nothing: it was given for longer than waivers.max_days.",
     "Give it an earlier `expires`."},
    {Fault::too_wide, "waiver/too-wide", "WaiverTooWide", "Waiver for every path",
     "The waiver's paths name no file or directory: it covers its credential wherever that "
     "appears, today and later.",
     "Name the files that it is for."},
    {Fault::unused, "waiver/unused", "WaiverUnused", "Waiver that nothing needs",
     "A scan of everything found no credential that the waiver covers.",
     "Take it out of .foureyes/waivers.yml."},
};

RuleInfo rule_of(Fault fault) {
  const auto* row = std::find_if(std::begin(kFaults), std::end(kFaults),
                                 [&](const FaultRow& each) { return each.fault == fault; });
  RuleInfo rule;
  rule.id = row->id;
  rule.name = row->name;
  rule.title = row->title;
  rule.description = row->description;
  rule.remediation = row->remediation;
  rule.severity = Severity::low;
  rule.confidence = Confidence::low;
  rule.tags = {"waiver"};
  return rule;
}

std::optional<Fault> fault_of(const Waiver& waiver, const WaiverTerms& terms, bool is_used) {
  const WaiverState state = state_at(waiver, terms.as_of);
  if (state == WaiverState::expired) return Fault::expired;
  if (lasts_longer_than(waiver, terms.policy.waiver_max_days)) return Fault::too_long;
  if (is_too_wide(waiver)) return Fault::too_wide;
  if (state == WaiverState::in_force && !is_used) return Fault::unused;
  return std::nullopt;
}

Finding finding_of(const Waiver& waiver, const RuleInfo& rule) {
  Finding finding;
  finding.kind = FindingKind::waiver;
  finding.rule_id = rule.id;
  finding.path = kWaiversFile;
  finding.region = {waiver.line, 1, waiver.line, 1};
  finding.severity = rule.severity;
  finding.confidence = rule.confidence;
  finding.masked = waiver.id;
  finding.masked_line =
      concat(waiver.id, ", ", waiver.ticket, ", until ", waiver.expires.rfc3339());
  finding.fingerprint =
      Sha256Builder().add(rule.id).add(waiver.id).add(waiver.fingerprint).finish().hex();
  return finding;
}

}  // namespace

void add_waiver_findings(const WaiverTerms& terms, SourceExtent extent, ScanReport& report) {
  const auto is_used = [&](const Waiver& waiver) {
    return std::any_of(report.findings.begin(), report.findings.end(), [&](const Finding& finding) {
      return finding.waiver && finding.waiver->id == waiver.id;
    });
  };
  const bool whole = extent != SourceExtent::part;
  std::vector<Finding> faults;
  for (const Waiver& waiver : terms.waivers) {
    const auto fault = fault_of(waiver, terms, !whole || is_used(waiver));
    if (!fault) continue;
    RuleInfo rule = rule_of(*fault);
    faults.push_back(finding_of(waiver, rule));
    report.rules.push_back(std::move(rule));
  }
  if (faults.empty()) return;
  report.findings.insert(report.findings.end(), faults.begin(), faults.end());
  std::stable_sort(report.findings.begin(), report.findings.end(), in_report_order);
  const auto by_id = [](const RuleInfo& a, const RuleInfo& b) { return a.id < b.id; };
  const auto same_id = [](const RuleInfo& a, const RuleInfo& b) { return a.id == b.id; };
  std::stable_sort(report.rules.begin(), report.rules.end(), by_id);
  report.rules.erase(std::unique(report.rules.begin(), report.rules.end(), same_id),
                     report.rules.end());
}

}  // namespace foureyes
