#include "secrets/text_scan.h"

#include <algorithm>

#include "base/text.h"
#include "secrets/filters.h"
#include "secrets/generic/places.h"
#include "secrets/lines.h"

namespace foureyes {
namespace {

constexpr std::size_t kLongestName = 64;

bool claims_when_dropped(FilterName filter) {
  return filter == FilterName::placeholder || filter == FilterName::documentation_example;
}

// People do choose 1234...: where a provider's form fits, that is a finding of low confidence.
bool only_casts_doubt(FilterName filter) {
  return filter == FilterName::repeated || filter == FilterName::sequential;
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

bool is_printable(std::string_view value) {
  return std::all_of(value.begin(), value.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

// Decoded noise has short names and odd bytes.
bool is_sure_to_be_text(const Place& place, std::string_view text) {
  return is_telling(place.kind) && is_printable(text.substr(place.value.begin, place.value.size()));
}
bool is_sure_to_be_text(const Rule& rule, std::string_view value) {
  return rule.kind != RuleKind::generic || is_printable(value);
}

}  // namespace

Confidence confidence_of(const Rule& rule, const Decided& decided) {
  if (decided.is_proved) return Confidence::high;
  if (decided.judged) return *decided.judged;
  return decided.is_doubtful ? Confidence::low : rule.info.confidence;
}

Detection TextScan::run(CandidateScratch& scratch) {
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

Detection TextScan::run_path_rules() {
  report_path_rules();
  return std::move(detection_);
}

void TextScan::collect(CandidateScratch& scratch) {
  collect_layer(0, scratch);
  while (layers_.deepen()) collect_layer(layers_.count() - 1, scratch);
  if (layers_.budget().is_used_up())
    notice(NoticeReason::partial_scan, "not all encoded text could be decoded within the limits");
  if (layers_.budget().met_too_deep())
    notice(NoticeReason::partial_scan,
           concat("text is encoded more than ", kDeepestView, " times; the rest was not decoded"));
}

void TextScan::collect_layer(std::size_t layer, CandidateScratch& scratch) {
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
    if (is_text_of(candidate, layer)) decided_.push_back(decide(candidate, layer));
  if (rules_.generic() != nullptr) collect_places(layer, candidates.place_ends);
}

bool TextScan::is_text_of(const Candidate& candidate, std::size_t layer) const {
  const ByteRange secret = candidate.match.secret;
  return layers_.is_one_piece(layer, candidate.match.whole) && layers_.is_own(layer, secret) &&
         (layer == 0 ||
          is_sure_to_be_text(rules_.rules()[candidate.rule],
                             layers_.text(layer).substr(secret.begin, secret.size())));
}

// Places that hold no credential are kept as dropped ones all the same: lines mask them.
void TextScan::collect_places(std::size_t layer, const std::vector<ByteRange>& ends) {
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

void TextScan::suppress(std::string_view filter, const Decided& decided) {
  if (is_whole_)
    ++detection_.suppressed[std::string(filter)];
  else if (is_wanted(decided))
    detection_.suppressed_values.push_back({in_text(decided).begin, std::string(filter)});
}

void TextScan::explain(Decided& decided, const Place& place, const Judgement& judgement) {
  const std::string_view text = layers_.text(decided.layer);
  if (judgement.is_judged)
    decided.explanation = rules_.generic()->reasons(place, text, path_, rules_.filters());
  if (judgement.is_finding) return;
  if (!lines_) lines_.emplace(text_);
  const ByteRange value = layers_.in_text(decided.layer, place.value);
  detection_.dropped.push_back({std::string(content_.path), lines_->region(value),
                                std::string(judgement.kind), decided.explanation});
}

Decided TextScan::decide(const Candidate& candidate, std::size_t layer) {
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

bool TextScan::passes_filters(Decided& decided) {
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

}  // namespace foureyes
