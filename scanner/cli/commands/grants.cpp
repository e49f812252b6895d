// foureyes grants: the entitlement list of a revision. Exits with 0 whatever it finds.
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <ostream>

#include "base/text.h"
#include "cli/command.h"
#include "cli/repository_flags.h"
#include "model/verdict.h"
#include "pipeline/diff.h"
#include "report/grant_report.h"

namespace foureyes {
namespace {

class GrantsCommand : public Command {
 public:
  void declare(CLI::App& app) override {
    app.add_option("REVISION", revision_, "Revision to list (default HEAD)")->type_name("");
    app.add_option("--format", format_, "terminal (default) or json")
        ->check(CLI::IsMember({"terminal", "json"}).description(""))
        ->type_name("NAME");
    repository_.declare(app);
    app.footer(
        "Exits with 0 whatever it finds; what could not be read is listed at the end.\n"
        "Examples:\n"
        "  foureyes grants                       who may do what now\n"
        "  foureyes grants v2.1 --format json    and at a release, for an access review");
  }

  Result<int> run(Session& session) override {
    TRY_ASSIGN(const Repository repository, repository_.open());
    TRY_ASSIGN(const ObjectId commit, repository.resolve(revision_));
    TRY_ASSIGN(const RuleSet rules,
               RuleSet::from_table(session.builtin_rules, RuleDetail::for_matching));
    TRY_ASSIGN(GrantList list, grants_at(repository, commit, {rules}));
    const GrantReport report{commit.hex(), std::move(list.grants), std::move(list.notices)};
    session.out << (format_ == "json" ? grants_as_json(report) : grants_as_text(report));
    return kExitClean;
  }

 private:
  std::string revision_ = "HEAD";
  std::string format_ = "terminal";
  RepositoryFlags repository_;
};

}  // namespace

std::unique_ptr<Command> make_grants_command() { return std::make_unique<GrantsCommand>(); }

}  // namespace foureyes
