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
    app.add_option("--format", format_, "terminal (default), json or csv")
        ->check(CLI::IsMember({"terminal", "json", "csv"}).description(""))
        ->type_name("NAME");
    app.add_flag("--since", with_ages_,
                 "Say since when each grant is held, and when it last changed (walks the history)");
    repository_.declare(app);
    app.footer(
        "Exits with 0 whatever it finds; what could not be read is listed at the end.\n"
        "Examples:\n"
        "  foureyes grants                       who may do what now\n"
        "  foureyes grants --since --format csv  for an access review, in a spreadsheet\n"
        "  foureyes grants v2.1 --format json    and at a release");
  }

  Result<int> run(Session& session) override {
    TRY_ASSIGN(const Repository repository, repository_.open());
    TRY_ASSIGN(const ObjectId commit, repository.resolve(revision_));
    TRY_ASSIGN(const RuleSet rules,
               RuleSet::from_table(session.builtin_rules, RuleDetail::for_matching));
    const GrantDetail detail = with_ages_ ? GrantDetail::with_ages : GrantDetail::held;
    TRY_ASSIGN(DatedGrants dated, grants_at(repository, commit, {rules}, detail));
    GrantReport report{
        commit.hex(), std::move(dated.list.grants), {}, std::move(dated.list.notices)};
    for (const GrantAge& age : dated.ages)
      report.dates.push_back({age.since.when.rfc3339(), age.since.commit.hex(),
                              age.changed.when.rfc3339(), age.changed.commit.hex(),
                              age.since.or_earlier});
    session.out << written(report);
    return kExitClean;
  }

 private:
  std::string written(const GrantReport& report) const {
    if (format_ == "json") return grants_as_json(report);
    return format_ == "csv" ? grants_as_csv(report) : grants_as_text(report);
  }

  std::string revision_ = "HEAD";
  std::string format_ = "terminal";
  bool with_ages_ = false;
  RepositoryFlags repository_;
};

}  // namespace

std::unique_ptr<Command> make_grants_command() { return std::make_unique<GrantsCommand>(); }

}  // namespace foureyes
