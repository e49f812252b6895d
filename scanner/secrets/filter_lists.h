// The words that filters know: rules/filters.yml, data and not code.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "secrets/rule.h"

namespace foureyes {

struct FilterLists {
  std::vector<std::string> placeholder_words;  // a value made of these alone is a stand-in
  std::vector<std::string> name_endings;       // "password_field" holds no password
  std::vector<std::string> references;         // a value that starts so names a secret elsewhere
  std::vector<std::string> encrypted;          // a value that starts so is encrypted
  std::vector<std::string> hashes;             // a value that starts so is a digest
  std::vector<std::string> hash_names;         // keys under which hex is a digest
  std::vector<std::string> examples;           // sha256 (hex, first 16) of documentation's values
};

// Lists come sorted. An unknown list or an entry that is no text is an error with line and column.
Result<FilterLists> read_filter_lists(const RuleSource& source);

}  // namespace foureyes
