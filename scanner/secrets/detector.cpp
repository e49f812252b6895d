#include "secrets/detector.h"

#include "base/text.h"
#include "secrets/notable_lines.h"
#include "secrets/text_scan.h"
#include "secrets/views/archive.h"
#include "secrets/views/archive_scan.h"

namespace foureyes {

struct DetectorScratch::State {
  CandidateScratch candidates;
  JudgementCache judgements = {};
};

DetectorScratch::DetectorScratch(std::unique_ptr<State> state) : state_(std::move(state)) {}
DetectorScratch::DetectorScratch(DetectorScratch&&) noexcept = default;
DetectorScratch& DetectorScratch::operator=(DetectorScratch&&) noexcept = default;
DetectorScratch::~DetectorScratch() = default;

Detector::Detector(const RuleSet& rules, DetectorOptions options)
    : rules_(rules), options_(std::move(options)) {}

Result<DetectorScratch> Detector::make_scratch() const {
  TRY_ASSIGN(PrefilterScratch prefilter, rules_.prefilter().make_scratch());
  return DetectorScratch(std::make_unique<DetectorScratch::State>(
      DetectorScratch::State{CandidateScratch(std::move(prefilter), rules_.rules().size())}));
}

Detection Detector::scan(const Content& content, DetectorScratch& scratch) const {
  if (content.kind == ContentKind::message || !is_archive(container_of(content.bytes)))
    return scan_text(content, nullptr, scratch);
  Detection detection =
      scan_archive(content, {[&](const Content& one) { return scan_text(one, nullptr, scratch); },
                             [&](const Content& one) { return scan_name(one, scratch); }});
  detection.reads_far = true;
  return detection;
}

Detection Detector::scan_lines(const Content& content, const TextLines& lines,
                               DetectorScratch& scratch) const {
  return scan_text(content, &lines, scratch);
}

void Detector::find_notable_lines(std::string_view text, ByteRange lines, DetectorScratch& scratch,
                                  std::vector<ByteRange>& notable) const {
  foureyes::find_notable_lines(rules_, text, lines, scratch.state_->candidates.prefilter, notable);
}

bool Detector::have_notable_lines(std::string_view path, DetectorScratch& scratch) const {
  return foureyes::have_notable_lines(rules_, path, scratch.state_->candidates.prefilter);
}

bool Detector::is_telling_name(std::string_view path) const {
  return !rules_.path_rules_for(path).empty();
}

bool Detector::is_plain(std::string_view bytes) {
  return container_of(bytes) == Container::none && !DecodedText(bytes).is_decoded();
}

Detection Detector::scan_text(const Content& content, const TextLines* lines,
                              DetectorScratch& scratch) const {
  JudgementCache& judgements = scratch.state_->judgements;
  const PathFacts& path = judgements.facts_of(content.path);
  return TextScan(rules_, options_, content, lines, path, judgements)
      .run(scratch.state_->candidates);
}

Detection Detector::scan_name(const Content& content, DetectorScratch& scratch) const {
  JudgementCache& judgements = scratch.state_->judgements;
  const PathFacts& path = judgements.facts_of(content.path);
  return TextScan(rules_, options_, content, nullptr, path, judgements).run_path_rules();
}

std::string Detector::path_class(std::string_view path, const DetectorScratch& scratch) const {
  std::string key = class_key(facts_of_path(path));
  for (const std::uint32_t rule : rules_.path_limited())
    if (rules_.applies_to(rule, path)) key += concat(",", rule);
  for (const std::uint32_t rule :
       rules_named_by(rules_, path, scratch.state_->candidates.prefilter))
    key += concat("!", rule);
  return key;
}

}  // namespace foureyes
