#include "secrets/filter_names.h"

#include <array>
#include <utility>

namespace foureyes {
namespace {

constexpr std::array<std::pair<FilterName, std::string_view>, 13> kNames{{
    {FilterName::placeholder, "placeholder"},
    {FilterName::repeated, "repeated"},
    {FilterName::sequential, "sequential"},
    {FilterName::documentation_example, "documentation-example"},
    {FilterName::template_expression, "template"},
    {FilterName::reference, "reference"},
    {FilterName::encrypted, "encrypted"},
    {FilterName::hash_like, "hash-like"},
    {FilterName::uuid, "uuid"},
    {FilterName::dictionary_word, "dictionary-word"},
    {FilterName::prose, "prose"},
    {FilterName::identifier, "identifier"},
    {FilterName::url, "url"},
}};

}  // namespace

std::string_view name_of(FilterName filter) {
  for (const auto& [value, name] : kNames)
    if (value == filter) return name;
  return "";
}

std::optional<FilterName> parse_filter_name(std::string_view name) {
  for (const auto& [value, known] : kNames)
    if (known == name) return value;
  return std::nullopt;
}

std::vector<FilterName> default_filters() {
  return {FilterName::placeholder, FilterName::repeated, FilterName::sequential,
          FilterName::documentation_example};
}

}  // namespace foureyes
