// Privilege deltas as literate Markdown. A file of tests/privilege/deltas/ holds cases:
//
//   ## What happens in this case
//   default token: permissive            (optional)
//   base `path`   head `path`   both `path`   a line, then a fenced block with the file
//   delta                                     a line, then the expected lines
//
// FOUREYES_ACCEPT=1 writes the lines that the program gives.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/delta.h"
#include "privilege/options.h"

namespace foureyes::literate {

struct Case {
  std::string title;
  PrivilegeOptions options;
  std::map<std::string, std::string> base;
  std::map<std::string, std::string> head;
  std::string expected;
  std::size_t expected_begin = 0;  // where the expected lines stand in the text
  std::size_t expected_end = 0;
};

std::vector<Case> read_cases(const std::string& text);

// "widened token-scope: sentence", one line a record, then "notice reason path: detail".
std::string lines_for(const Delta& delta);

}  // namespace foureyes::literate
