// Findings, notices, coverage and the scan report as JSON. Members without a value are left out.
#include "model/to_json.h"

#include "model/json_parts.h"

namespace foureyes {

namespace {

JsonValue to_json(const TextRegion& region) {
  return JsonValue::object({
      {"startLine", std::size_t{region.start_line}},
      {"startColumn", std::size_t{region.start_column}},
      {"endLine", std::size_t{region.end_line}},
      {"endColumn", std::size_t{region.end_column}},
  });
}

JsonValue to_json(const FindingPart& part) {
  JsonValue out = JsonValue::object({
      {"name", part.name},
      {"masked", part.masked},
      {"range", JsonValue::array({part.range.begin, part.range.end})},
      {"region", to_json(part.region)},
  });
  put_text(out, "ruleId", part.rule_id);
  return out;
}

}  // namespace

JsonValue to_json(const FindingHistory& history) {
  JsonValue out = JsonValue::object();
  if (history.authored) out["authored"] = history.authored->rfc3339();
  if (history.is_unreachable) out["unreachable"] = true;
  if (!history.in_head) return out;
  out["inHead"] = *history.in_head;
  out["tips"] = JsonValue::strings(history.tips);
  out["moreTips"] = history.more_tips;
  return out;
}

JsonValue to_json(const Finding& finding, Audience audience) {
  JsonValue out = JsonValue::object({
      {"ruleId", finding.rule_id},
      {"severity", name_of(finding.severity)},
      {"confidence", name_of(finding.confidence)},
      {"fingerprint", finding.fingerprint},
      {"masked", finding.masked},
      {"range", JsonValue::array({finding.range.begin, finding.range.end})},
      {"region", to_json(finding.region)},
      {"occurrence", std::size_t{finding.occurrence}},
      {"in", finding.in_message ? "message" : "file"},
  });
  put_text(out, "path", finding.path);
  if (finding.commit) out["commit"] = finding.commit->hex();
  if (finding.blob && audience == Audience::local) out["blob"] = finding.blob->hex();
  if (finding.history) out["history"] = to_json(*finding.history);
  put_text(out, "maskedLine", finding.masked_line);
  put_text(out, "explanation", finding.explanation);
  for (const FindingPart& part : finding.parts) out["parts"].push_back(to_json(part));
  put_text(out, "inlineMark", finding.inline_mark);
  if (finding.mark_suffices) out["markSuffices"] = true;
  if (finding.in_baseline) out["inBaseline"] = true;
  if (finding.waiver) {
    out["waiver"] = JsonValue::object({
        {"id", finding.waiver->id},
        {"justification", finding.waiver->justification},
    });
  }
  return out;
}

JsonValue to_json(const Notice& notice) {
  JsonValue out = JsonValue::object({
      {"reason", name_of(notice.reason)},
      {"detail", notice.detail},
      {"touchesChange", notice.touches_change},
  });
  put_text(out, "path", notice.path);
  return out;
}

JsonValue to_json(const Coverage& coverage) {
  JsonValue suppressed = JsonValue::object(), skipped_by = JsonValue::object();
  for (const auto& [filter, count] : coverage.suppressed) suppressed[filter] = count;
  for (const auto& [reason, count] : coverage.skipped_by) skipped_by[reason] = count;
  JsonValue out = JsonValue::object({
      {"blobs", coverage.blobs},
      {"bytes", coverage.bytes},
      {"messages", coverage.messages},
      {"commits", coverage.commits},
      {"skipped", coverage.skipped},
      {"skippedBy", skipped_by},
      {"suppressed", suppressed},
  });
  if (coverage.history)
    out["history"] = JsonValue::object({
        {"trees", coverage.history->trees},
        {"commitsLeftOut", coverage.history->commits_left_out},
        {"unreachableCommits", coverage.history->unreachable_commits},
        {"shallow", coverage.history->is_shallow},
        {"partial", coverage.history->is_partial},
        {"packedBytes", coverage.history->packed_bytes},
        {"scannedBytes", coverage.history->scanned_bytes},
    });
  return out;
}

JsonValue to_json(const RuleInfo& rule) {
  return JsonValue::object({
      {"id", rule.id},
      {"name", rule.name},
      {"title", rule.title},
      {"description", rule.description},
      {"severity", name_of(rule.severity)},
      {"confidence", name_of(rule.confidence)},
      {"remediation", rule.remediation},
      {"references", JsonValue::strings(rule.references)},
      {"tags", JsonValue::strings(rule.tags)},
      {"controls", JsonValue::strings(rule.controls)},
  });
}

JsonValue to_json(const ScanReport& report, Audience audience) {
  JsonValue findings = JsonValue::array();
  for (const Finding& finding : report.findings) findings.push_back(to_json(finding, audience));
  return JsonValue::object({
      {"input", report.input},
      {"findings", findings},
      {"notices", to_json_array(report.notices)},
      {"coverage", to_json(report.coverage)},
      {"rules", to_json_array(report.rules)},
      {"rulesDigest", report.rules_digest},
  });
}

}  // namespace foureyes
