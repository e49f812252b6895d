#include "report/wording.h"

#include <algorithm>
#include <utility>

#include "base/name_table.h"
#include "base/text.h"

namespace foureyes {
namespace {

std::string grouped(std::uint64_t number) {
  const std::string digits = std::to_string(number);
  std::string out;
  for (std::size_t at = 0; at < digits.size(); ++at) {
    if (at > 0 && (digits.size() - at) % 3 == 0) out += ',';
    out += digits[at];
  }
  return out;
}

constexpr NameTable<Direction, 5> kDirectionMarks{{{{Direction::widened, "▲"},
                                                    {Direction::narrowed, "▼"},
                                                    {Direction::mixed, "◆"},
                                                    {Direction::unknown, "?"},
                                                    {Direction::equivalent, "="}}}};

constexpr NameTable<Direction, 5> kDirectionWords{{{{Direction::widened, "wider"},
                                                    {Direction::narrowed, "narrower"},
                                                    {Direction::mixed, "wider and narrower"},
                                                    {Direction::unknown, "unknown"},
                                                    {Direction::equivalent, "equivalent"}}}};

constexpr NameTable<ApprovalReason, 17> kApprovalReasons{{{
    {ApprovalReason::ok, "counts"},
    {ApprovalReason::not_an_approval, "not an approval"},
    {ApprovalReason::superseded, "the same person acted again later"},
    {ApprovalReason::dismissed, "dismissed"},
    {ApprovalReason::unbound, "not bound to any content"},
    {ApprovalReason::stale, "stale: given for other content"},
    {ApprovalReason::expired, "expired"},
    {ApprovalReason::consumed, "already used by an earlier change"},
    {ApprovalReason::other_repository, "given for another repository"},
    {ApprovalReason::other_target, "given for another target"},
    {ApprovalReason::self, "by someone who made the change"},
    {ApprovalReason::not_human, "not by a human"},
    {ApprovalReason::not_eligible, "not eligible to approve this"},
    {ApprovalReason::signature_invalid, "signature invalid"},
    {ApprovalReason::key_untrusted, "key not trusted"},
    {ApprovalReason::key_expired, "key not valid at that time"},
    {ApprovalReason::class_too_low, "weaker evidence than policy asks for"},
}}};

constexpr NameTable<ApprovalClass, 5> kApprovalClasses{{{
    {ApprovalClass::a4, "signed by the approver over this delta"},
    {ApprovalClass::a3, "signed by the forge"},
    {ApprovalClass::a2, "export of a review that names a commit"},
    {ApprovalClass::a1, "export that names no commit"},
    {ApprovalClass::a0, "a claim, never counts"},
}}};

constexpr NameTable<VerdictResult, 3> kVerdicts{{{
    {VerdictResult::passed, "Every rule of the policy in force holds."},
    {VerdictResult::incomplete,
     "Something that the verdict depends on could not be looked at. This is not a pass."},
    {VerdictResult::failed, "The policy in force says no."},
}}};

constexpr std::pair<std::string_view, std::string_view> kUnknownReasons[] = {
    {"U-EXPR", "an expression that only the platform evaluates"},
    {"U-DEFAULT", "a default that is set outside the repository"},
    {"U-EXTCHECK", "protection that lives outside the repository"},
    {"U-INCLUDE", "a remote, unpinned or missing include"},
    {"U-VAR", "an unresolved variable or computed value"},
    {"U-CONDOP", "a condition that is not modelled"},
    {"U-NEG", "a negation that could not be compared"},
    {"U-NEWKEY", "a key that looks like a permission and that nobody knows"},
    {"U-PARSE", "text that does not parse as its consumer would read it"},
    {"U-DYN", "code or dynamic statements"},
    {"U-HISTORY", "a released migration was edited"},
    {"U-LIMIT", "larger or deeper than the limits"},
    {"U-UNION", "covered by several grants together, by none alone"},
    {"U-RENDER", "a template that was not rendered"},
};

}  // namespace

std::string count_of(std::uint64_t count, std::string_view one, std::string_view many) {
  return concat(grouped(count), ' ', count == 1 ? one : many);
}

std::string size_of(std::uint64_t bytes) {
  if (bytes < 1000) return count_of(bytes, "byte", "bytes");
  std::uint64_t unit = 1000;
  std::size_t name = 0;
  constexpr std::string_view kNames[] = {"kB", "MB", "GB", "TB"};
  while (name + 1 < std::size(kNames) && bytes / unit >= 1000) {
    unit *= 1000;
    ++name;
  }
  return concat(bytes / unit, '.', bytes % unit / (unit / 10), ' ', kNames[name]);
}

std::string_view mark_of(Direction direction) { return kDirectionMarks.name(direction); }
std::string_view words_for(Direction direction) { return kDirectionWords.name(direction); }
std::string_view words_for(ApprovalReason reason) { return kApprovalReasons.name(reason); }
std::string_view words_for(ApprovalClass approval_class) {
  return kApprovalClasses.name(approval_class);
}
std::string_view words_for(VerdictResult result) { return kVerdicts.name(result); }

std::string_view words_for_unknown(std::string_view code) {
  for (const auto& [known, words] : kUnknownReasons)
    if (known == code) return words;
  return "could not be decided";
}

std::string short_id(std::string_view object) { return std::string(object.substr(0, 12)); }

std::string coverage_sentence(const Coverage& coverage) {
  std::string text = concat("Looked at ", count_of(coverage.blobs, "file version", "file versions"),
                            " (", size_of(coverage.bytes), ")");
  if (coverage.messages > 0)
    text += concat(" and ", count_of(coverage.messages, "message", "messages"));
  if (coverage.commits > 0) text += concat(" of ", count_of(coverage.commits, "commit", "commits"));
  if (coverage.skipped == 0) return concat(text, "; skipped nothing.");
  std::vector<std::string> reasons;
  for (const auto& [reason, count] : coverage.skipped_by)
    reasons.push_back(concat(reason, ' ', grouped(count)));
  return concat(text, "; skipped ", grouped(coverage.skipped), reasons.empty() ? "" : ": ",
                join(reasons, ", "), '.');
}

std::string history_coverage_sentence(const Coverage& coverage) {
  if (!coverage.history) return "";
  const HistoryCoverage& history = *coverage.history;
  std::string text =
      concat(count_of(history.trees, "tree", "trees"), "; ", size_of(history.packed_bytes),
             " in packs, ", size_of(history.scanned_bytes), " scanned as new");
  if (history.unreachable_commits > 0)
    text += concat("; ", count_of(history.unreachable_commits, "commit", "commits"),
                   " that no ref reaches");
  if (history.commits_left_out > 0)
    text +=
        concat("; ", count_of(history.commits_left_out, "commit", "commits"), " left out as asked");
  if (history.is_shallow) text += "; a shallow clone";
  if (history.is_partial) text += "; a partial clone";
  return text + '.';
}

std::string suppressed_sentence(const Coverage& coverage) {
  std::vector<std::string> parts;
  for (const auto& [filter, count] : coverage.suppressed)
    if (count > 0) parts.push_back(concat(filter, ' ', grouped(count)));
  if (parts.empty()) return "";
  return concat("Candidates dropped as no credential: ", join(parts, ", "), '.');
}

std::string file_of(const Finding& finding) {
  const bool is_nameless = finding.path.empty() && finding.blob;
  return is_nameless ? concat("unreachable blob ", short_id(finding.blob->hex())) : finding.path;
}

std::string place_of(const Finding& finding) {
  if (finding.in_message)
    return finding.commit ? concat("message of ", short_id(finding.commit->hex())) : "a message";
  return concat(file_of(finding), ':', finding.region.start_line, ':', finding.region.start_column);
}

std::string place_of(const DeltaRecord& record) {
  const auto& source = record.source_after ? record.source_after : record.source_before;
  return source ? concat(source->path, ':', source->line) : "";
}

std::string sentence_of(const DeltaRecord& record) {
  if (!record.sentence.empty()) return record.sentence;
  return concat(record.subject, ": ", record.action, " on ", record.resource,
                "; before: ", record.before.empty() ? "nothing" : record.before,
                "; after: ", record.after.empty() ? "nothing" : record.after);
}

std::string requirement_sentence(const ApprovalRequirement& requirement) {
  std::string text = concat(count_of(requirement.count, "approval", "approvals"));
  if (!requirement.from.empty()) text += concat(" from ", join(requirement.from, " or "));
  text += concat(" of class ", name_of(requirement.least_class), " or better");
  if (requirement.bind_tree) text += ", for exactly this tree";
  if (!requirement.records.empty())
    text += concat(", for ", count_of(requirement.records.size(), "record", "records"));
  return text;
}

FindingCounts count_findings(const ScanReport& report) {
  FindingCounts counts;
  for (const Finding& finding : report.findings) {
    if (finding.kind == FindingKind::waiver) {
      ++counts.waivers;
    } else if (finding.is_open()) {
      ++counts.open;
    } else {
      ++(finding.waiver ? counts.waived : finding.mark_suffices ? counts.excused : counts.known);
    }
  }
  return counts;
}

std::string parts_sentence(const Finding& finding) {
  std::vector<std::string> parts;
  for (const FindingPart& part : finding.parts)
    parts.push_back(concat("its ", part.name, " in line ", part.region.start_line));
  return parts.empty() ? "" : concat("with ", join(parts, " and "));
}

std::string history_sentence(const Finding& finding) {
  if (!finding.history) return "";
  const FindingHistory& history = *finding.history;
  std::vector<std::string> parts;
  if (finding.commit && history.authored)
    parts.push_back(concat("first in ", short_id(finding.commit->hex()), " of ",
                           history.authored->rfc3339().substr(0, 10)));
  if (history.is_unreachable) parts.push_back("which no ref reaches");
  if (!history.in_head) return join(parts, ", ");
  parts.push_back(*history.in_head ? "still in HEAD" : "no longer in HEAD");
  std::string tips =
      concat("on ", history.tips.empty() ? "no branch or tag" : join(history.tips, ", "));
  if (history.more_tips > 0) tips += concat(" and ", grouped(history.more_tips), " more");
  parts.push_back(tips);
  return join(parts, ", ");
}

std::string excuse_sentence(const Finding& finding) {
  if (finding.waiver)
    return concat("waived, ", finding.waiver->id, ": ", finding.waiver->justification);
  if (finding.mark_suffices) return concat("excused by the mark `", finding.inline_mark, "`");
  if (finding.in_baseline) return "known to the baseline";
  if (!finding.inline_mark.empty()) {
    return concat("the mark `", finding.inline_mark, "` beside it does not suffice");
  }
  return "";
}

std::string excused_words(const FindingCounts& counts) {
  std::string text;
  if (counts.waived > 0) text += concat(", ", grouped(counts.waived), " waived");
  if (counts.excused > 0) text += concat(", ", grouped(counts.excused), " excused by a mark");
  if (counts.known > 0) text += concat(", ", grouped(counts.known), " known to the baseline");
  if (counts.waivers > 0) {
    text += concat(", ", count_of(counts.waivers, "waiver", "waivers"), " to look at");
  }
  return text;
}

DirectionCounts count_directions(const Delta& delta) {
  DirectionCounts counts;
  for (const DeltaRecord& record : delta.records) {
    if (record.direction == Direction::narrowed)
      ++counts.narrower;
    else if (record.direction == Direction::equivalent)
      ++counts.equivalent;
    else
      ++counts.wider;
  }
  return counts;
}

std::string delta_sentence(const Delta& delta) {
  const DirectionCounts counts = count_directions(delta);
  std::vector<std::string> parts;
  if (counts.wider > 0) parts.push_back(concat(grouped(counts.wider), " wider"));
  if (counts.narrower > 0) parts.push_back(concat(grouped(counts.narrower), " narrower"));
  if (counts.equivalent > 0) parts.push_back(concat(grouped(counts.equivalent), " equivalent"));
  return parts.empty() ? "no change in privileges" : join(parts, ", ");
}

std::vector<std::string> next_commands(const CheckReport& report) {
  const bool wants_approval =
      std::any_of(report.approvals.requirements.begin(), report.approvals.requirements.end(),
                  [](const ApprovalRequirement& requirement) { return !requirement.satisfied; });
  if (!wants_approval) return {};
  return {concat("foureyes approve --base ", short_id(report.change.base_commit), " --head ",
                 short_id(report.change.head_commit), " --key KEY --identity NAME")};
}

}  // namespace foureyes
