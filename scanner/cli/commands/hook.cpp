// foureyes hook: git hooks that run the scan, beside whatever hooks are there.
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <ostream>

#include "base/display_text.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/repository_flags.h"
#include "input/hooks.h"
#include "model/verdict.h"

namespace foureyes {
namespace {

UserConfiguration user_configuration(const Environment& environment) {
  UserConfiguration user;
  user.home = environment.variable("HOME");
  const std::string_view named = environment.variable("GIT_CONFIG_GLOBAL");
  if (!named.empty()) {
    user.files.emplace_back(named);
  } else if (!user.home.empty()) {
    user.files = {user.home + "/.config/git/config", user.home + "/.gitconfig"};
  }
  return user;
}

class HookCommand : public Command {
 public:
  void declare(CLI::App& app) override {
    CLI::App* install = app.add_subcommand("install", "Install pre-commit and pre-push hooks");
    repository_.declare(*install);
    app.require_subcommand(1);
    constexpr const char* kWords =
        "pre-commit runs `foureyes scan --staged`, pre-push scans the commits that are pushed.\n"
        "A hook that is there already is kept and runs first; where that cannot be done, nothing "
        "is\n"
        "changed and the message says why.";
    install->footer(kWords);
    app.footer(kWords);
  }

  Result<int> run(Session& session) override {
    TRY_ASSIGN(const Repository repository, repository_.open());
    const UserConfiguration user = user_configuration(session.environment);
    for (const GitHook hook : {GitHook::pre_commit, GitHook::pre_push}) {
      TRY_ASSIGN(const HookInstallation installation, install_hook(repository, hook, user));
      session.out << name_of(hook) << ": " << console_text(installation.words) << " ("
                  << console_text(installation.path) << ")\n";
    }
    return kExitClean;
  }

 private:
  RepositoryFlags repository_;
};

}  // namespace

std::unique_ptr<Command> make_hook_command() { return std::make_unique<HookCommand>(); }

}  // namespace foureyes
