// The command line from arguments to exit code.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace foureyes {

struct Session;

// Exit codes: model/verdict.h, and 128+n when a signal ends the program.
// `builtin_rules` is a table for RuleSet::from_table.
int run(int argc, char** argv, std::string_view builtin_rules);

// One command inside this process, as if typed after "foureyes"; errors are printed. For `demo`.
int run_words(std::vector<std::string> words, Session& session);

}  // namespace foureyes
