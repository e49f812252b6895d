// The history engine beside what it cannot beat and what it must equal.
//   history_bench REPOSITORY [walk|changes|whole|git2]...
// Each word is timed once; `changes` and `whole` must find the same.
#include <atomic>
#include <chrono>
#include <iostream>

#include "base/parallel.h"
#include "base/path.h"
#include "base/text.h"
#include "builtin_rules/builtin_rules.h"
#include "input/history/history_map.h"
#include "input/object_store.h"
#include "pipeline/history_scan.h"

namespace {

using namespace foureyes;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// Inflates every blob and does nothing with it: the least that a scan can cost.
std::uint64_t walk(const Repository& repository) {
  const auto forest = ObjectForest::read(join_path(repository.common_directory(), "objects"));
  std::atomic<std::uint64_t> bytes = 0;
  walk_forest(forest, ObjectType::blob, {.threads = hardware_threads()},
              [&](const ForestVisit& visit) { bytes += visit.bytes.size(); });
  return bytes;
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
    if (what == "walk") {
      const std::uint64_t bytes = walk(*repository);
      std::cout << what << ' ' << seconds_since(start) << " s, " << bytes << " bytes" << std::endl;
      continue;
    }
    const ScanOptions options{.rules = *rules, .threads = hardware_threads()};
    PhaseClock clock;
    const auto report = scan_history(
        *repository, options,
        {.reading = what == "whole" ? BlobReading::whole : BlobReading::changes, .clock = &clock});
    if (!report) return 2;
    std::cout << what << ' ' << seconds_since(start) << " s, " << report->findings.size()
              << " findings, " << report->notices.size() << " notices" << std::endl;
    for (const Phase& phase : clock.phases())
      std::cout << "  " << phase.name << ' ' << phase.seconds << " s " << phase.bytes << '\n';
    const std::string all = found(*report);
    if (before && *before != all) {
      std::cout << "they differ: " << what << std::endl;
      print_missing("before", *before, all);
      print_missing("after", all, *before);
      return 1;
    }
    before = all;
  }
  return 0;
}
