// The places that the generic detection looks at, with their features, for training and measuring:
//
//   generic_candidates COMMON_WORDS FILTERS DIRECTORY > places.tsv
//
// One line a place: path, byte ranges of value and name, then every feature by name. Values
// themselves are not written. To standard error: places per MB and microseconds a place.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <map>

#include "base/file.h"
#include "base/text.h"
#include "secrets/filter_lists.h"
#include "secrets/generic/features.h"
#include "secrets/generic/places.h"
#include "secrets/generic/suppress.h"

using namespace foureyes;

namespace {

struct Totals {
  std::size_t bytes = 0;
  std::size_t places = 0;
  double search = 0;
  double features = 0;
  std::map<std::string, std::size_t> suppressed = {};
  bool writes_suppressed = false;
};

double seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

void write_header() {
  std::fputs("path\tvalue_begin\tvalue_end\tkey_begin\tkey_end", stdout);
  for (std::size_t i = 0; i < kFeatures; ++i)
    std::printf("\t%s", std::string(name_of(static_cast<Feature>(i))).c_str());
  std::fputs("\n", stdout);
}

void write_place(const std::string& path, const Place& place, const FeatureValues& values) {
  std::printf("%s\t%zu\t%zu\t%zu\t%zu", path.c_str(), place.value.begin, place.value.end,
              place.key.begin, place.key.end);
  for (const std::int32_t value : values) std::printf("\t%d", value);
  std::fputs("\n", stdout);
}

void look_at(const std::string& path, const std::string& text, const FilterLists& lists,
             const CommonText& common, Totals& totals) {
  const PathFacts facts = facts_of_path(path);
  totals.bytes += text.size();
  const double start = seconds();
  const auto places = find_places({text, facts, 200'000}, {{0, text.size()}});
  const double found = seconds();
  std::vector<FeatureValues> values;
  std::vector<Place> judged;
  for (const Place& place : places) {
    const FeatureSource source{text, facts, lists, common};
    if (const auto kind = suppressed_as(place, source)) {
      ++totals.suppressed[std::string(*kind)];
      if (totals.writes_suppressed)
        std::fprintf(stderr, "suppressed\t%s\t%zu\t%s\n", path.c_str(), place.value.begin,
                     std::string(*kind).c_str());
      continue;
    }
    judged.push_back(place);
    values.push_back(features_of(place, source));
  }
  totals.search += found - start;
  totals.features += seconds() - found;
  totals.places += judged.size();
  for (std::size_t i = 0; i < judged.size(); ++i) write_place(path, judged[i], values[i]);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fputs("usage: generic_candidates COMMON_WORDS FILTERS DIRECTORY\n", stderr);
    return 2;
  }
  const auto words = read_file(argv[1]);
  const auto filters = read_file(argv[2]);
  if (!words || !filters) return 2;
  const auto common = CommonText::from_words(*words);
  const auto lists = read_filter_lists({argv[2], *filters});
  if (!common || !lists) return 2;
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(argv[3]))
    if (entry.is_regular_file() && !contains(entry.path().string(), "/.git/"))
      files.push_back(std::filesystem::relative(entry.path(), argv[3]));
  std::sort(files.begin(), files.end());
  write_header();
  Totals totals;
  totals.writes_suppressed = std::getenv("FOUREYES_SUPPRESSED") != nullptr;
  for (const std::string& path : files) {
    const auto text = read_file(std::filesystem::path(argv[3]) / path);
    if (text && !contains(std::string_view(*text).substr(0, 8192), std::string_view("\0", 1)))
      look_at(path, *text, *lists, *common, totals);
  }
  std::fprintf(
      stderr, "%.1f MB, %zu places, %.0f per MB; search %.2f ms per MB, features %.1f us a place\n",
      static_cast<double>(totals.bytes) / 1e6, totals.places,
      static_cast<double>(totals.places) / (static_cast<double>(totals.bytes) / 1e6),
      totals.search * 1e3 / (static_cast<double>(totals.bytes) / 1e6),
      totals.places == 0 ? 0 : totals.features * 1e6 / static_cast<double>(totals.places));
  for (const auto& [kind, count] : totals.suppressed)
    std::fprintf(stderr, "%s %zu  ", kind.c_str(), count);
  std::fputs("\n", stderr);
  return 0;
}
