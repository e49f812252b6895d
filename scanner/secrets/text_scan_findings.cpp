#include <optional>

#include "base/text.h"
#include "model/fingerprint.h"
#include "secrets/inline_marks.h"
#include "secrets/lines.h"
#include "secrets/text_scan.h"

namespace foureyes {

SecretText TextScan::secret_of(const Decided& decided) const {
  const Rule& rule = rule_of(decided);
  const ByteRange range = decided.candidate.match.secret;
  const auto style = rule.public_prefix > 0 ? MaskStyle::prefix : MaskStyle::hidden;
  return {std::string(layers_.text(decided.layer).substr(range.begin, range.size())), style,
          rule.public_prefix};
}

void TextScan::report() {
  if (kept_.empty()) return;
  if (kept_.size() > options_.findings_per_blob) {
    notice(NoticeReason::partial_scan,
           concat("more than ", options_.findings_per_blob, " findings; the rest is not listed"));
    kept_.resize(options_.findings_per_blob);
  }
  LineMask lines(text_);
  // Also what was dropped: a test key is nobody's, but no reason to show it.
  for (const Decided& decided : decided_)
    lines.add(layers_.hidden_in_text(decided.layer, decided.candidate.match.secret),
              secret_of(decided).masked(), decided.is_kept ? Repeats::hidden : Repeats::shown);
  for (const auto& [decided, parts] : parts_)
    for (const Part& part : parts)
      if (part.alone == nullptr)
        lines.add(layers_.hidden_in_text(decided->layer, part.found.range), SecretText().masked(),
                  Repeats::hidden);
  lines.finish();
  std::optional<LineIndex> index;
  if (is_whole_) index.emplace(text_);
  for (const Decided* decided : kept_)
    detection_.findings.push_back(finding_of(*decided, lines, index));
}

Finding TextScan::finding_of(const Decided& decided, const LineMask& lines,
                             const std::optional<LineIndex>& index) {
  const Rule& rule = rule_of(decided);
  const ByteRange range = in_text(decided);
  const SecretText secret = secret_of(decided);
  Finding finding;
  finding.rule_id = rule.info.id;
  finding.path = content_.path;
  finding.in_message = content_.kind == ContentKind::message;
  finding.range = decoded_.in_bytes(range);
  if (index) finding.region = index->region(range);
  finding.severity = rule.info.severity;
  finding.confidence = confidence_of(rule, decided);
  add_parts(decided, index, finding);
  if (finding.parts.empty()) finding.confidence = std::min(finding.confidence, rule.alone);
  finding.masked = secret.masked();
  finding.masked_line = lines.masked_line(range);
  const std::string encoding = layers_.encoding(decided.layer, decided.candidate.match.secret);
  const bool has_both = !encoding.empty() && !decided.explanation.empty();
  finding.explanation = concat(decided.explanation, has_both ? ", " : "", encoding);
  finding.inline_mark = mark_beside(range);
  number(finding, secret);
  return finding;
}

void TextScan::add_parts(const Decided& decided, const std::optional<LineIndex>& index,
                         Finding& finding) {
  const auto parts = parts_.find(&decided);
  if (parts == parts_.end()) return;
  for (const auto& [found, alone] : parts->second) {
    FindingPart part;
    part.name = rule_of(decided).parts[found.part].name;
    if (alone != nullptr) part.rule_id = rule_of(*alone).info.id;
    part.masked = alone == nullptr ? SecretText().masked() : secret_of(*alone).masked();
    const ByteRange place = layers_.in_text(decided.layer, found.range);
    part.range = decoded_.in_bytes(place);
    if (index) part.region = index->region(place);
    finding.parts.push_back(std::move(part));
  }
}

std::string TextScan::mark_beside(ByteRange range) const {
  const ByteRange line = line_around(text_, range);
  ByteRange before{line.begin, line.begin};
  if (line.begin > 0 && text_[line.begin - 1] == '\n') {
    before = line_around(text_, {line.begin - 1, line.begin - 1});
  }
  return std::string(inline_mark(text_.substr(line.begin, line.size()),
                                 text_.substr(before.begin, before.size())));
}

// Sets what tells equal credentials of one blob apart, and the fingerprint over it.
void TextScan::number(Finding& finding, const SecretText& secret) {
  const FingerprintInput first{finding.rule_id, secret, finding.masked_line, 0};
  const std::string same = fingerprint(first, options_.fingerprint_key);
  finding.occurrence = occurrences_[{finding.rule_id, same}]++;
  finding.fingerprint = fingerprint(
      {finding.rule_id, secret, finding.masked_line, finding.occurrence}, options_.fingerprint_key);
}

void TextScan::report_path_rules() {
  if (content_.kind == ContentKind::message || content_.bytes.empty()) return;
  for (const std::size_t index : rules_.path_rules_for(content_.path)) {
    const Rule& rule = rules_.rules()[index];
    Finding finding;
    finding.rule_id = rule.info.id;
    finding.path = content_.path;
    finding.region = {1, 1, 1, 1};
    finding.severity = rule.info.severity;
    finding.confidence = rule.info.confidence;
    finding.masked = "[file]";
    finding.explanation = "the name of the file";
    // The identity is the content: a renamed key file stays the same finding.
    number(finding, SecretText(std::string(content_.bytes), MaskStyle::hidden));
    detection_.reads_far = true;
    detection_.findings.push_back(std::move(finding));
  }
}

}  // namespace foureyes
