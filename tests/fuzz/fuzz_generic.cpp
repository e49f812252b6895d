// layer: secrets
// Any text may stand around a credential word, and a table of the model may be damaged: neither may
// crash, and a model that was read ends every walk.
#include <cstddef>
#include <cstdint>
#include <string>

#include "secrets/generic/judge.h"
#include "secrets/generic/places.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace foureyes;
  const std::string text(reinterpret_cast<const char*>(data), size);
  (void)CommonText::from_words(text);
  (void)GenericJudge::from_table(text);
  const auto model = GenericModel::from_text(text);
  const auto table = GenericModel::from_table(text);
  static const auto judge = GenericJudge::from_texts(
      "9 value\n1 password\n", "foureyes generic model 1\ntree length<=8@0 -1 1\n");
  const FilterLists lists;
  for (const std::string_view path : {"a.py", "a.yml", "a.xml"}) {
    const PathFacts facts = facts_of_path(path);
    for (const Place& place : find_places({text, facts, 10'000}, {{0, text.size()}})) {
      if (place.value.begin >= place.value.end || place.value.end > text.size()) __builtin_trap();
      (void)judge->judge(place, text, facts, lists);
      const FeatureValues values = features_of(place, {text, facts, lists, judge->common()});
      if (model) (void)model->explain(values);
      if (table) (void)table->score(values);
    }
  }
  return 0;
}
