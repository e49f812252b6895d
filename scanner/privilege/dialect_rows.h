// What each dialect reads and with which limits, for people: rules/privilege/*.yml, which the build
// carries into the program.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace foureyes {

struct DialectRow {
  std::string kind;                  // of the records that it becomes: "token-scope"
  std::vector<std::string> reads;    // keys, statements
  std::string widens;                // in words
  std::vector<std::string> unknown;  // "U-NEWKEY where nobody knows the scope"
};

struct DialectRows {
  std::string name;
  std::vector<std::string> files;  // patterns
  std::vector<std::string> references;
  std::vector<DialectRow> rows;
};

// In the order of dialects.def.
Result<std::vector<DialectRows>> dialect_rows();

}  // namespace foureyes
