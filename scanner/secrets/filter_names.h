// The filters that a rule can name (rules/secrets/README.md says what each drops).
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace foureyes {

enum class FilterName {
  placeholder,
  repeated,
  sequential,
  documentation_example,
  template_expression,
  reference,
  encrypted,
  hash_like,
  uuid,
  dictionary_word,
  prose,
  identifier,
  url,
};

std::string_view name_of(FilterName filter);
std::optional<FilterName> parse_filter_name(std::string_view name);

// What a rule gets that names none.
std::vector<FilterName> default_filters();

}  // namespace foureyes
