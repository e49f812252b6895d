// What was found and decided: verdict, change, privileges, credentials, approvals.
#include "report/formats/html_sections.h"

#include "base/text.h"
#include "report/result_rules.h"
#include "report/uri.h"
#include "report/wording.h"

namespace foureyes {
namespace {

std::string_view class_of(VerdictResult result) {
  return result == VerdictResult::passed   ? "passed"
         : result == VerdictResult::failed ? "failed"
                                           : "incomplete";
}

std::string_view class_of(Direction direction) {
  switch (direction) {
    case Direction::widened:
    case Direction::mixed:
      return "bad";
    case Direction::unknown:
      return "caution";
    case Direction::narrowed:
      return "good";
    case Direction::equivalent:
      return "note";
  }
  return "note";
}

std::string_view class_of(Severity severity) {
  return severity == Severity::low ? "note" : severity == Severity::medium ? "caution" : "bad";
}

Html span(std::string_view css_class, const Html& inner) {
  return element(concat("span class=\"", css_class, '"'), inner);
}

Html note(const Html& inner) { return element("p class=\"note\"", inner); }

Html number_card(std::string_view number, std::string_view what) {
  return element("li", element("b", text(number)) + element("span", text(what)));
}

Html commit_and_tree(const std::string& commit, const std::string& tree) {
  return commit.empty() ? Html{} : code(commit) + text(" with tree ") + code(tree);
}

Html commits_table(const std::vector<Commit>& commits) {
  HtmlTable table("Commits of the change, oldest first. Names and dates are what the commits say.",
                  {"Commit", "Author", "Committer", "Signature"});
  for (const Commit& commit : commits) {
    const auto person = [](const Signature& who) {
      return text(concat(who.name, " <", who.email, '>')) + note(text(who.when.rfc3339()));
    };
    table.add_row({code(commit.id.hex()), person(commit.author), person(commit.committer),
                   text(commit.signature.empty() ? "not signed" : "signed")});
  }
  return table.take();
}

Html bound_content(const DeltaRecord& record) {
  Html out;
  std::vector<Html> covered;
  for (const auto& [name, digest] : record.bound_content)
    covered.push_back(text(concat(name, " ")) + code(digest));
  if (!covered.empty()) out = note(text("An approval covers the content of")) + bullets(covered);
  std::vector<Html> uncovered;
  for (const std::string& name : record.uncovered_code)
    uncovered.push_back(span("caution", text(name)));
  if (!uncovered.empty())
    out = out + note(text("It runs code that an approval does not cover")) + bullets(uncovered);
  return out;
}

Html record_words(const DeltaRecord& record) {
  Html words = prose(sentence_of(record));
  for (const std::string& step : record.via) words = words + note(text("By way of ") + prose(step));
  if (!record.condition.empty()) words = words + note(text(concat("When: ", record.condition)));
  for (const std::string& reason : record.reasons)
    words = words + note(code(reason) + text(concat(": ", words_for_unknown(reason))));
  return words + bound_content(record);
}

Html before_and_after(const DeltaRecord& record) {
  if (record.before.empty() && record.after.empty()) return {};
  return text(record.before.empty() ? "nothing" : record.before) + text(" → ") +
         text(record.after.empty() ? "nothing" : record.after);
}

Html requirements_table(const ApprovalOutcome& approvals) {
  HtmlTable table("What the policy in force asks for", {"Rule", "Asks for", "Has", "State"});
  for (const ApprovalRequirement& requirement : approvals.requirements) {
    const std::string has =
        concat(requirement.approved_by.size(), " of ", requirement.count,
               requirement.approved_by.empty() ? "" : ": ", join(requirement.approved_by, ", "));
    table.add_row({code(requirement.rule), text(requirement_sentence(requirement)), text(has),
                   requirement.satisfied ? span("good", text("met")) : span("bad", text("open"))});
  }
  return table.take();
}

Html approval_facts(const Approval& approval) {
  std::vector<Html> facts;
  facts.push_back(text(concat(name_of(approval.decision), ", ", name_of(approval.identity_kind))));
  if (approval.asserted_at)
    facts.push_back(text(concat("at ", approval.asserted_at->rfc3339(), " (asserted)")));
  if (approval.commit) facts.push_back(text("saw ") + code(approval.commit->hex()));
  if (!approval.delta_digest.empty())
    facts.push_back(text("of delta ") + code(approval.delta_digest));
  if (!approval.key_fingerprint.empty())
    facts.push_back(text("key ") + code(approval.key_fingerprint));
  if (approval.expires) facts.push_back(text(concat("until ", approval.expires->rfc3339())));
  facts.push_back(text(concat("from ", approval.source)));
  return joined(facts, "<br>");
}

Html considered_table(const ApprovalOutcome& approvals) {
  HtmlTable table("Every act that was handed in, and why it counts or not",
                  {"Counts", "Person", "Evidence class", "Act", "Why"});
  for (const ConsideredApproval& considered : approvals.considered) {
    const Approval& approval = considered.approval;
    Html why = text(words_for(considered.reason));
    if (considered.reason != ApprovalReason::ok)
      why = why + text(" ") + code(code_of(considered.reason));
    if (!considered.detail.empty()) why = why + element("p", prose(considered.detail));
    table.add_row(
        {considered.counts ? span("mark good", text("yes")) : span("mark bad", text("no")),
         text(considered.person.empty() ? approval.approver : considered.person),
         text(concat(name_of(approval.approval_class), ": ", words_for(approval.approval_class))),
         approval_facts(approval), why},
        considered.counts ? "" : "off");
  }
  return table.take();
}

}  // namespace

Html verdict_panel(const CheckReport& report) {
  const Verdict& verdict = report.verdict;
  Html panel = element("p class=\"word\"", text(name_of(verdict.result))) +
               element("p", text(words_for(verdict.result)));
  std::vector<Html> reasons;
  for (const VerdictReason& reason : verdict.reasons)
    reasons.push_back(code(reason.code) + text(" ") + prose(reason.detail));
  if (!reasons.empty()) panel = panel + bullets(reasons);
  std::vector<Html> approvals;
  for (const ConsideredApproval& considered : report.approvals.considered)
    if (considered.counts)
      approvals.push_back(element("b", text(considered.person)) +
                          text(concat(" (", words_for(considered.approval.approval_class), ")")));
  if (!approvals.empty())
    panel = panel + element("p", text("Approved by ") + joined(approvals, ", ") + text("."));
  const FindingCounts findings = count_findings(report.scan);
  const DirectionCounts directions = count_directions(report.delta);
  std::size_t met = 0;
  for (const ApprovalRequirement& requirement : report.approvals.requirements)
    met += requirement.satisfied ? 1 : 0;
  const Html numbers = joined(
      {number_card(std::to_string(directions.wider), "privileges wider or unknown"),
       number_card(std::to_string(directions.narrower), "privileges narrower"),
       number_card(std::to_string(findings.open),
                   concat("credentials exposed", excused_words(findings))),
       number_card(concat(met, " of ", report.approvals.requirements.size()), "approval rules met"),
       number_card(std::to_string(report.scan.notices.size() + report.delta.notices.size()),
                   "things not looked at")});
  return element(concat("div class=\"verdict ", class_of(verdict.result), '"'), panel) +
         Html{"\n"} + element("ul class=\"numbers\"", numbers) + Html{"\n"};
}

Html change_section(const CheckReport& report) {
  const Change& change = report.change;
  HtmlFacts facts;
  facts.add_text("Ticket", change.ticket);
  facts.add_text("Repository", public_url(change.repository));
  facts.add_code("Target", change.target_ref);
  facts.add("Target's tip (base)", commit_and_tree(change.base_commit, change.base_tree));
  facts.add("Change (head)", commit_and_tree(change.head_commit, change.head_tree));
  facts.add_code("Merge base", change.merge_base);
  facts.add("Judged content",
            code(change.result_tree) +
                text(change.merge_computed ? ", the tree of merging the change into the base"
                                           : ", the tree of the change, which descends from the "
                                             "base"));
  facts.add_text("Judged as of", concat(report.as_of.rfc3339(), ", from ", report.as_of_source));
  return facts.take() + commits_table(change.commits);
}

Html privileges_section(const CheckReport& report) {
  const Delta& delta = report.delta;
  Html section = element("p", text(concat("Against the base: ", delta_sentence(delta), '.')));
  if (!delta.records.empty()) {
    HtmlTable table("One record for each entitlement that differs",
                    {"Direction", "What may whom do", "Before → after", "Written in"});
    for (const DeltaRecord& record : delta.records)
      table.add_row(
          {span(concat("mark ", class_of(record.direction)),
                text(concat(mark_of(record.direction), ' ', words_for(record.direction)))),
           record_words(record), before_and_after(record), code(place_of(record))});
    section = section + table.take();
  }
  HtmlFacts facts;
  facts.add_code("Delta digest", delta.semantic_digest);
  facts.add_code("With places and words", delta.full_digest);
  return section + facts.take() +
         note(text("An approval is bound to the delta digest: it stays valid for exactly these "
                   "records and for no others."));
}

Html credentials_section(const CheckReport& report) {
  const ScanReport& scan = report.scan;
  if (scan.findings.empty()) return element("p", text(concat("None in ", scan.input, '.')));
  const std::vector<RuleInfo> rules = rules_named_by(report);
  HtmlTable table("Values are masked: no value and no plain digest of one is in this evidence",
                  {"Where", "What", "Severity", "Line, masked", "State"});
  for (const Finding& finding : scan.findings) {
    const RuleInfo* rule = find_rule(rules, finding.rule_id);
    Html where = code(place_of(finding));
    if (finding.commit && !finding.in_message)
      where = where + note(text("added by ") + code(short_id(finding.commit->hex())));
    Html what = text(rule ? rule->title : finding.rule_id);
    if (rule && !rule->remediation.empty() && finding.is_open())
      what = what + note(text(concat("To do: ", rule->remediation)));
    const std::string excuse = excuse_sentence(finding);
    Html state = finding.kind == FindingKind::waiver ? text("to look at")
                 : finding.is_open()                 ? span("bad", text("exposed"))
                                                     : span("good", text("excused"));
    if (!excuse.empty()) state = state + note(text(excuse));
    const std::string parts = parts_sentence(finding);
    if (!parts.empty()) what = what + note(text(parts));
    table.add_row({where, what + note(text("Identity ") + code(finding.fingerprint)),
                   span(class_of(finding.severity), text(name_of(finding.severity))),
                   code(finding.masked_line.empty() ? finding.masked : finding.masked_line),
                   state});
  }
  return table.take();
}

Html approvals_section(const CheckReport& report) {
  const ApprovalOutcome& approvals = report.approvals;
  Html section;
  if (approvals.requirements.empty())
    section = element("p", text("The policy in force asks for no approval of this change."));
  else
    section = requirements_table(approvals);
  if (!approvals.considered.empty())
    section = section + considered_table(approvals);
  else if (!approvals.requirements.empty())
    section = section + element("p", text("No approval was handed in."));
  HtmlFacts facts;
  facts.add_text("May not approve", join(approvals.excluded_people, ", "));
  facts.add_text("Segregation of duties", approvals.segregation_provable
                                              ? "every author could be told from every approver"
                                              : "not provable: someone could not be identified");
  facts.add_text("Exports incomplete", join(approvals.incomplete, " "));
  return section + facts.take();
}

}  // namespace foureyes
