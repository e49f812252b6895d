// For a job summary, a comment or report.md of a pack (GitHub Flavored Markdown). No string of the
// repository stands in a code span, where nothing could be escaped.
#include <algorithm>

#include "base/display_text.h"
#include "base/text.h"
#include "report/formats/formats.h"
#include "report/result_rules.h"
#include "report/uri.h"
#include "report/wording.h"

namespace foureyes::formats {
namespace {

// A job summary ends at 1 MiB.
constexpr std::size_t kMaxRows = 500;

class Table {
 public:
  explicit Table(const std::vector<std::string>& columns) {
    add_row(columns);
    add_row(std::vector<std::string>(columns.size(), "---"));
    rows_ = 0;
  }

  // Cells are Markdown already.
  void add_row(const std::vector<std::string>& cells) {
    if (++rows_ > kMaxRows) return;
    text_ += '|';
    for (const std::string& cell : cells) text_ += concat(' ', cell, " |");
    text_ += '\n';
  }

  std::string take() {
    if (rows_ > kMaxRows)
      text_ += concat("\n", count_of(rows_ - kMaxRows, "more row is", "more rows are"),
                      " left out here.\n");
    return concat(text_, '\n');
  }

 private:
  std::size_t rows_ = 0;
  std::string text_;
};

std::string bullet(std::string_view markdown) { return concat("- ", markdown, '\n'); }

std::string title_of(const Finding& finding, const std::vector<RuleInfo>& rules) {
  const RuleInfo* rule = find_rule(rules, finding.rule_id);
  return markdown_text(rule ? rule->title : finding.rule_id);
}

std::string findings_section(const ScanReport& scan, const std::vector<RuleInfo>& rules) {
  if (scan.findings.empty()) return "No exposed credential.\n\n";
  Table table({"Where", "What", "Severity", "Line, masked"});
  for (const Finding& finding : scan.findings) {
    const std::string parts = markdown_text(parts_sentence(finding));
    const std::string excuse = markdown_text(excuse_sentence(finding));
    const std::string state =
        !finding.is_open() ? excuse
                           : concat(name_of(finding.severity), excuse.empty() ? "" : "; ", excuse);
    table.add_row(
        {markdown_text(place_of(finding)),
         concat(title_of(finding, rules), parts.empty() ? "" : ", ", parts), state,
         markdown_text(finding.masked_line.empty() ? finding.masked : finding.masked_line)});
  }
  std::string text = table.take();
  std::vector<std::string_view> told;
  for (const Finding& finding : scan.findings) {
    const RuleInfo* rule = find_rule(rules, finding.rule_id);
    if (!finding.is_open() || !rule || rule->remediation.empty()) continue;
    if (std::find(told.begin(), told.end(), rule->id) != told.end()) continue;
    told.push_back(rule->id);
    text +=
        bullet(concat("**", markdown_text(rule->title), "**: ", markdown_text(rule->remediation)));
  }
  return told.empty() ? text : concat(text, '\n');
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

std::string delta_section(const Delta& delta) {
  std::string text;
  if (!delta.records.empty()) {
    Table table({"", "What may whom do", "Where"});
    for (const DeltaRecord& record : delta.records)
      table.add_row({concat(mark_of(record.direction), ' ', words_for(record.direction)),
                     record_text(record), markdown_text(place_of(record))});
    text += table.take();
  }
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

std::string approvals_section(const ApprovalOutcome& approvals) {
  std::string text = requirements_list(approvals);
  if (!approvals.considered.empty()) {
    Table table({"Counts", "Person", "Decision", "Class", "Why"});
    for (const ConsideredApproval& considered : approvals.considered) {
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

std::string notices_section(const std::vector<Notice>& notices, std::string_view heading) {
  if (notices.empty()) return "";
  Table table({"Reason", "Path", "Detail", "Touches the change"});
  for (const Notice& notice : notices)
    table.add_row({std::string(name_of(notice.reason)), markdown_text(notice.path),
                   markdown_text(notice.detail), notice.touches_change ? "yes" : "no"});
  return concat(heading, " Not looked at\n\n", table.take());
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

}  // namespace

std::string markdown(const ScanReport& report, const ReportOptions& options) {
  const FindingCounts counts = count_findings(report);
  return concat(
      "## foureyes: ",
      counts.open == 0 ? "no exposed credential"
                       : count_of(counts.open, "exposed credential", "exposed credentials"),
      "\n\nIn ", markdown_text(report.input), ".\n\n",
      findings_section(report, rules_named_by(report)), notices_section(report.notices, "###"),
      coverage_section(report), commands_section(options.next_commands));
}

std::string markdown(const Delta& delta, const ReportOptions& options) {
  return concat("## foureyes: ", delta_sentence(delta), "\n\n", delta_section(delta),
                notices_section(delta.notices, "###"), commands_section(options.next_commands));
}

std::string markdown(const CheckReport& report, const ReportOptions& options) {
  std::vector<Notice> notices = report.scan.notices;
  notices.insert(notices.end(), report.delta.notices.begin(), report.delta.notices.end());
  std::string limits;
  for (const std::string& limit : report.limits) limits += bullet(markdown_text(limit));
  return concat(verdict_section(report.verdict), change_section(report.change),
                "### Credentials\n\n", findings_section(report.scan, rules_named_by(report)),
                "### Privileges: ", delta_sentence(report.delta), "\n\n",
                delta_section(report.delta), "### Approvals\n\n",
                approvals_section(report.approvals), notices_section(notices, "###"),
                "### Coverage\n\n", coverage_section(report.scan),
                limits.empty() ? "" : concat("\n### What this does not prove\n\n", limits),
                commands_section(options.next_commands.empty() ? next_commands(report)
                                                               : options.next_commands));
}

}  // namespace foureyes::formats
