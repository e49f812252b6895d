#include "secrets/generic/judgement_cache.h"

#include <algorithm>
#include <cstdint>

#include "secrets/lines.h"

namespace foureyes {
namespace {

// Of what filters read besides the lines near a place, and one byte that ends it.
constexpr std::size_t kFilterBytes = 513;

// All that a judgement reads (features.h, suppress.cpp).
ByteRange neighbourhood(std::string_view text, const Place& place) {
  const ByteRange whole{std::min(place.key.begin, place.value.begin),
                        std::max(place.key.end, place.value.end)};
  const ByteRange near = lines_near(text, line_around(text, whole));
  return {std::min(near.begin, whole.begin - std::min(whole.begin, kFilterBytes)),
          std::min(text.size(), std::max(near.end, whole.end + kFilterBytes))};
}

}  // namespace

const PathFacts& JudgementCache::facts_of(std::string_view path) {
  if (path_class_.empty() || path != path_) {
    path_ = path;
    facts_ = facts_of_path(path);
    path_class_ = class_key(facts_);
  }
  return facts_;
}

// The place, told from the begin of its neighbourhood, and the neighbourhood.
void JudgementCache::write_key(const Place& place, std::string_view text) {
  const auto [begin, end] = neighbourhood(text, place);
  const auto number = [&](auto value) {
    const auto wide = static_cast<std::uint32_t>(value);
    key_.append(reinterpret_cast<const char*>(&wide), sizeof wide);
  };
  key_ = path_class_;
  key_ += ':';
  // A text that begins or ends here is not one that goes on.
  number(begin == 0);
  number(end == text.size());
  for (const std::size_t offset :
       {place.key.begin, place.key.end, place.value.begin, place.value.end})
    number(offset >= begin ? offset - begin : 0);
  number(place.key.size() == 0);
  number(place.kind);
  number(place.joint);
  number(place.quote);
  number(place.wrapper);
  number(place.scheme);
  number(place.key_is_quoted);
  number(place.key_leads_line);
  number(place.is_in_string);
  number(place.crosses_line);
  number(place.argument);
  number(place.key_quotes);
  number(place.gap);
  key_ += text.substr(begin, end - begin);
}

Judgement JudgementCache::judge(const GenericJudge& judge, const Place& place,
                                std::string_view text, const FilterLists& lists) {
  write_key(place, text);
  return judgements_.of(key_, [&] { return judge.judge(place, text, facts_, lists); });
}

}  // namespace foureyes
