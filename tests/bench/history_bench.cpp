// The history engine beside what it cannot beat and what it must equal.
//   history_bench REPOSITORY [walk|git2|changes|whole|providers=RULES]...
// walk: every blob is inflated and nothing is done with it; git2: libgit2 reads every blob, one
// after the other; changes: the scan; whole: the same, every blob read as a whole; providers: the
// scan without generic detection, with the rules of a folder. `changes` and `whole` must find the
// same.
#include <atomic>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <regex>

#include "base/file.h"
#include "base/parallel.h"
#include "base/path.h"
#include "base/text.h"
#include "builtin_rules/builtin_rules.h"
#include "input/git_repository.h"
#include "input/history/history_map.h"
#include "input/object_store.h"
#include "pipeline/history_scan.h"

namespace {

using namespace foureyes;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

std::uint64_t walk(const Repository& repository) {
  const auto forest = ObjectForest::read(join_path(repository.common_directory(), "objects"));
  std::atomic<std::uint64_t> bytes = 0;
  walk_forest(forest, ObjectType::blob, {.threads = hardware_threads()},
              [&](const ForestVisit& visit) { bytes += visit.bytes.size(); });
  return bytes;
}

std::uint64_t read_by_libgit2(const Repository& repository) {
  const auto forest = ObjectForest::read(join_path(repository.common_directory(), "objects"));
  const ObjectStore& store = *repository.impl().objects;
  std::uint64_t bytes = 0;
  for (ForestIndex object = 0; object < forest.size(); ++object) {
    if (forest.type(object) != ObjectType::blob) continue;
    const auto blob = store.read_blob(forest.name(object), kDefaultBlobLimit, Verification::none);
    if (blob) bytes += blob->bytes().size();
  }
  return bytes;
}

// The rules below a folder, but for those that take places (generic detection).
Result<RuleSet> provider_rules(const std::string& folder) {
  std::vector<RuleSource> sources;
  for (const auto& file : std::filesystem::directory_iterator(folder)) {
    const std::string name = file.path().filename().string();
    if (file.path().extension() != ".yml" || name == "generic.yml") continue;
    TRY_ASSIGN(std::string text, read_file(file.path().string()));
    // Rules that say more than the generic ones name them.
    static const std::regex kGeneric("generic-[a-z-]+(, )?");
    sources.push_back({name, std::regex_replace(text, kGeneric, "")});
  }
  TRY_ASSIGN(std::string filters, read_file(folder + "/../filters.yml"));
  sources.push_back({"filters.yml", std::move(filters)});
  return RuleSet::from_sources(sources);
}

std::string found(const ScanReport& report) {
  std::string text;
  for (const Finding& finding : report.findings)
    text += concat(finding.path, ':', finding.region.start_line, ':', finding.rule_id, ':',
                   finding.fingerprint, ':', finding.commit ? finding.commit->hex() : "", ':',
                   finding.blob ? finding.blob->hex() : "", '\n');
  for (const Notice& notice : report.notices)
    text += concat(name_of(notice.reason), ':', notice.path, ':', notice.detail, '\n');
  return text;
}

// Prints phases and returns what was found.
std::optional<std::string> scan(const Repository& repository, const RuleSet& rules,
                                BlobReading reading, const std::string& what) {
  PhaseClock clock;
  ScanOptions options{.rules = rules};
  options.threads = hardware_threads();
  const auto start = Clock::now();
  const auto report = scan_history(repository, options, {.reading = reading, .clock = &clock});
  if (!report) {
    std::cerr << report.error().what << '\n';
    return std::nullopt;
  }
  std::cout << what << ' ' << seconds_since(start) << " s, " << report->findings.size()
            << " findings, " << report->notices.size() << " notices" << std::endl;
  for (const Phase& phase : clock.phases()) {
    std::cout << "  " << phase.name << ' ' << phase.seconds << " s (" << phase.processor_seconds
              << " s)";
    if (phase.bytes > 0) std::cout << ", " << phase.bytes << " bytes";
    std::cout << '\n';
  }
  return found(*report);
}

// Lines of one that the other has not.
void print_missing(std::string_view side, const std::string& text, const std::string& other) {
  std::cout << side << '\n';
  std::size_t from = 0;
  for (std::size_t end; (end = text.find('\n', from)) != std::string::npos; from = end + 1) {
    const std::string line = text.substr(from, end + 1 - from);
    if (other.find(line) == std::string::npos) std::cout << "  " << line;
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 3) return 2;
  const auto repository = Repository::open({.path = arguments[1]});
  const auto rules = RuleSet::from_table(builtin_rules(), RuleDetail::for_matching);
  if (!repository || !rules) return 2;
  std::optional<std::string> before;
  for (int i = 2; i < count; ++i) {
    const std::string what = arguments[i];
    const auto start = Clock::now();
    if (what == "walk" || what == "git2") {
      const std::uint64_t bytes = what == "walk" ? walk(*repository) : read_by_libgit2(*repository);
      std::cout << what << ' ' << seconds_since(start) << " s, " << bytes << " bytes" << std::endl;
    } else if (what.starts_with("providers=")) {
      const auto providers = provider_rules(what.substr(what.find('=') + 1));
      if (!providers) std::cerr << providers.error().what << '\n';
      if (!providers || !scan(*repository, *providers, BlobReading::changes, "providers")) return 2;
    } else {
      const BlobReading reading = what == "whole" ? BlobReading::whole : BlobReading::changes;
      const auto all = scan(*repository, *rules, reading, what);
      if (!all) return 2;
      if (before && *before != *all) {
        std::cout << "they differ: " << what << std::endl;
        print_missing("before", *before, *all);
        print_missing("after", *all, *before);
        return 1;
      }
      before = all;
    }
  }
  return 0;
}
