// foureyes demo: the gate's whole story, told by the real commands.
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <ostream>
#include <unistd.h>

#include "base/file.h"
#include "cli/command.h"
#include "cli/demo/story.h"
#include "model/verdict.h"

namespace foureyes {
namespace {

class DemoCommand : public Command {
 public:
  void declare(CLI::App& app) override {
    app.footer(
        "Makes a repository in a temporary directory, needs git and ssh-keygen, leaves the\n"
        "evidence page to open.");
  }

  Result<int> run(Session& session) override {
    TRY_ASSIGN(TemporaryDirectory place, TemporaryDirectory::create("foureyes-demo"));
    const std::string repository = place.path() + "/payments";
    TRY(make_directories(repository));
    // The commands work where they are called, as a person would.
    if (chdir(repository.c_str()) != 0) return failure({"cannot enter the directory", repository});
    DemoStory story(session, place.path());
    TRY_ASSIGN(const std::string page, story.tell());
    place.keep();
    session.out << "\nEverything went as told. The evidence page, for a browser:\n  " << page
                << "\nNow on your own repository:\n"
                   "  foureyes scan .\n"
                   "  foureyes check --base HEAD~1\n";
    return kExitClean;
  }
};

}  // namespace

std::unique_ptr<Command> make_demo_command() { return std::make_unique<DemoCommand>(); }

}  // namespace foureyes
