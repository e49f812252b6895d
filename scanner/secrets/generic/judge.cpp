#include "secrets/generic/judge.h"

#include <cstdlib>

#include "base/text.h"
#include "secrets/generic/suppress.h"

namespace foureyes {
namespace {

constexpr std::size_t kMostReasons = 5;
constexpr std::size_t kSizeBytes = 8;

// Three kinds of characters in turn, as generators make them: under a telling name at least a
// finding of low confidence, whatever surrounds it.
bool looks_generated(KeyKind kind, const FeatureValues& values) {
  const auto value = [&](Feature feature) { return values[static_cast<std::size_t>(feature)]; };
  return is_telling(kind) && value(Feature::length) >= 10 && value(Feature::length) <= 64 &&
         value(Feature::uppers) > 0 && value(Feature::lowers) > 0 && value(Feature::digits) > 0 &&
         value(Feature::class_changes) * 3 >= value(Feature::length) &&
         value(Feature::spaces) == 0 && value(Feature::brackets) == 0 &&
         value(Feature::slashes) == 0 && value(Feature::longest_known) < 4;
}

}  // namespace

Result<GenericJudge> GenericJudge::from_texts(std::string_view common_words,
                                              std::string_view model) {
  TRY_ASSIGN(CommonText common, CommonText::from_words(common_words));
  TRY_ASSIGN(GenericModel read, GenericModel::from_text(model));
  return GenericJudge(std::move(common), std::move(read));
}

// The size of the first part in eight hexadecimal digits, the parts.
std::string GenericJudge::to_table() const {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string size;
  for (int shift = 28; shift >= 0; shift -= 4)
    size += kDigits[common_.to_table().size() >> shift & 15];
  return concat(size, common_.to_table(), model_.to_table());
}

Result<GenericJudge> GenericJudge::from_table(std::string_view table) {
  std::size_t size = 0;
  for (const char c : table.substr(0, kSizeBytes))
    size = size * 16 + static_cast<std::size_t>(is_digit(c) ? c - '0' : (c - 'a' + 10) & 15);
  if (table.size() < kSizeBytes || size > table.size() - kSizeBytes)
    return failure(
        {.what = "the compiled generic detection is damaged", .fix = "build foureyes again"});
  TRY_ASSIGN(CommonText common, CommonText::from_table(table.substr(kSizeBytes, size)));
  TRY_ASSIGN(GenericModel model, GenericModel::from_table(table.substr(kSizeBytes + size)));
  return GenericJudge(std::move(common), std::move(model));
}

Judgement GenericJudge::judge(const Place& place, std::string_view text, const PathFacts& path,
                              const FilterLists& lists) const {
  const FeatureSource source{text, path, lists, common_};
  if (const auto kind = suppressed_as(place, source)) return {.kind = *kind};
  const FeatureValues values = features_of(place, source);
  const std::int32_t score = model_.score(values);
  if (score < model_.low() && !looks_generated(place.kind, values))
    return {.kind = "improbable", .is_judged = true};
  const auto confidence = score >= model_.medium() ? Confidence::medium : Confidence::low;
  return {.is_finding = true, .confidence = confidence, .kind = {}, .is_judged = true};
}

std::string GenericJudge::reasons(const Place& place, std::string_view text, const PathFacts& path,
                                  const FilterLists& lists) const {
  const FeatureValues values = features_of(place, {text, path, lists, common_});
  std::vector<std::string> parts;
  for (const Contribution& reason : model_.explain(values)) {
    if (parts.size() == kMostReasons) break;
    const int tenths = (std::abs(reason.thousandths) + 50) / 100;
    parts.push_back(concat(reason.thousandths < 0 ? "-" : "+", tenths / 10, ".", tenths % 10, " ",
                           words_for(reason.feature)));
  }
  return join(parts, ", ");
}

}  // namespace foureyes
