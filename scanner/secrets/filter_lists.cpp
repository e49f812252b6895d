#include "secrets/filter_lists.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "base/yaml_document.h"

namespace foureyes {
namespace {

using List = std::vector<std::string> FilterLists::*;

constexpr std::array<std::pair<std::string_view, List>, 7> kLists{{
    {"placeholder_words", &FilterLists::placeholder_words},
    {"name_endings", &FilterLists::name_endings},
    {"references", &FilterLists::references},
    {"encrypted", &FilterLists::encrypted},
    {"hashes", &FilterLists::hashes},
    {"hash_names", &FilterLists::hash_names},
    {"examples", &FilterLists::examples},
}};

}  // namespace

Result<FilterLists> read_filter_lists(const RuleSource& source) {
  TRY_ASSIGN(const DocumentNode document, read_yaml(source.text, source.name));
  const auto wrong = [&](const DocumentNode& node, std::string what) {
    return failure(
        {.what = std::move(what), .where = concat(source.name, ":", node.line, ":", node.column)});
  };
  if (!document.is_mapping()) return wrong(document, "the filters are a map of lists");
  FilterLists lists;
  for (const auto& [key, value] : document.members) {
    const std::string& name = key.text;
    const auto* known = std::find_if(kLists.begin(), kLists.end(),
                                     [&](const auto& entry) { return entry.first == name; });
    if (known == kLists.end()) return wrong(key, concat("there is no list '", key.text, "'"));
    if (!value.is_sequence()) return wrong(value, "a list of texts is expected here");
    std::vector<std::string>& list = lists.*known->second;
    for (const DocumentNode& item : value.items) {
      if (!item.is_scalar() || item.text.empty()) return wrong(item, "a text is expected here");
      list.push_back(item.text);
    }
    std::sort(list.begin(), list.end());
  }
  return lists;
}

}  // namespace foureyes
