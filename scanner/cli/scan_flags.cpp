#include "cli/scan_flags.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "base/file.h"
#include "base/parallel.h"
#include "base/text.h"
#include "cli/progress_line.h"
#include "config/paths.h"
#include "pipeline/history_scan.h"
#include "pipeline/scan.h"
#include "pipeline/scan_policy.h"

namespace foureyes {

void ScanFlags::declare(CLI::App& app, StandardInput standard_input) {
  app.add_flag("--staged", staged_, "The index: exactly what the next commit would add");
  app.add_option("--range", range_,
                 "What each commit of A..B changes against every parent; A commit alone: all\n"
                 "that it reaches")
      ->type_name("A..B");
  app.add_flag("--history", history_, "Every blob and message that any ref reaches, each once");
  if (standard_input == StandardInput::taken) {
    app.add_flag("--stdin", standard_input_, "Standard input");
  }
  app.add_flag("--include-ignored", include_ignored_, "Also files that git ignores");
  app.add_option("--policy", policy_, "Policy instead of the repository's .foureyes.yml")
      ->type_name("FILE");
  app.add_option("--threads", threads_, "Threads (default: all)")->type_name("N");
  history_flags_.declare(app);
  repository_.declare(app);
}

std::size_t ScanFlags::threads() const { return threads_ == 0 ? hardware_threads() : threads_; }

Result<void> ScanFlags::open(const std::string& path, const Environment& environment,
                             ScanInput& input) const {
  const bool needs_repository = staged_ || history_ || !range_.empty();
  const int inputs = static_cast<int>(staged_) + static_cast<int>(!range_.empty()) +
                     static_cast<int>(history_) + static_cast<int>(standard_input_) +
                     static_cast<int>(!path.empty());
  if (inputs > 1) {
    return failure({"more than one input was named", "foureyes scan",
                    "Use one of PATH, --staged, --range, --history, --stdin."});
  }
  if (history_flags_.any() && !history_) {
    return failure({"--all-objects, --since, --max-commits and --max-memory are for --history",
                    "foureyes scan", "Add --history, or leave them out."});
  }
  if (standard_input_) {
    TRY_ASSIGN(std::string text, read_standard_input(kDefaultBlobLimit));
    input.source = text_source(std::move(text), "standard input");
    return {};
  }
  if (needs_repository) {
    TRY_ASSIGN(input.repository, repository_.open());
    input.head = input.repository->head_commit();
    if (history_) {
      TRY_ASSIGN(input.history, history_flags_.options());
      return {};
    }
    TRY_ASSIGN(input.source, repository_source(environment, input));
    return {};
  }
  WorktreeOptions options{path.empty() ? "." : path};
  options.threads = threads();
  if (include_ignored_) options.ignored = IgnoredFiles::include;
  TRY_ASSIGN(input.source, worktree_source(options));
  if (!Repository::is_inside_work_tree(options.path)) return {};
  TRY_ASSIGN(input.repository, Repository::open({options.path, {}}));
  return {};
}

Result<std::unique_ptr<BlobSource>> ScanFlags::repository_source(const Environment& environment,
                                                                 ScanInput& input) const {
  const Repository& repository = *input.repository;
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

Result<GateConfiguration> ScanFlags::configuration(const ScanInput& input) const {
  std::optional<ExternalFile> policy;
  if (!policy_.empty()) {
    TRY_ASSIGN(std::string text, read_file(policy_));
    policy = ExternalFile{policy_, std::move(text)};
  }
  TRY_ASSIGN(
      GateConfiguration configuration,
      read_scan_configuration(input.repository ? &*input.repository : nullptr, input.base, policy));
  const bool has_work_tree = input.repository && input.repository->work_tree();
  if (configuration.fingerprint_key.empty() && has_work_tree) {
    const std::string file = *input.repository->work_tree() + std::string(kFingerprintKeyFile);
    if (!file_exists(file)) return configuration;
    TRY_ASSIGN(const std::string key, read_file(file));
    configuration.fingerprint_key = trim(key);
  }
  return configuration;
}

Result<ScanReport> ScanFlags::scan(const ScanInput& input, const RuleSet& rules,
                                   const ScanRequest& request, Session& session) const {
  ProgressLine progress(session);
  ScanOptions options{rules};
  options.detector.fingerprint_key = request.fingerprint_key;
  options.threads = threads();
  options.progress = &progress;
  options.detector.explain = request.explain;
  if (!input.source) {
    HistoryScanOptions history = input.history;
    history.clock = request.clock;
    return scan_history(*input.repository, options, history);
  }
  if (request.clock != nullptr) request.clock->begin("scan");
  auto report = foureyes::scan(*input.source, options);
  if (report && request.clock != nullptr) request.clock->count(report->coverage.bytes);
  return report;
}

}  // namespace foureyes
