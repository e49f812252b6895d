#include "secrets/generic/places.h"

#include <algorithm>

#include "base/text.h"
#include "secrets/generic/place_reader.h"

namespace foureyes {
namespace {

bool marks_url(std::string_view text, std::size_t end) {
  return end >= 4 && text.substr(end - 3, 3) == "://" && is_alphanumeric(text[end - 4]);
}

bool marks_user_flag(std::string_view text, std::size_t end) {
  const std::string_view before = text.substr(0, end);
  return before.ends_with(" -u ") || before.ends_with(" --user ") || before.ends_with(" --user=");
}

// Of those marks in the text that end in (from, to].
void read_user_marks(const PlaceReader& reader, std::string_view text, std::size_t from,
                     std::size_t to, std::vector<Place>& places) {
  for (std::size_t end = std::max<std::size_t>(from, 1); end <= to; ++end) {
    const char last = text[end - 1];
    if (last == '/' && marks_url(text, end)) reader.read_userinfo(end, places);
    if ((last == ' ' || last == '=') && marks_user_flag(text, end))
      reader.read_user_flag(end, places);
  }
}

}  // namespace

// What joins a word to a value may stand on the next line; a user and a password stand on one.
bool may_begin_place(std::string_view text, ByteRange line) {
  if (next_key_word(text, line.begin, line)) return true;
  static const PathFacts kAnyPath;
  std::vector<Place> places;
  read_user_marks(PlaceReader(text, kAnyPath), text, line.begin, line.end, places);
  return !places.empty();
}

std::vector<Place> find_places(const PlaceSearch& search, const std::vector<ByteRange>& ends) {
  std::vector<Place> places;
  PlaceReader reader(search.text, search.path);
  std::size_t read_to = 0;  // the end of the last name: its other words say nothing new
  for (const ByteRange& range : ends) {
    const std::size_t from = range.begin > 0 ? range.begin - 1 : 0;
    const std::size_t to = std::min(range.end, search.text.size());
    read_user_marks(reader, search.text, from, to, places);
    std::size_t at = std::max(from - std::min(from, kWidestKeyWord), read_to);
    while (const auto word = next_key_word(search.text, at, {from, to})) {
      reader.read(*word, places);
      at = read_to = word->place.end;
      if (places.size() > search.limit) break;
    }
  }
  std::stable_sort(places.begin(), places.end(),
                   [](const Place& a, const Place& b) { return a.value.begin < b.value.begin; });
  const auto same = [](const Place& a, const Place& b) { return a.value.begin == b.value.begin; };
  places.erase(std::unique(places.begin(), places.end(), same), places.end());
  return places;
}

}  // namespace foureyes
