// foureyes init: a working configuration, nothing overwritten.
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <ostream>

#include "base/file.h"
#include "base/path.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/fingerprint_key.h"
#include "cli/repository_flags.h"
#include "config/paths.h"
#include "model/verdict.h"

namespace foureyes {
namespace {

constexpr std::string_view kPolicyText =
    R"(# foureyes policy. In a gate it is read from the target's tip, never from the change itself.
version: 1

# What an approval is bound to: `delta` (it survives a rebase and dies when a privilege is added) or
# `tree` (it dies with any change).
bind: delta

# The token of a CI job that names no permissions, as your organisation has set it:
# unknown, permissive or restricted.
default_token: unknown
)";

constexpr std::string_view kSignersText =
    R"(# Who may sign, in OpenSSH's allowed_signers format. An entry counts only for what its namespaces= names:
#   bob@example.com namespaces="approval@foureyes.dev" ssh-ed25519 AAAA...
#   gate@example.com namespaces="evidence@foureyes.dev" ssh-ed25519 AAAA...
)";

class InitCommand : public Command {
 public:
  void declare(CLI::App& app) override {
    repository_.declare(app);
    app.footer(
        "Writes .foureyes.yml, .foureyes/allowed_signers and .foureyes/fingerprint.key where they\n"
        "are missing; what is there is kept. Commit them, then: foureyes hook install");
  }

  Result<int> run(Session& session) override {
    TRY_ASSIGN(const Repository repository, repository_.open());
    if (!repository.work_tree()) {
      return failure({"a bare repository has no place for configuration",
                      repository.git_directory(), "Run it in a clone with a work tree."});
    }
    const std::string& top = *repository.work_tree();
    TRY(make_directories(top + std::string(kConfigurationDirectory)));
    TRY_ASSIGN(const std::string key, make_fingerprint_key());
    TRY(write_new(top, kPolicyFile, kPolicyText, session));
    TRY(write_new(top, kAllowedSignersFile, kSignersText, session));
    TRY(write_new(top, kFingerprintKeyFile, key, session));
    return kExitClean;
  }

 private:
  static Result<void> write_new(const std::string& top, std::string_view path,
                                std::string_view text, Session& session) {
    const std::string file = concat(top, path);
    if (file_exists(file)) {
      session.out << "kept     " << path << '\n';
      return {};
    }
    TRY(write_file(file, text));
    session.out << "written  " << path << '\n';
    return {};
  }

  RepositoryFlags repository_;
};

}  // namespace

std::unique_ptr<Command> make_init_command() { return std::make_unique<InitCommand>(); }

}  // namespace foureyes
