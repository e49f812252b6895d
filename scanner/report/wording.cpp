#include "report/wording.h"

#include <algorithm>

#include "base/text.h"

namespace foureyes {
namespace {

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

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

std::string_view mark_of(Direction direction) {
  switch (direction) {
    case Direction::widened:
      return "▲";
    case Direction::narrowed:
      return "▼";
    case Direction::mixed:
      return "◆";
    case Direction::unknown:
      return "?";
    case Direction::equivalent:
      return "=";
  }
  return "?";
}

std::string_view words_for(Direction direction) {
  switch (direction) {
    case Direction::widened:
      return "wider";
    case Direction::narrowed:
      return "narrower";
    case Direction::mixed:
      return "wider and narrower";
    case Direction::unknown:
      return "unknown, counts as wider";
    case Direction::equivalent:
      return "equivalent";
  }
  return "unknown, counts as wider";
}

std::string_view words_for(ApprovalReason reason) {
  switch (reason) {
    case ApprovalReason::ok:
      return "counts";
    case ApprovalReason::not_an_approval:
      return "not an approval";
    case ApprovalReason::superseded:
      return "the same person acted again later";
    case ApprovalReason::dismissed:
      return "dismissed";
    case ApprovalReason::unbound:
      return "not bound to any content";
    case ApprovalReason::stale:
      return "stale: given for other content";
    case ApprovalReason::expired:
      return "expired";
    case ApprovalReason::consumed:
      return "already used by an earlier change";
    case ApprovalReason::other_repository:
      return "given for another repository";
    case ApprovalReason::other_target:
      return "given for another target";
    case ApprovalReason::self:
      return "by someone who made the change";
    case ApprovalReason::not_human:
      return "not by a human";
    case ApprovalReason::not_eligible:
      return "not eligible to approve this";
    case ApprovalReason::signature_invalid:
      return "signature invalid";
    case ApprovalReason::key_untrusted:
      return "key not trusted";
    case ApprovalReason::key_expired:
      return "key not valid at that time";
    case ApprovalReason::class_too_low:
      return "evidence weaker than policy asks";
  }
  return "does not count";
}

std::string_view words_for(ApprovalClass approval_class) {
  switch (approval_class) {
    case ApprovalClass::a4:
      return "signed by the approver over this delta";
    case ApprovalClass::a3:
      return "signed by the forge";
    case ApprovalClass::a2:
      return "review export that names a commit";
    case ApprovalClass::a1:
      return "export that names no commit";
    case ApprovalClass::a0:
      return "a claim";
  }
  return "a claim";
}

std::string_view words_for(VerdictResult result) {
  switch (result) {
    case VerdictResult::passed:
      return "Every rule of the policy in force holds.";
    case VerdictResult::incomplete:
      return "Something that the verdict depends on could not be looked at. This is not a pass.";
    case VerdictResult::failed:
      return "The policy in force says no.";
  }
  return "";
}

std::string short_id(std::string_view object) { return std::string(object.substr(0, 12)); }

std::string coverage_sentence(const Coverage& coverage) {
  std::string text = concat("Looked at ", count_of(coverage.blobs, "file content", "file contents"),
                            " (", size_of(coverage.bytes), ")");
  if (coverage.messages > 0)
    text += concat(" and ", count_of(coverage.messages, "message", "messages"));
  if (coverage.commits > 0) text += concat(" of ", count_of(coverage.commits, "commit", "commits"));
  return concat(text, coverage.skipped == 0 ? "; skipped nothing."
                                            : concat("; skipped ", grouped(coverage.skipped), '.'));
}

std::string suppressed_sentence(const Coverage& coverage) {
  std::vector<std::string> parts;
  for (const auto& [filter, count] : coverage.suppressed)
    if (count > 0) parts.push_back(concat(filter, ' ', grouped(count)));
  if (parts.empty()) return "";
  return concat("Candidates dropped as no credential: ", join(parts, ", "), '.');
}

std::string place_of(const Finding& finding) {
  if (finding.in_message)
    return finding.commit ? concat("message of ", short_id(finding.commit->hex())) : "a message";
  return concat(finding.path, ':', finding.region.start_line, ':', finding.region.start_column);
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
  for (const Finding& finding : report.findings) ++(finding.waiver ? counts.waived : counts.open);
  return counts;
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

}  // namespace foureyes
