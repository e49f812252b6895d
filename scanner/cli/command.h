// A command of the command line. One file in cli/commands/ each; adding one means that file and a
// line in commands.def.
#pragma once

#include <iosfwd>
#include <memory>
#include <string_view>

#include "base/result.h"
#include "cli/environment.h"

namespace CLI {
class App;
}

namespace foureyes {

// What a command works with; `builtin_rules` is a table for RuleSet::from_table. Reports go to
// `out`, progress and remarks to `err`.
struct Session {
  const Environment& environment;
  std::string_view builtin_rules;
  std::ostream& out;
  std::ostream& err;
};

class Command {
 public:
  virtual ~Command() = default;
  // Declares flags, arguments, nested commands and the words of --help.
  virtual void declare(CLI::App& app) = 0;
  // The exit code; an Error ends in 2, or in 3 when something could not be looked at.
  virtual Result<int> run(Session& session) = 0;
};

#define FOUREYES_COMMAND(name, summary) std::unique_ptr<Command> make_##name##_command();
#include "cli/commands.def"
#undef FOUREYES_COMMAND

}  // namespace foureyes
