// The report that a person reads in a terminal: the verdict first, then why, then what to do.
#include <map>

#include "base/text.h"
#include "report/formats/formats.h"
#include "report/formats/terminal_text.h"
#include "report/record_groups.h"
#include "report/result_rules.h"
#include "report/wording.h"

namespace foureyes::formats {
namespace {

constexpr std::size_t kIndent = 2;
constexpr std::size_t kDeep = 4;

Style style_of(Severity severity) {
  return severity == Severity::low      ? Style::dim
         : severity == Severity::medium ? Style::caution
                                        : Style::bad;
}

Style style_of(Direction direction) {
  switch (direction) {
    case Direction::widened:
    case Direction::mixed:
      return Style::bad;
    case Direction::unknown:
      return Style::caution;
    case Direction::narrowed:
      return Style::good;
    case Direction::equivalent:
      return Style::dim;
  }
  return Style::plain;
}

Style style_of(VerdictResult result) {
  return result == VerdictResult::passed       ? Style::good
         : result == VerdictResult::incomplete ? Style::caution
                                               : Style::bad;
}

std::string title_of(const Finding& finding, const std::vector<RuleInfo>& rules) {
  const RuleInfo* rule = find_rule(rules, finding.rule_id);
  return rule ? rule->title : finding.rule_id;
}

void write_finding(TerminalText& out, const Finding& finding, const std::vector<RuleInfo>& rules) {
  constexpr std::size_t kText = 12;
  const std::string place =
      finding.in_message ? "" : concat(finding.region.start_line, ':', finding.region.start_column);
  out.paragraph(kDeep, kText,
                {{padded(place, kText - kDeep)},
                 {title_of(finding, rules), Style::strong},
                 {"  "},
                 {std::string(name_of(finding.severity)), style_of(finding.severity)}});
  out.paragraph(kText, {{finding.masked_line.empty() ? finding.masked : finding.masked_line}});
  if (!finding.explanation.empty()) out.paragraph(kText, {{finding.explanation, Style::dim}});
  const std::string history = history_sentence(finding);
  if (!history.empty()) out.paragraph(kText, {{history, Style::dim}});
  const std::string parts = parts_sentence(finding);
  if (!parts.empty()) out.paragraph(kText, {{parts, Style::dim}});
  const std::string mark = excuse_sentence(finding);
  if (!mark.empty()) out.paragraph(kText, {{mark, Style::caution}});
  out.line(kText, {{concat("id ", finding.fingerprint), Style::dim}});
}

// A baseline's are too many to list: they are counted.
void write_excused(TerminalText& out, const ScanReport& scan, const std::vector<RuleInfo>& rules) {
  for (const Finding& finding : scan.findings)
    if (!finding.is_open() && !finding.in_baseline)
      out.paragraph(
          kIndent, kDeep,
          {{place_of(finding)},
           {concat("  ", title_of(finding, rules), "; ", excuse_sentence(finding)), Style::dim}});
}

// What to do is said once for a rule, however many findings it has.
void write_remediation(TerminalText& out, const ScanReport& scan,
                       const std::vector<RuleInfo>& rules) {
  std::map<std::string, const RuleInfo*> named;
  for (const Finding& finding : scan.findings)
    if (finding.is_open()) named.emplace(finding.rule_id, find_rule(rules, finding.rule_id));
  for (const auto& [id, rule] : named)
    if (rule && !rule->remediation.empty())
      out.paragraph(kIndent, kIndent + 5,
                    {{"now  ", Style::strong}, {concat(rule->title, ": ", rule->remediation)}});
}

void write_findings(TerminalText& out, const ScanReport& scan, const std::vector<RuleInfo>& rules) {
  const std::string* path = nullptr;
  for (const Finding& finding : scan.findings) {
    if (!finding.is_open()) continue;
    if (finding.in_message || !path || *path != finding.path) {
      const std::string where = finding.in_message ? place_of(finding) : file_of(finding);
      out.line(kIndent, {{where, Style::strong}});
    }
    path = finding.in_message ? nullptr : &finding.path;
    write_finding(out, finding, rules);
  }
  const FindingCounts counts = count_findings(scan);
  if (counts.open > 0) out.blank();
  write_remediation(out, scan, rules);
  write_excused(out, scan, rules);
}

void write_record(TerminalText& out, const DeltaRecord& record,
                  const std::vector<RuleInfo>& rules) {
  constexpr std::size_t kText = 18;
  const Style style = style_of(record.direction);
  const std::string label =
      concat(mark_of(record.direction), ' ',
             record.direction == Direction::mixed ? "mixed" : words_for(record.direction));
  out.paragraph(kDeep, kText, {{padded(label, kText - kDeep), style}, {sentence_of(record)}});
  if (sides_help(record)) {
    out.paragraph(kText, kText + 8, {{"before  ", Style::dim}, {record.before}});
    out.paragraph(kText, kText + 8, {{"now     ", Style::dim}, {record.after}});
  }
  const std::string place = place_of(record);
  std::vector<Piece> facts;
  if (record.direction > Direction::narrowed) {
    const Severity severity = severity_of(record, rules);
    facts = {{std::string(name_of(severity)), style_of(severity)}, {"  "}};
  }
  facts.push_back({concat(place, place.empty() ? "" : "  ", "id ", record_id(record)), Style::dim});
  out.line(kText, facts);
  for (const std::string& step : record.via)
    out.paragraph(kText, {{concat("by way of ", step), Style::dim}});
  for (const std::string& code : record.reasons)
    out.paragraph(kText, {{concat(code, ": ", words_for_unknown(code)), Style::caution}});
  for (const std::string& code : record.uncovered_code)
    out.paragraph(kText, {{concat("an approval does not cover: ", code), Style::caution}});
}

void write_records(TerminalText& out, const Delta& delta, const std::vector<RuleInfo>& rules) {
  for (const RecordGroup& group : group_records(all_records(delta), rules)) {
    out.paragraph(kIndent, {{group.subject, Style::strong}});
    for (const DeltaRecord* record : group.records) write_record(out, *record, rules);
  }
}

void write_delta(TerminalText& out, const Delta& delta, const std::vector<RuleInfo>& rules) {
  write_records(out, delta, rules);
  out.line(kIndent, {{concat("delta digest  ", delta.semantic_digest), Style::dim}});
}

void write_notices(TerminalText& out, const std::vector<Notice>& notices) {
  if (notices.empty()) return;
  out.heading("Not looked at", count_of(notices.size(), "notice", "notices"));
  for (const Notice& notice : notices)
    out.paragraph(kIndent, kDeep,
                  {{concat(name_of(notice.reason), "  "),
                    notice.touches_change ? Style::caution : Style::dim},
                   {concat(notice.path, notice.path.empty() ? "" : "  ")},
                   {notice.detail},
                   {notice.touches_change ? "" : "  (outside the change)", Style::dim}});
}

void write_coverage(TerminalText& out, const ScanReport& scan) {
  out.blank();
  out.paragraph(0, {{coverage_sentence(scan.coverage), Style::dim}});
  const std::string history = history_coverage_sentence(scan.coverage);
  if (!history.empty()) out.paragraph(0, {{history, Style::dim}});
  const std::string suppressed = suppressed_sentence(scan.coverage);
  if (!suppressed.empty()) out.paragraph(0, {{suppressed, Style::dim}});
}

void write_next(TerminalText& out, const std::vector<std::string>& commands) {
  if (commands.empty()) return;
  out.blank();
  for (const std::string& command : commands)
    out.line(0, {{"next  ", Style::strong}, {command, Style::command}});
}

void write_considered(TerminalText& out, const ConsideredApproval& considered) {
  constexpr std::size_t kText = 7;
  const Approval& approval = considered.approval;
  out.paragraph(
      kIndent, kText,
      {{considered.counts ? "yes  " : "no   ", considered.counts ? Style::good : Style::bad},
       {considered.person.empty() ? approval.approver : considered.person, Style::strong},
       {concat("  ", words_for(considered.reason))},
       {considered.detail.empty() ? "" : concat(". ", considered.detail)}});
  out.paragraph(kText,
                {{concat(name_of(approval.approval_class), " ", words_for(approval.approval_class),
                         ", ", name_of(approval.decision), ", from ", approval.source),
                  Style::dim}});
}

void write_approvals(TerminalText& out, const ApprovalOutcome& approvals) {
  for (const ApprovalRequirement& requirement : approvals.requirements) {
    const std::string state = concat(requirement.approved_by.size(), " of ", requirement.count);
    out.paragraph(kIndent, kDeep,
                  {{requirement.satisfied ? "met  " : "open ",
                    requirement.satisfied ? Style::good : Style::bad},
                   {concat("rule ", requirement.rule, ": ", requirement_sentence(requirement), "; ",
                           state)}});
  }
  for (const ConsideredApproval& considered : approvals.considered)
    write_considered(out, considered);
  if (!approvals.excluded_people.empty())
    out.paragraph(
        kIndent, kDeep,
        {{concat("may not approve: ", join(approvals.excluded_people, ", ")), Style::dim}});
}

void write_verdict(TerminalText& out, const CheckReport& report) {
  const Verdict& verdict = report.verdict;
  out.paragraph(0, {{std::string(name_of(verdict.result)), style_of(verdict.result)},
                    {concat("  ", words_for(verdict.result))}});
  for (const VerdictReason& reason : verdict.reasons)
    out.paragraph(kIndent, kDeep, {{concat(reason.code, "  "), Style::strong}, {reason.detail}});
  const Change& change = report.change;
  out.blank();
  out.paragraph(0, 8,
                {{"change  ", Style::dim},
                 {concat(short_id(change.base_commit), "..", short_id(change.head_commit), ", ",
                         count_of(change.commits.size(), "commit", "commits"),
                         change.target_ref.empty() ? "" : concat(", into ", change.target_ref),
                         change.ticket.empty() ? "" : concat(", ticket ", change.ticket),
                         change.merge_computed ? ", judged as merged" : "")}});
}

std::string findings_note(const ScanReport& scan) {
  const FindingCounts counts = count_findings(scan);
  return concat(counts.open == 0 ? "none exposed" : concat(counts.open, " exposed"),
                excused_words(counts));
}

}  // namespace

std::string terminal(const ScanReport& report, const ReportOptions& options) {
  TerminalText out(options);
  const FindingCounts counts = count_findings(report);
  const std::string place = concat(" in ", report.input == "." ? "this directory" : report.input);
  if (counts.open == 0)
    out.paragraph(
        0, {{"No exposed credential", Style::good}, {concat(place, excused_words(counts), '.')}});
  else
    out.paragraph(0,
                  {{count_of(counts.open, "exposed credential", "exposed credentials"), Style::bad},
                   {concat(place, excused_words(counts), '.')}});
  if (report.findings.size() > counts.known) out.blank();
  write_findings(out, report, rules_named_by(report));
  write_notices(out, report.notices);
  write_coverage(out, report);
  write_next(out, options.next_commands);
  return out.take();
}

std::string terminal(const Delta& delta, const ReportOptions& options) {
  TerminalText out(options);
  const std::string sentence = delta_sentence(delta);
  out.paragraph(0, {{std::string(mark_of(delta.direction)), style_of(delta.direction)},
                    {" Privileges: ", Style::strong},
                    {concat(sentence, '.')}});
  if (!delta.records.empty()) out.blank();
  write_records(out, delta, rules_named_by(delta));
  out.blank();
  out.line(0, {{concat("semantic digest  ", delta.semantic_digest), Style::dim}});
  out.line(0, {{concat("full digest      ", delta.full_digest), Style::dim}});
  write_notices(out, delta.notices);
  write_next(out, options.next_commands);
  return out.take();
}

std::string terminal(const CheckReport& report, const ReportOptions& options) {
  TerminalText out(options);
  write_verdict(out, report);
  out.heading("Credentials", findings_note(report.scan));
  write_findings(out, report.scan, rules_named_by(report));
  out.heading("Privileges", delta_sentence(report.delta));
  write_delta(out, report.delta, rules_named_by(report));
  if (!report.approvals.requirements.empty() || !report.approvals.considered.empty()) {
    out.heading("Approvals",
                report.approvals.satisfied ? "every requirement met" : "a requirement is open");
    write_approvals(out, report.approvals);
  }
  std::vector<Notice> notices = report.scan.notices;
  notices.insert(notices.end(), report.delta.notices.begin(), report.delta.notices.end());
  write_notices(out, notices);
  write_coverage(out, report.scan);
  write_next(out, options.next_commands.empty() ? next_commands(report) : options.next_commands);
  return out.take();
}

}  // namespace foureyes::formats
