// foureyes scan: exposed credentials.
#include "pipeline/scan.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <ostream>

#include "base/file.h"
#include "base/parallel.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/progress_line.h"
#include "cli/repository_flags.h"
#include "model/verdict.h"
#include "pipeline/scan_policy.h"
#include "pipeline/waive.h"

namespace foureyes {
namespace {

class ScanCommand : public Command {
 public:
  void declare(CLI::App& app) override {
    app.add_option("path", path_, "A directory or a file (default: this directory)")
        ->type_name("PATH");
    app.add_flag("--staged", staged_, "The index: exactly what the next commit would add");
    app.add_option("--range", range_,
                   "What each commit of A..B changes against every parent; A commit alone: all\n"
                   "that it reaches")
        ->type_name("A..B");
    app.add_flag("--history", history_, "Every blob and message that any ref reaches, each once");
    app.add_flag("--stdin", standard_input_, "Standard input");
    app.add_flag("--include-ignored", include_ignored_, "Also files that git ignores");
    app.add_option("--policy", policy_, "Policy instead of the repository's .foureyes.yml")
        ->type_name("FILE");
    app.add_option("--threads", threads_, "Threads (default: all)")->type_name("N");
    repository_.declare(app);
    output_.declare(app);
    app.footer(
        "A finding of medium or high confidence ends in exit code 1 (policy: scan.fail_on).\n"
        "Examples:\n"
        "  foureyes scan .                       the files here, as git sees them\n"
        "  foureyes scan --staged                before a commit\n"
        "  foureyes scan --range origin/main..HEAD --sarif results.sarif\n"
        "  foureyes scan --history --format json=findings.json");
  }

  Result<int> run(Session& session) override {
    TRY_ASSIGN(const auto requests, output_.requests());
    TRY(check_inputs());
    TRY_ASSIGN(const RuleSet rules, RuleSet::from_table(session.builtin_rules));
    Input input;
    TRY(open_input(session, input));
    TRY_ASSIGN(const GateConfiguration configuration, read_configuration(input));
    ScanOptions options{rules};
    options.detector.fingerprint_key = configuration.fingerprint_key;
    options.threads = threads_ == 0 ? hardware_threads() : threads_;
    TRY_ASSIGN(ScanReport report, scan_with_progress(*input.source, options, session));
    apply_waivers({configuration.waivers, configuration.policy, configuration.fingerprint_key,
                   session.environment.now},
                  report);
    ReportOptions report_settings = report_options(session);
    if (input.head) report_settings.revision = input.head->hex();
    TRY(write_reports(report, requests, report_settings, session));
    return scan_verdict(report, configuration.policy).exit_code();
  }

 private:
  // Stays where it is: the source refers to the repository.
  struct Input {
    std::optional<Repository> repository;
    std::optional<ObjectId> base;  // whose policy applies; absent: HEAD's
    std::optional<ObjectId> head;
    std::unique_ptr<BlobSource> source;
  };

  Result<void> check_inputs() const {
    const int inputs = static_cast<int>(staged_) + static_cast<int>(!range_.empty()) +
                       static_cast<int>(history_) + static_cast<int>(standard_input_) +
                       static_cast<int>(!path_.empty());
    if (inputs <= 1) return {};
    return failure({"more than one input was named", "foureyes scan",
                    "Use one of PATH, --staged, --range, --history, --stdin."});
  }

  Result<void> open_input(Session& session, Input& input) const {
    if (standard_input_) {
      TRY_ASSIGN(std::string text, read_standard_input(kDefaultBlobLimit));
      input.source = text_source(std::move(text), "standard input");
      return {};
    }
    const bool needs_repository = staged_ || history_ || !range_.empty();
    const std::string path = path_.empty() ? "." : path_;
    if (!needs_repository) {
      WorktreeOptions options{path};
      if (include_ignored_) options.ignored = IgnoredFiles::include;
      TRY_ASSIGN(input.source, worktree_source(options));
      if (!Repository::is_inside_work_tree(path)) return {};
      TRY_ASSIGN(input.repository, Repository::open({path, {}}));
      return {};
    }
    TRY_ASSIGN(input.repository, repository_.open());
    TRY_ASSIGN(input.source, repository_source(*input.repository, input, session.environment));
    return {};
  }

  Result<std::unique_ptr<BlobSource>> repository_source(const Repository& repository, Input& input,
                                                        const Environment& environment) const {
    input.head = repository.head_commit();
    if (history_) return history_source(repository, {});
    if (staged_)
      return index_source(repository, {std::string(environment.variable("GIT_INDEX_FILE"))});
    const std::size_t dots = range_.find("..");
    const std::string to = dots == std::string::npos ? range_ : range_.substr(dots + 2);
    TRY_ASSIGN(const ObjectId head, repository.resolve(to.empty() ? "HEAD" : to));
    input.head = head;
    if (dots == std::string::npos) return range_source(repository, {std::nullopt, head});
    const std::string from = range_.substr(0, dots);
    TRY_ASSIGN(input.base, repository.resolve(from.empty() ? "HEAD" : from));
    return range_source(repository, {input.base, head});
  }

  Result<GateConfiguration> read_configuration(const Input& input) const {
    std::optional<ExternalFile> policy;
    if (!policy_.empty()) {
      TRY_ASSIGN(std::string text, read_file(policy_));
      policy = ExternalFile{policy_, std::move(text)};
    }
    return read_scan_configuration(input.repository ? &*input.repository : nullptr, input.base,
                                   policy);
  }

  static Result<ScanReport> scan_with_progress(const BlobSource& source, ScanOptions& options,
                                               Session& session) {
    ProgressLine progress(session);
    options.progress = &progress;
    return scan(source, options);
  }

  std::string path_;
  std::string range_;
  std::string policy_;
  bool staged_ = false;
  bool history_ = false;
  bool standard_input_ = false;
  bool include_ignored_ = false;
  std::size_t threads_ = 0;
  RepositoryFlags repository_;
  OutputFlags output_;
};

}  // namespace

std::unique_ptr<Command> make_scan_command() { return std::make_unique<ScanCommand>(); }

}  // namespace foureyes
