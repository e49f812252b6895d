// Privilege deltas as literate Markdown. A file of tests/privilege/deltas/ holds cases:
//
//   ## What happens in this case
//   default token: permissive            (optional)
//   base `path`   head `path`   both `path`   a line, then a fenced block with the file
//   delta                                     a line, then the expected lines
//   witnesses                                 (optional) the same of the requests that show it
//
// FOUREYES_ACCEPT=1 writes the lines that the program gives.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/delta.h"
#include "privilege/options.h"

namespace foureyes::literate {

// Expected lines, and where they stand in the text.
struct Block {
  std::string text;
  std::size_t begin = 0;
  std::size_t end = 0;
};

struct Case {
  std::string title;
  PrivilegeOptions options;
  std::map<std::string, std::string> base;
  std::map<std::string, std::string> head;
  Block delta;
  std::optional<Block> witnesses;
};

std::vector<Case> read_cases(const std::string& text);

// "widened token-scope: sentence", one line a record, then "notice reason path: detail".
std::string lines_for(const Delta& delta);

// "token-scope: subject: write on contents", "no token-scope: why", of each record that gates.
std::string witness_lines_for(const Delta& delta);

}  // namespace foureyes::literate
