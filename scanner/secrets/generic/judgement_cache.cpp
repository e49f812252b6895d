#include "secrets/generic/judgement_cache.h"

#include <algorithm>
#include <cstdint>

#include "base/text.h"

namespace foureyes {
namespace {

constexpr std::size_t kMostBytes = 16u << 20;
// What the features read around a place (features.h): its line, 512 bytes either way, and 3 lines
// more, 1,024 bytes either way.
constexpr std::size_t kLineBytes = 512;
constexpr std::size_t kNearBytes = 1024;
constexpr std::size_t kNearLines = 4;

std::size_t begin_of_neighbourhood(std::string_view text, std::size_t at) {
  const std::size_t farthest = at - std::min(at, kLineBytes + kNearBytes + 1);
  std::size_t begin = at;
  for (std::size_t lines = 0; begin > farthest; --begin)
    if (text[begin - 1] == '\n' && ++lines > kNearLines) break;
  return std::min(begin, at - std::min(at, kLineBytes + 1));
}

std::size_t end_of_neighbourhood(std::string_view text, std::size_t at) {
  const std::size_t farthest = std::min(text.size(), at + kLineBytes + kNearBytes + 1);
  std::size_t end = at;
  for (std::size_t lines = 0; end < farthest; ++end)
    if (text[end] == '\n' && ++lines > kNearLines) break;
  return std::min(text.size(), std::max(end, at + kLineBytes + 1));
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
  const std::size_t first = std::min(place.key.begin, place.value.begin);
  const std::size_t begin = begin_of_neighbourhood(text, first);
  const std::size_t end = end_of_neighbourhood(text, std::max(place.key.end, place.value.end));
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
  const auto known = judgements_.find(key_);
  if (known != judgements_.end()) return known->second;
  if (bytes_ + key_.size() > kMostBytes) {
    judgements_.clear();
    bytes_ = 0;
  }
  bytes_ += key_.size();
  return judgements_.emplace(key_, judge.judge(place, text, facts_, lists)).first->second;
}

}  // namespace foureyes
