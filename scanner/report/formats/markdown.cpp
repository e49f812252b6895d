// For a job summary, a comment or report.md of a pack (GitHub Flavored Markdown). No string of the
// repository stands in a code span, where nothing could be escaped.
#include <algorithm>
#include <set>
#include <utility>

#include "base/display_text.h"
#include "base/text.h"
#include "report/formats/formats.h"
#include "report/formats/markdown_page.h"
#include "report/record_groups.h"
#include "report/result_rules.h"
#include "report/uri.h"
#include "report/wording.h"

namespace foureyes::formats {
namespace {

std::string bullet(std::string_view markdown) { return concat("- ", markdown, '\n'); }

std::string title_of(const Finding& finding, const std::vector<RuleInfo>& rules) {
  const RuleInfo* rule = find_rule(rules, finding.rule_id);
  return markdown_text(rule ? rule->title : finding.rule_id);
}

// The gravest first: the end of a long table is what is left out.
std::vector<const Finding*> findings_to_show(const ScanReport& scan) {
  std::vector<const Finding*> out;
  for (const Finding& finding : scan.findings) out.push_back(&finding);
  const auto weight = [](const Finding* finding) {
    return std::make_pair(finding->is_open(), finding->severity);
  };
  std::stable_sort(out.begin(), out.end(),
                   [&](const Finding* a, const Finding* b) { return weight(a) > weight(b); });
  return out;
}

std::string remediation_list(const std::vector<const Finding*>& findings,
                             const std::vector<RuleInfo>& rules) {
  std::string text;
  std::set<std::string_view> told;
  for (const Finding* finding : findings) {
    const RuleInfo* rule = find_rule(rules, finding->rule_id);
    if (!finding->is_open() || !rule || rule->remediation.empty()) continue;
    if (!told.insert(rule->id).second) continue;
    text +=
        bullet(concat("**", markdown_text(rule->title), "**: ", markdown_text(rule->remediation)));
  }
  return text.empty() ? text : concat(text, '\n');
}

std::string findings_section(const ScanReport& scan, const std::vector<RuleInfo>& rules,
                             std::size_t rows) {
  if (scan.findings.empty()) return "No exposed credential.\n\n";
  MarkdownTable table({"Where", "What", "Severity", "Line, masked"}, rows);
  const std::vector<const Finding*> findings = findings_to_show(scan);
  for (const Finding* item : findings) {
    if (!table.takes_row()) continue;
    const Finding& finding = *item;
    const std::string parts = markdown_text(parts_sentence(finding));
    const std::string history = markdown_text(history_sentence(finding));
    const std::string excuse = markdown_text(excuse_sentence(finding));
    const std::string state =
        !finding.is_open() ? excuse
                           : concat(name_of(finding.severity), excuse.empty() ? "" : "; ", excuse);
    table.add_row(
        {markdown_text(place_of(finding)),
         concat(title_of(finding, rules), parts.empty() ? "" : ", ", parts,
                history.empty() ? "" : "<br>", history),
         state, markdown_text(finding.masked_line.empty() ? finding.masked : finding.masked_line)});
  }
  return concat(table.take(), remediation_list(findings, rules));
}

std::string record_text(const DeltaRecord& record) {
  std::string text = markdown_text(sentence_of(record));
  for (const std::string& step : record.via) text += concat("<br>by way of ", markdown_text(step));
  for (const std::string& code : record.reasons)
    text += concat("<br>", markdown_text(code), ": ", words_for_unknown(code));
  for (const std::string& code : record.uncovered_code)
    text += concat("<br>an approval does not cover: ", markdown_text(code));
  return text;
}

void add_record(MarkdownTable& table, const DeltaRecord& record,
                const std::vector<RuleInfo>& rules) {
  if (!table.takes_row()) return;
  std::string what = concat(mark_of(record.direction), ' ', words_for(record.direction));
  if (record.direction > Direction::narrowed)
    what += concat("<br>", name_of(severity_of(record, rules)));
  const std::string place = place_of(record);
  table.add_row(
      {what, record_text(record), markdown_text(record.before), markdown_text(record.after),
       concat(markdown_text(place), place.empty() ? "" : "<br>", "`", record_id(record), "`")});
}

std::string records_table(const Records& records, const std::vector<RuleInfo>& rules,
                          std::size_t rows) {
  MarkdownTable table({"", "What may whom do", "Before", "After", "Where"}, rows);
  for (const RecordGroup& group : group_records(records, rules)) {
    table.add_heading(concat("**", markdown_text(group.subject), "**"));
    for (const DeltaRecord* record : group.records) add_record(table, *record, rules);
  }
  return table.take();
}

std::string delta_section(const Delta& delta, const std::vector<RuleInfo>& rules,
                          std::size_t rows) {
  std::string text;
  const Records gating = gating_records(delta), others = other_records(delta);
  if (!gating.empty()) text += records_table(gating, rules, rows);
  if (!others.empty())
    text += folded(concat(others.size(), " narrower or equivalent"),
                   records_table(others, rules, rows));
  return concat(text, "Delta digest: `", delta.semantic_digest, "`\n\n");
}

std::string requirements_list(const ApprovalOutcome& approvals) {
  std::string text;
  for (const ApprovalRequirement& requirement : approvals.requirements)
    text += bullet(concat(requirement.satisfied ? "met" : "**open**", ": rule ",
                          markdown_text(requirement.rule), ", ",
                          markdown_text(requirement_sentence(requirement)), "; ",
                          requirement.approved_by.size(), " of ", requirement.count));
  return concat(text, '\n');
}

std::string approvals_section(const ApprovalOutcome& approvals, std::size_t rows) {
  std::string text = requirements_list(approvals);
  if (!approvals.considered.empty()) {
    MarkdownTable table({"Counts", "Person", "Decision", "Class", "Why"}, rows);
    for (const ConsideredApproval& considered : approvals.considered) {
      if (!table.takes_row()) continue;
      const Approval& approval = considered.approval;
      table.add_row(
          {considered.counts ? "yes" : "no",
           markdown_text(considered.person.empty() ? approval.approver : considered.person),
           concat(name_of(approval.decision), " in ", markdown_text(approval.source)),
           concat(name_of(approval.approval_class), ", ", words_for(approval.approval_class)),
           concat(words_for(considered.reason), considered.detail.empty() ? "" : ". ",
                  markdown_text(considered.detail))});
    }
    text += table.take();
  }
  if (!approvals.excluded_people.empty())
    text +=
        concat("May not approve: ", markdown_text(join(approvals.excluded_people, ", ")), "\n\n");
  return text;
}

// What touches the change first.
std::string notices_section(std::vector<Notice> notices, std::size_t rows) {
  if (notices.empty()) return "";
  std::stable_partition(notices.begin(), notices.end(),
                        [](const Notice& notice) { return notice.touches_change; });
  MarkdownTable table({"Reason", "Path", "Detail", "Touches the change"}, rows);
  for (const Notice& notice : notices)
    if (table.takes_row())
      table.add_row({std::string(name_of(notice.reason)), markdown_text(notice.path),
                     markdown_text(notice.detail), notice.touches_change ? "yes" : "no"});
  return concat("### Not looked at\n\n", table.take());
}

std::string coverage_section(const ScanReport& scan) {
  const std::string suppressed = suppressed_sentence(scan.coverage);
  return concat(coverage_sentence(scan.coverage), suppressed.empty() ? "" : " ",
                markdown_text(suppressed), "\n");
}

std::string commands_section(const std::vector<std::string>& commands) {
  if (commands.empty()) return "";
  std::string text = "\nNext:\n\n```\n";
  for (const std::string& command : commands) text += concat(plain_text(command), '\n');
  return concat(text, "```\n");
}

std::string change_section(const Change& change) {
  const std::string repository = public_url(change.repository);
  std::string text =
      concat("Change `", short_id(change.base_commit), "..", short_id(change.head_commit), "`, ",
             count_of(change.commits.size(), "commit", "commits"));
  if (!change.target_ref.empty()) text += concat(", into ", markdown_text(change.target_ref));
  if (!repository.empty()) text += concat(" of ", markdown_text(repository));
  if (!change.ticket.empty()) text += concat(", ticket ", markdown_text(change.ticket));
  if (change.merge_computed) text += ", judged as merged";
  return concat(text, ".\n\n");
}

std::string verdict_section(const Verdict& verdict) {
  std::string text =
      concat("## foureyes: ", name_of(verdict.result), "\n\n", words_for(verdict.result), "\n\n");
  for (const VerdictReason& reason : verdict.reasons)
    text += bullet(concat("**", markdown_text(reason.code), "** ", markdown_text(reason.detail)));
  return verdict.reasons.empty() ? text : concat(text, '\n');
}

std::string limits_section(const std::vector<std::string>& limits) {
  std::string text;
  for (const std::string& limit : limits) text += bullet(markdown_text(limit));
  return text.empty() ? "" : concat("\n### What this does not prove\n\n", text);
}

std::string scan_page(const ScanReport& report, const ReportOptions& options, std::size_t rows) {
  const FindingCounts counts = count_findings(report);
  return concat(
      "## foureyes: ",
      counts.open == 0 ? "no exposed credential"
                       : count_of(counts.open, "exposed credential", "exposed credentials"),
      "\n\nIn ", markdown_text(report.input), ".\n\n",
      findings_section(report, rules_named_by(report), rows), notices_section(report.notices, rows),
      coverage_section(report), commands_section(options.next_commands));
}

std::string delta_page(const Delta& delta, const ReportOptions& options, std::size_t rows) {
  return concat("## foureyes: ", delta_sentence(delta), "\n\n",
                delta_section(delta, rules_named_by(delta), rows),
                notices_section(delta.notices, rows), commands_section(options.next_commands));
}

std::string check_page(const CheckReport& report, const ReportOptions& options, std::size_t rows) {
  const std::vector<RuleInfo> rules = rules_named_by(report);
  std::vector<Notice> notices = report.scan.notices;
  notices.insert(notices.end(), report.delta.notices.begin(), report.delta.notices.end());
  return concat(verdict_section(report.verdict), change_section(report.change),
                "### Credentials\n\n", findings_section(report.scan, rules, rows),
                "### Privileges: ", delta_sentence(report.delta), "\n\n",
                delta_section(report.delta, rules, rows), "### Approvals\n\n",
                approvals_section(report.approvals, rows), notices_section(notices, rows),
                "### Coverage\n\n", coverage_section(report.scan), limits_section(report.limits),
                commands_section(options.next_commands.empty() ? next_commands(report)
                                                               : options.next_commands));
}

}  // namespace

std::string markdown(const ScanReport& report, const ReportOptions& options) {
  return fitted([&](std::size_t rows) { return scan_page(report, options, rows); });
}

std::string markdown(const Delta& delta, const ReportOptions& options) {
  return fitted([&](std::size_t rows) { return delta_page(delta, options, rows); });
}

std::string markdown(const CheckReport& report, const ReportOptions& options) {
  return fitted([&](std::size_t rows) { return check_page(report, options, rows); });
}

}  // namespace foureyes::formats
