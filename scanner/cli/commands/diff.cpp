// foureyes diff: the privilege delta in words, with its digests. Exits with 0 whatever it finds.
#include "pipeline/diff.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "base/display_text.h"
#include "base/file.h"
#include "base/path.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/explain_record.h"
#include "cli/output.h"
#include "cli/repository_flags.h"
#include "model/verdict.h"
#include "privilege/dialect_rows.h"

namespace foureyes {
namespace {

class DiffCommand : public Command {
 public:
  void declare(CLI::App& app) override {
    app.add_option("BASE", base_, "Revision before the change, or the first file with --files")
        ->type_name("");
    app.add_option("HEAD", head_, "Revision after it (default HEAD), or the second file")
        ->type_name("");
    app.add_flag("--staged", staged_, "Compare BASE with what the next commit would hold");
    app.add_flag("--files", files_, "Compare two files without git: BASE and HEAD name files");
    app.add_option("--as", as_, "With --files: the path that both have in a repository")
        ->type_name("PATH");
    app.add_option(
           "--default-token", default_token_,
           "Token of a job that names no permissions: unknown (default), permissive, restricted")
        ->type_name("KIND");
    app.add_option("--explain", explain_, "Everything about one record: the first digits of its id")
        ->type_name("ID");
    repository_.declare(app);
    output_.declare(app);
    app.footer(
        "Exits with 0 whatever it finds.\n"
        "Examples:\n"
        "  foureyes diff main                    what HEAD may do that main may not\n"
        "  foureyes diff main HEAD --format json\n"
        "  foureyes diff main --explain 3f9c     one record: meaning, kind, places, reference\n"
        "  foureyes diff --files old.yml new.yml --as .github/workflows/release.yml");
  }

  Result<int> run(Session& session) override {
    if (base_.empty()) {
      return failure({"say what to compare with", "foureyes diff", "Try: foureyes diff main"});
    }
    TRY_ASSIGN(const auto requests, output_.requests());
    TRY_ASSIGN(const RuleSet rules,
               RuleSet::from_table(session.builtin_rules, RuleDetail::for_matching));
    TRY_ASSIGN(const PrivilegeOptions privilege, privilege_options());
    const DiffOptions options{rules, privilege};
    ReportOptions report = report_options(session);
    TRY_ASSIGN(const Delta delta, files_
                                      ? delta_of_files(options)
                                      : delta_of_revisions(options, session.environment, report));
    if (!explain_.empty()) return explain(delta, session);
    TRY(write_reports(delta, requests, report, session));
    return kExitClean;
  }

 private:
  Result<int> explain(const Delta& delta, Session& session) const {
    bool found = false;
    TRY_ASSIGN(const auto dialects, dialect_rows());
    for (const DeltaRecord& record : delta.records) {
      if (!record_id(record).starts_with(explain_)) continue;
      session.out << (found ? "\n" : "") << explained(record, delta.rules, dialects);
      found = true;
    }
    if (found) return kExitClean;
    return failure({concat("no record has an id that begins with '", console_text(explain_), "'"),
                    "--explain", "The ids stand in foureyes diff, behind each place."});
  }

  Result<PrivilegeOptions> privilege_options() const {
    PrivilegeOptions options;
    if (!parse_default_token(default_token_, options.default_token)) {
      return failure({concat("'", default_token_, "' is no kind of token"), "--default-token",
                      "Use unknown, permissive or restricted."});
    }
    return options;
  }

  Result<Delta> delta_of_files(const DiffOptions& options) const {
    if (head_.empty()) {
      return failure(
          {"--files takes two files", "foureyes diff", "Try: foureyes diff --files OLD NEW"});
    }
    TRY_ASSIGN(std::string before, read_file(base_));
    TRY_ASSIGN(std::string after, read_file(head_));
    const std::string path = as_.empty() ? std::string(base_) : as_;
    return diff_files({std::move(before), std::move(after), path}, options);
  }

  Result<Delta> delta_of_revisions(const DiffOptions& options, const Environment& environment,
                                   ReportOptions& report) const {
    TRY_ASSIGN(const Repository repository, repository_.open());
    if (staged_) {
      std::optional<ObjectId> base = repository.head_commit();
      if (base || base_ != "HEAD") {
        TRY_ASSIGN(base, repository.resolve(base_));
      }
      return diff_staged(repository, base, std::string(environment.variable("GIT_INDEX_FILE")),
                         options);
    }
    TRY_ASSIGN(const ObjectId base, repository.resolve(base_));
    TRY_ASSIGN(const ObjectId head, repository.resolve(head_.empty() ? "HEAD" : head_));
    report.revision = head.hex();
    return diff_revisions(repository, base, head, options);
  }

  std::string base_;
  std::string head_;
  std::string as_;
  std::string explain_;
  std::string default_token_ = "unknown";
  bool files_ = false;
  bool staged_ = false;
  RepositoryFlags repository_;
  OutputFlags output_;
};

}  // namespace

std::unique_ptr<Command> make_diff_command() { return std::make_unique<DiffCommand>(); }

}  // namespace foureyes
