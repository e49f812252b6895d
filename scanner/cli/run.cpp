#include "cli/run.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <csignal>
#include <iostream>
#include <poll.h>
#include <unistd.h>
#include <vector>

#include "base/digest.h"
#include "base/display_text.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/help.h"
#include "cli/interrupt.h"
#include "cli/version.h"
#include "model/verdict.h"

namespace foureyes {
namespace {

struct Entry {
  CLI::App* app;
  std::unique_ptr<Command> command;
};

constexpr const char* kFooter =
    "Exit codes: 0 clean or approved, 1 the policy says no (or verify and reproduce found a\n"
    "difference), 2 usage or configuration error, 3 incomplete: something could not be looked at.\n"
    "Nothing is uploaded; everything works with the network cut.\n"
    "Start: foureyes demo | foureyes scan . | foureyes check --base HEAD~1";

std::vector<Entry> declare_commands(CLI::App& app) {
  std::vector<Entry> entries;
#define FOUREYES_COMMAND(name, summary) \
  entries.push_back({app.add_subcommand(#name, summary), make_##name##_command()});
#include "cli/commands.def"
#undef FOUREYES_COMMAND
  for (Entry& entry : entries) entry.command->declare(*entry.app);
  return entries;
}

// What to do, as a sentence, unless it begins with a command.
std::string advice(std::string text) {
  const bool command =
      text.starts_with("git ") || text.starts_with("foureyes ") || text.starts_with("chmod ");
  const char first = text.front();
  if (!command && first >= 'a' && first <= 'z') text.front() = static_cast<char>(first - 'a' + 'A');
  return text;
}

void print_error(const Error& error, Session& session) {
  const bool colour = session.environment.colour_on_errors();
  const bool names_program = error.where == "foureyes" || error.where.starts_with("foureyes ");
  if (!names_program) {
    session.err << (colour ? "\033[1;31m" : "") << "foureyes: " << (colour ? "\033[0m" : "");
  }
  if (!error.where.empty()) session.err << console_text(error.where) << ": ";
  session.err << console_text(error.what) << '\n';
  if (!error.fix.empty()) session.err << "  " << advice(console_text(error.fix)) << '\n';
}

// `foureyes rules list | head`: the reader has what it wants. The exit code stays what it would
// have been, so that a refused verdict never becomes a clean one.
bool reader_went_away() {
  pollfd output{STDOUT_FILENO, POLLOUT, 0};
  return poll(&output, 1, 0) > 0 && (output.revents & (POLLERR | POLLHUP)) != 0;
}

int run_command(std::vector<Entry>& entries, Session& session) {
  start_cryptography();
  for (Entry& entry : entries) {
    if (!entry.app->parsed()) continue;
    const Result<int> code = entry.command->run(session);
    session.out.flush();
    if (code && (session.out || reader_went_away())) return *code;
    if (code) {
      print_error({"the report could not be written", "standard output"}, session);
      return kExitIncomplete;
    }
    print_error(code.error(), session);
    return code.error().kind == ErrorKind::unavailable ? kExitIncomplete : kExitUsage;
  }
  return kExitUsage;
}

}  // namespace

int run_words(std::vector<std::string> words, Session& session) {
  CLI::App app(
      "foureyes: does this change expose a credential, and what may whom do after it that they\n"
      "could not do before?",
      "foureyes");
  app.set_version_flag("--version,-V", concat("foureyes ", kVersion));
  app.footer(kFooter);
  app.require_subcommand(1);
  use_help_layout(app);
  std::vector<Entry> entries = declare_commands(app);
  std::reverse(words.begin(), words.end());  // CLI11 takes words from the back
  try {
    app.parse(std::move(words));
  } catch (const CLI::ParseError& error) {
    const bool asked_for_help = error.get_exit_code() == 0;
    if (asked_for_help) {
      app.exit(error, session.out, session.err);
      return kExitClean;
    }
    print_error(usage_error(app, error), session);
    return kExitUsage;
  }
  return run_command(entries, session);
}

int run(int argc, char** argv, std::string_view builtin_rules) {
  // A closed pipe and a file that grows too large are errors of a write, not a silent death.
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  std::ios::sync_with_stdio(false);
  const Environment environment = read_environment();
  clear_line_when_interrupted(environment);
  Session session{environment, builtin_rules, std::cout, std::cerr};
  return run_words({argv + std::min(argc, 1), argv + argc}, session);
}

}  // namespace foureyes
