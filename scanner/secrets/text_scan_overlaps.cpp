#include <algorithm>
#include <set>
#include <tuple>

#include "secrets/lines.h"
#include "secrets/text_scan.h"

namespace foureyes {
namespace {

Decided* claimant_of(const TakenBytes& taken, ByteRange range) {
  const auto next = taken.lower_bound(range.end);
  if (next == taken.begin()) return nullptr;
  Decided* before = std::prev(next)->second;
  return before->candidate.match.secret.end > range.begin ? before : nullptr;
}

}  // namespace

// Of candidates that share bytes the most specific stays.
void TextScan::resolve_overlaps() {
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
void TextScan::find_open() {
  std::vector<ByteRange>& open = detection_.open;
  for (const Decided* decided : kept_) open.push_back(in_text(*decided));
  // Of what a container holds all has one place.
  std::set<ByteRange> counted;
  for (const Decided& decided : decided_) {
    const ByteRange whole = layers_.in_text(decided.layer, decided.candidate.match.whole);
    if (!part_.touches(whole) || !counted.insert(whole).second) continue;
    const std::string_view text = text_.substr(whole.begin, whole.size());
    const auto breaks = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    if (breaks == 0) continue;
    detection_.reads_far |= breaks > kMostCrossedLines && decided.layer == 0;
    open.push_back(whole);
  }
  std::sort(open.begin(), open.end());
  open.erase(std::unique(open.begin(), open.end()), open.end());
  detection_.wrapped = part_.wrapped;
}

void TextScan::resolve_layer(std::vector<Decided*> order) {
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
void TextScan::resolve_between_layers() {
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
void TextScan::drop_encoded_stand_ins() {
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

const Decided* TextScan::kept_at(std::size_t layer, ByteRange range) const {
  const Decided* decided = claimant_of(taken_[layer], range);
  return decided != nullptr && decided->is_kept ? decided : nullptr;
}

// An id and its secret are one finding: what would be found of a part alone goes into it.
void TextScan::join_parts() {
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

}  // namespace foureyes
