// The steps of scan() are the pipeline of this layer: candidates, decisions, overlaps, findings.
#include "secrets/detector.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <set>
#include <tuple>

#include "base/secret_text.h"
#include "base/text.h"
#include "model/fingerprint.h"
#include "secrets/candidates.h"
#include "secrets/filters.h"
#include "secrets/generic/judgement_cache.h"
#include "secrets/generic/places.h"
#include "secrets/inline_marks.h"
#include "secrets/line_mask.h"
#include "secrets/lines.h"
#include "secrets/notable_lines.h"
#include "secrets/parts.h"
#include "secrets/path_facts.h"
#include "secrets/views/archive.h"
#include "secrets/views/archive_scan.h"
#include "secrets/views/decoded_text.h"
#include "secrets/views/text_layers.h"
#include "secrets/wanted_text.h"

namespace foureyes {
namespace {

constexpr std::size_t kLongestName = 64;

// What became of a candidate. `claimed`: no finding, but its rule knows what the bytes are (a
// documentation example, digits that are no card's), so no generic rule may guess again.
enum class Decision { keep, drop, claimed };

struct Decided {
  Candidate candidate;
  std::size_t layer = 0;  // 0: the text, above: the views (views/text_view.h)
  Decision decision = Decision::keep;
  std::string explanation = {};
  bool is_proved = false;                 // by a checksum
  std::optional<Confidence> judged = {};  // by the generic detection
  bool is_doubtful = false;  // has the form of a credential and the look of a made-up one
  bool gives_way = false;    // to what a generic rule makes of the same bytes
  bool is_kept = false;      // it is a finding, or a part of one
};

// What candidates claim of a text: begin -> whose, disjoint.
using TakenBytes = std::map<std::size_t, Decided*>;

Decided* claimant_of(const TakenBytes& taken, ByteRange range) {
  const auto next = taken.lower_bound(range.end);
  if (next == taken.begin()) return nullptr;
  Decided* before = std::prev(next)->second;
  return before->candidate.match.secret.end > range.begin ? before : nullptr;
}

bool claims_when_dropped(FilterName filter) {
  return filter == FilterName::placeholder || filter == FilterName::documentation_example;
}

// People do choose 1234...: where a provider's form fits, that is a finding of low confidence.
bool only_casts_doubt(FilterName filter) {
  return filter == FilterName::repeated || filter == FilterName::sequential;
}

Confidence confidence_of(const Rule& rule, const Decided& decided) {
  if (decided.is_proved) return Confidence::high;
  if (decided.judged) return *decided.judged;
  return decided.is_doubtful ? Confidence::low : rule.info.confidence;
}

// Patterns capture a key from the word that makes it one; the name may begin before that.
ByteRange whole_name(std::string_view text, ByteRange key) {
  if (key.size() == 0) return key;
  const std::size_t first = key.begin - std::min(key.begin, kLongestName);
  const auto in_name = [](char c) {
    return is_alphanumeric(c) || c == '_' || c == '.' || c == '-';
  };
  while (key.begin > first && in_name(text[key.begin - 1])) --key.begin;
  return key;
}

// Decoded noise has short names and odd bytes.
bool is_sure_to_be_text(const Place& place, std::string_view text) {
  const std::string_view value = text.substr(place.value.begin, place.value.size());
  return is_telling(place.kind) &&
         std::all_of(value.begin(), value.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

class Scan {
 public:
  // Keeps references to all of them. `lines`: null for all.
  Scan(const RuleSet& rules, const DetectorOptions& options, const Content& content,
       const TextLines* lines, const PathFacts& path, JudgementCache& judgements)
      : rules_(rules),
        options_(options),
        content_(content),
        decoded_(content.bytes),
        text_(decoded_.text()),
        is_whole_(lines == nullptr),
        part_(is_whole_ ? whole_text(text_) : wanted_text(text_, lines->wanted, lines->notable)),
        path_(path),
        judgements_(judgements),
        layers_(text_, part_.searched) {}

  Detection run(CandidateScratch& scratch);
  Detection run_path_rules();

 private:
  void collect(CandidateScratch& scratch);
  void collect_layer(std::size_t layer, CandidateScratch& scratch);
  void explain(Decided& decided, const Place& place, const Judgement& judgement);
  void collect_places(std::size_t layer, const std::vector<ByteRange>& ends);
  Decided decide(const Candidate& candidate, std::size_t layer);
  bool passes_filters(Decided& decided);
  void resolve_overlaps();
  void resolve_layer(std::vector<Decided*> order);
  void resolve_between_layers();
  void drop_encoded_stand_ins();
  void join_parts();
  const Decided* kept_at(std::size_t layer, ByteRange range) const;
  bool is_wanted(const Decided& decided) const {
    return is_whole_ ||
           part_.touches(layers_.in_text(decided.layer, decided.candidate.match.whole));
  }
  void find_open();
  void report();
  void report_path_rules();
  Finding finding_of(const Decided& decided, const LineMask& lines,
                     const std::optional<LineIndex>& index);
  void add_parts(const Decided& decided, const std::optional<LineIndex>& index, Finding& finding);
  std::string mark_beside(ByteRange range) const;
  void number(Finding& finding, const SecretText& secret);
  void suppress(std::string_view filter, const Decided& decided);
  void notice(NoticeReason reason, std::string detail) {
    detection_.notices.push_back({reason, std::string(content_.path), std::move(detail)});
  }
  const Rule& rule_of(const Decided& decided) const {
    return rules_.rules()[decided.candidate.rule];
  }
  SecretText secret_of(const Decided& decided) const;
  ByteRange in_text(const Decided& decided) const {
    return layers_.in_text(decided.layer, decided.candidate.match.secret);
  }

  const RuleSet& rules_;
  const DetectorOptions& options_;
  const Content& content_;
  DecodedText decoded_;
  std::string_view text_;
  bool is_whole_;
  WantedText part_;
  const PathFacts& path_;
  JudgementCache& judgements_;
  TextLayers layers_;
  std::vector<Decided> decided_;
  std::vector<const Decided*> kept_;
  std::vector<TakenBytes> taken_;  // by layer
  struct Part {
    FoundPart found;
    const Decided* alone = nullptr;  // the finding that it would be without its credential
  };
  std::map<const Decided*, std::vector<Part>> parts_;
  std::map<std::pair<std::string, std::string>, std::uint32_t> occurrences_;
  std::optional<LineIndex> lines_;  // of dropped places
  Detection detection_;
};

Detection Scan::run(CandidateScratch& scratch) {
  collect(scratch);
  resolve_overlaps();
  if (!is_whole_) find_open();
  join_parts();
  report();
  report_path_rules();
  // Near a limit, what is far away decides what is still looked at.
  detection_.reads_far |= decoded_.is_decoded() || !detection_.notices.empty() ||
                          layers_.budget().is_half_used() ||
                          decided_.size() > options_.candidates_per_blob / 2 ||
                          (is_whole_ && contains(content_.bytes, std::string_view("\0", 1)));
  return std::move(detection_);
}

Detection Scan::run_path_rules() {
  report_path_rules();
  return std::move(detection_);
}

void Scan::collect(CandidateScratch& scratch) {
  collect_layer(0, scratch);
  while (layers_.deepen()) collect_layer(layers_.count() - 1, scratch);
  if (layers_.budget().is_used_up())
    notice(NoticeReason::partial_scan, "not all encoded text could be decoded within the limits");
  if (layers_.budget().met_too_deep())
    notice(NoticeReason::partial_scan,
           concat("text is encoded more than ", kDeepestView, " times; the rest was not decoded"));
}

void Scan::collect_layer(std::size_t layer, CandidateScratch& scratch) {
  const CandidateSearch search{content_.path, layers_.text(layer), options_.candidates_per_blob,
                               layer == 0 ? &part_.searched : nullptr};
  const Candidates candidates = find_candidates(rules_, search, scratch);
  if (candidates.coverage == CandidateCoverage::limit_reached)
    notice(NoticeReason::partial_scan, concat("more than ", options_.candidates_per_blob,
                                              " candidates; the rest was not seen"));
  if (candidates.coverage == CandidateCoverage::refused)
    notice(NoticeReason::too_large, "the text is too large to scan in one piece");
  detection_.reads_far |= candidates.has_wide_hint;
  for (const Candidate& candidate : candidates.found)
    if (layers_.is_one_piece(layer, candidate.match.whole) &&
        layers_.is_own(layer, candidate.match.secret))
      decided_.push_back(decide(candidate, layer));
  if (rules_.generic() != nullptr) collect_places(layer, candidates.place_ends);
}

// Places that hold no credential are kept as dropped ones all the same: lines mask them.
void Scan::collect_places(std::size_t layer, const std::vector<ByteRange>& ends) {
  const std::string_view text = layers_.text(layer);
  const PlaceSearch search{text, path_, options_.candidates_per_blob};
  for (const Place& place : find_places(search, ends)) {
    const std::size_t rule = rules_.rule_for(kind_of(place));
    const ByteRange whole{std::min(place.key.begin, place.value.begin), place.value.end};
    if (rule == rules_.rules().size() || !layers_.is_one_piece(layer, whole) ||
        !layers_.is_own(layer, place.value))
      continue;
    if (layer > 0 && !is_sure_to_be_text(place, text)) continue;
    const Judgement judgement = judgements_.judge(*rules_.generic(), place, text, rules_.filters());
    Decided decided{
        .candidate = {static_cast<std::uint32_t>(rule), {whole, place.value, place.key}},
        .layer = layer};
    if (judgement.is_finding) {
      decided.judged = judgement.confidence;
    } else {
      suppress(judgement.kind, decided);
      decided.decision = Decision::drop;
    }
    if (options_.explain == ExplainMode::on) explain(decided, place, judgement);
    decided_.push_back(std::move(decided));
  }
}

void Scan::suppress(std::string_view filter, const Decided& decided) {
  if (is_whole_)
    ++detection_.suppressed[std::string(filter)];
  else if (is_wanted(decided))
    detection_.suppressed_values.push_back({in_text(decided).begin, std::string(filter)});
}

void Scan::explain(Decided& decided, const Place& place, const Judgement& judgement) {
  const std::string_view text = layers_.text(decided.layer);
  if (judgement.is_judged)
    decided.explanation = rules_.generic()->reasons(place, text, path_, rules_.filters());
  if (judgement.is_finding) return;
  if (!lines_) lines_.emplace(text_);
  const ByteRange value = layers_.in_text(decided.layer, place.value);
  detection_.dropped.push_back({std::string(content_.path), lines_->region(value),
                                std::string(judgement.kind), decided.explanation});
}

Decided Scan::decide(const Candidate& candidate, std::size_t layer) {
  Decided decided{.candidate = candidate, .layer = layer};
  const Rule& rule = rules_.rules()[candidate.rule];
  const ByteRange place = candidate.match.secret;
  const std::string_view value = layers_.text(layer).substr(place.begin, place.size());
  std::vector<std::string> said;
  for (const StructureCheck& check : rule.structure) {
    const StructureTraits& traits = traits_of(check.kind);
    if (passes(check, value)) {
      decided.is_proved |= traits.is_checksum;
      if (!traits.passed.empty()) said.emplace_back(traits.passed);
      continue;
    }
    const StructureFailure failure = failure_of(check, value);
    if (rule.kind != RuleKind::provider || failure == StructureFailure::drop) {
      suppress(traits.name, decided);
      decided.decision = traits.is_checksum ? Decision::claimed : Decision::drop;
      return decided;
    }
    decided.is_doubtful = true;
    decided.gives_way |= failure == StructureFailure::doubt;
    said.emplace_back(traits.failed);
  }
  // A checksum proves nothing where another check fails; where all pass, no looks cast doubt on it.
  const bool fails = decided.is_doubtful;
  decided.is_proved &= !fails;
  if (passes_filters(decided) && decided.is_doubtful && !fails)
    said = {"runs or repeats: perhaps made up"};
  decided.explanation = join(said, ", ");
  return decided;
}

bool Scan::passes_filters(Decided& decided) {
  const Rule& rule = rule_of(decided);
  const PatternMatch& match = decided.candidate.match;
  const std::string_view text = layers_.text(decided.layer);
  const ByteRange line = line_around(text, match.secret);
  const auto part = [&](ByteRange range) { return text.substr(range.begin, range.size()); };
  const ValueContext context{
      part(match.secret), part(whole_name(text, match.key)),
      part(line),         {match.secret.begin - line.begin, match.secret.end - line.begin},
      rule.public_prefix, path_};
  const auto drop = [&](std::string_view name, Decision decision) {
    suppress(name, decided);
    decided.decision = decision;
    return false;
  };
  if (rule.kind == RuleKind::generic) {
    if (path_.purpose == PathPurpose::lock_file) return drop("lock-file", Decision::drop);
    if (path_.purpose == PathPurpose::minified) return drop("minified", Decision::drop);
    if (contains(context.line, std::string_view("\0", 1))) return drop("binary", Decision::drop);
  }
  for (const FilterName filter : rule.filters) {
    if (!drops(filter, context, rules_.filters())) continue;
    if (rule.kind == RuleKind::provider && only_casts_doubt(filter)) {
      decided.is_doubtful = true;
      continue;
    }
    const bool claims = rule.kind == RuleKind::provider && claims_when_dropped(filter);
    return drop(name_of(filter), claims ? Decision::claimed : Decision::drop);
  }
  return true;
}

// Of candidates that share bytes the most specific stays.
void Scan::resolve_overlaps() {
  std::vector<std::vector<Decided*>> layers(layers_.count());
  for (Decided& decided : decided_)
    if (decided.decision != Decision::drop) layers[decided.layer].push_back(&decided);
  for (std::vector<Decided*>& layer : layers) resolve_layer(std::move(layer));
  resolve_between_layers();
  drop_encoded_stand_ins();
  std::vector<std::pair<ByteRange, const Decided*>> kept;
  std::set<std::tuple<std::size_t, std::uint32_t, std::string_view>> seen;
  for (const TakenBytes& taken : taken_)
    for (const auto& [begin, decided] : taken) {
      if (decided->decision != Decision::keep || !is_wanted(*decided)) continue;
      const ByteRange secret = decided->candidate.match.secret;
      const std::string_view value =
          layers_.text(decided->layer).substr(secret.begin, secret.size());
      const ByteRange place = in_text(*decided);
      // Two ways may lead to the same encoded text.
      const bool is_new =
          layers_.count() == 1 || seen.emplace(place.begin, decided->candidate.rule, value).second;
      if (!is_new) continue;
      decided->is_kept = true;
      kept.emplace_back(place, decided);
    }
  std::stable_sort(kept.begin(), kept.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [place, decided] : kept) kept_.push_back(decided);
}

// Dropped values that go over several lines have more lines around them than one alone has.
void Scan::find_open() {
  std::vector<ByteRange>& open = detection_.open;
  for (const Decided* decided : kept_) open.push_back(in_text(*decided));
  for (const Decided& decided : decided_) {
    const ByteRange whole = layers_.in_text(decided.layer, decided.candidate.match.whole);
    const std::string_view text = text_.substr(whole.begin, whole.size());
    const auto breaks = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    if (breaks == 0 || !part_.touches(whole)) continue;
    detection_.reads_far |= breaks > kMostCrossedLines && decided.layer == 0;
    open.push_back(whole);
  }
  std::sort(open.begin(), open.end());
}

void Scan::resolve_layer(std::vector<Decided*> order) {
  const auto rank = [&](const Decided* decided) {
    const Rule& rule = rule_of(*decided);
    const ByteRange secret = decided->candidate.match.secret;
    const int confidence = static_cast<int>(confidence_of(rule, *decided));
    const bool is_generic = rule.kind == RuleKind::generic;
    const bool is_guess = is_generic && confidence == static_cast<int>(Confidence::low);
    return std::tuple(is_generic || decided->gives_way, is_guess || decided->gives_way,
                      !rule.places.empty(), ~rules_.specificity(decided->candidate.rule),
                      -confidence, ~secret.size(), decided->candidate.rule, secret.begin);
  };
  std::sort(order.begin(), order.end(),
            [&](const Decided* a, const Decided* b) { return rank(a) < rank(b); });
  TakenBytes& taken = taken_.emplace_back();
  for (Decided* decided : order) {
    const ByteRange range = decided->candidate.match.secret;
    if (claimant_of(taken, range) == nullptr) taken.emplace(range.begin, decided);
  }
}

// One credential is one finding. What a rule knows in a text is not looked for in the text that it
// encodes; what only looked like a value there gives way to what it encodes.
void Scan::resolve_between_layers() {
  for (std::size_t layer = 1; layer < taken_.size(); ++layer)
    for (const auto& [begin, decided] : taken_[layer]) {
      ByteRange range = decided->candidate.match.secret;
      for (std::size_t above = layer; above > 0; --above) {
        const bool is_opaque = layers_.view(above).is_opaque(range);
        range = layers_.view(above).in_parent(range);
        Decided* outer = claimant_of(taken_[above - 1], range);
        if (outer == nullptr) continue;
        const bool gives_way = rule_of(*outer).kind == RuleKind::generic &&
                               (is_opaque || rule_of(*decided).kind != RuleKind::generic);
        (gives_way ? outer : decided)->decision = Decision::claimed;
      }
    }
}

// A value that only looks like one because it is encoded: base64 of "changeme".
void Scan::drop_encoded_stand_ins() {
  for (const Decided& decided : decided_) {
    if (decided.layer == 0 || decided.decision != Decision::drop) continue;
    const TextView& view = layers_.view(decided.layer);
    const ByteRange secret = decided.candidate.match.secret;
    if (rule_of(decided).kind != RuleKind::generic || !view.is_opaque(secret)) continue;
    const ByteRange encoded = view.in_parent(secret);
    Decided* outer = claimant_of(taken_[decided.layer - 1], encoded);
    if (outer == nullptr || rule_of(*outer).kind != RuleKind::generic) continue;
    if (encoded.size() * 4 >= outer->candidate.match.secret.size() * 3)
      outer->decision = Decision::claimed;
  }
}

const Decided* Scan::kept_at(std::size_t layer, ByteRange range) const {
  const Decided* decided = claimant_of(taken_[layer], range);
  return decided != nullptr && decided->is_kept ? decided : nullptr;
}

// An id and its secret are one finding: what would be found of a part alone goes into it.
void Scan::join_parts() {
  std::set<const Decided*> joined;
  for (const Decided* decided : kept_) {
    const std::string_view text = layers_.text(decided->layer);
    for (const FoundPart& found :
         find_parts(rules_, decided->candidate.rule, text, decided->candidate.match.secret)) {
      const Decided* alone = kept_at(decided->layer, found.range);
      if (alone != nullptr && !rule_of(*alone).parts.empty()) continue;
      if (alone != nullptr) joined.insert(alone);
      parts_[decided].push_back({found, alone});
    }
  }
  std::erase_if(kept_, [&](const Decided* decided) { return joined.contains(decided); });
}

SecretText Scan::secret_of(const Decided& decided) const {
  const Rule& rule = rule_of(decided);
  const ByteRange range = decided.candidate.match.secret;
  const auto style = rule.public_prefix > 0 ? MaskStyle::prefix : MaskStyle::hidden;
  return {std::string(layers_.text(decided.layer).substr(range.begin, range.size())), style,
          rule.public_prefix};
}

void Scan::report() {
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

Finding Scan::finding_of(const Decided& decided, const LineMask& lines,
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

void Scan::add_parts(const Decided& decided, const std::optional<LineIndex>& index,
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

std::string Scan::mark_beside(ByteRange range) const {
  const ByteRange line = line_around(text_, range);
  ByteRange before{line.begin, line.begin};
  if (line.begin > 0 && text_[line.begin - 1] == '\n') {
    before = line_around(text_, {line.begin - 1, line.begin - 1});
  }
  return std::string(inline_mark(text_.substr(line.begin, line.size()),
                                 text_.substr(before.begin, before.size())));
}

// Sets what tells equal credentials of one blob apart, and the fingerprint over it.
void Scan::number(Finding& finding, const SecretText& secret) {
  const FingerprintInput first{finding.rule_id, secret, finding.masked_line, 0};
  const std::string same = fingerprint(first, options_.fingerprint_key);
  finding.occurrence = occurrences_[{finding.rule_id, same}]++;
  finding.fingerprint = fingerprint(
      {finding.rule_id, secret, finding.masked_line, finding.occurrence}, options_.fingerprint_key);
}

void Scan::report_path_rules() {
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

}  // namespace

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
  return Scan(rules_, options_, content, lines, path, judgements).run(scratch.state_->candidates);
}

Detection Detector::scan_name(const Content& content, DetectorScratch& scratch) const {
  JudgementCache& judgements = scratch.state_->judgements;
  const PathFacts& path = judgements.facts_of(content.path);
  return Scan(rules_, options_, content, nullptr, path, judgements).run_path_rules();
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
