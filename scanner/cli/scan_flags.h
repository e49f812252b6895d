// What a command scans: a path, the index, a range, all of history, standard input.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/phase_clock.h"
#include "cli/command.h"
#include "cli/history_flags.h"
#include "cli/repository_flags.h"
#include "input/blob_source.h"
#include "model/scan_report.h"
#include "pipeline/gate_configuration.h"
#include "secrets/detector.h"
#include "secrets/rule_set.h"

namespace foureyes {

// Stays where it is: the source refers to the repository.
struct ScanInput {
  std::optional<Repository> repository;
  std::optional<ObjectId> base;  // whose configuration applies; absent: HEAD's
  std::optional<ObjectId> head;
  std::unique_ptr<BlobSource> source;  // null: all history of the repository
  HistoryScanOptions history = {};
  SourceExtent extent() const {
    if (source) return source->extent();
    return history.scope.is_whole() ? SourceExtent::history : SourceExtent::part;
  }
};

struct ScanRequest {
  std::string fingerprint_key;
  ExplainMode explain = ExplainMode::off;
  PhaseClock* clock = nullptr;  // may be nullptr
};

class ScanFlags {
 public:
  enum class StandardInput { refused, taken };

  // --staged, --range, --history, --stdin, --policy, --threads; the path is the command's own word.
  void declare(CLI::App& app, StandardInput standard_input);

  // Errors: more than one input; a repository that is none.
  Result<void> open(const std::string& path, const Environment& environment,
                    ScanInput& input) const;
  // Of the target or of HEAD. The fingerprint key may also lie uncommitted in the work tree.
  Result<GateConfiguration> configuration(const ScanInput& input) const;
  // The scan alone, with progress on a terminal; waivers are not applied.
  Result<ScanReport> scan(const ScanInput& input, const RuleSet& rules, const ScanRequest& request,
                          Session& session) const;

 private:
  Result<std::unique_ptr<BlobSource>> repository_source(const Environment& environment,
                                                        ScanInput& input) const;
  std::size_t threads() const;

  std::string range_;
  std::string policy_;
  bool staged_ = false;
  bool history_ = false;
  bool standard_input_ = false;
  bool include_ignored_ = false;
  std::size_t threads_ = 0;
  HistoryFlags history_flags_;
  RepositoryFlags repository_;
};

}  // namespace foureyes
