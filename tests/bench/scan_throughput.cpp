// How fast the detector is, without git and reports around it:
//
//   scan_throughput [--list] [--rules TABLE] DIRECTORY
//
// reads all files into memory, then scans them with one thread. --list prints the findings
// (file:line: rule masked); the times go to standard error.
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <map>

#include "base/file.h"
#include "base/text.h"
#include "builtin_rules/builtin_rules.h"
#include "secrets/candidates.h"
#include "secrets/detector.h"
#include "secrets/prefilter.h"

using namespace foureyes;

namespace {

// Processor time, not wall clock: other work on the machine counts less.
struct Clock {
  static double now() { return static_cast<double>(std::clock()) * 1000 / CLOCKS_PER_SEC; }
};

double milliseconds_since(double start) { return Clock::now() - start; }

struct File {
  std::string path;
  std::string bytes;
};

std::vector<File> read_tree(const std::string& root) {
  std::vector<File> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file()) continue;
    auto bytes = read_file(entry.path());
    if (!bytes) continue;
    files.push_back({std::filesystem::relative(entry.path(), root), std::move(*bytes)});
  }
  std::sort(files.begin(), files.end(),
            [](const File& a, const File& b) { return a.path < b.path; });
  return files;
}

struct Counts {
  std::vector<std::uint64_t> by_id;
  std::uint64_t hints = 0;
};

int count_hint(unsigned id, std::uint64_t, void* context) {
  auto& counts = *static_cast<Counts*>(context);
  ++counts.hints;
  if (id >= counts.by_id.size()) counts.by_id.resize(id + 1);
  ++counts.by_id[id];
  return 0;
}

void measure_prefilter(const RuleSet& rules, const std::vector<File>& files, double megabytes) {
  auto scratch = rules.prefilter().make_scratch();
  if (!scratch) return;
  Counts counts;
  const auto start = Clock::now();
  for (const File& file : files) rules.prefilter().scan(file.bytes, *scratch, count_hint, &counts);
  const double time = milliseconds_since(start);
  std::fprintf(stderr, "prefilter: %.0f ms, %.0f MB/s, %llu hints\n", time, megabytes / time * 1000,
               static_cast<unsigned long long>(counts.hints));
  std::multimap<std::uint64_t, unsigned, std::greater<>> busiest;
  for (unsigned id = 0; id < counts.by_id.size(); ++id) busiest.emplace(counts.by_id[id], id);
  int shown = 0;
  for (const auto& [count, id] : busiest) {
    if (shown++ == 10) break;
    const std::uint32_t rule = rules.hint_source(id).rules.front();
    std::fprintf(stderr, "  %9llu hints for %s\n", static_cast<unsigned long long>(count),
                 rules.rules()[rule].info.id.c_str());
  }
}

}  // namespace

int main(int argc, char** argv) {
  bool list = false;
  std::string table(builtin_rules());
  std::string root = ".";
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--list") == 0)
      list = true;
    else if (std::strcmp(argv[i], "--rules") == 0 && i + 1 < argc)
      table = read_file(argv[++i]).value_or("");
    else
      root = argv[i];
  }
  auto start = Clock::now();
  const auto rules = RuleSet::from_table(table);
  if (!rules) return 2;
  std::fprintf(stderr, "%zu rules loaded in %.2f ms\n", rules->rules().size(),
               milliseconds_since(start));
  const std::vector<File> files = read_tree(root);
  double megabytes = 0;
  for (const File& file : files) megabytes += static_cast<double>(file.bytes.size()) / 1e6;
  measure_prefilter(*rules, files, megabytes);
  const Detector detector(*rules);
  auto scratch = detector.make_scratch();
  if (!scratch) return 2;
  std::map<std::string, std::uint64_t> found;
  std::map<std::string, std::uint64_t> dropped;
  start = Clock::now();
  for (const File& file : files) {
    const Detection detection = detector.scan({file.path, file.bytes}, *scratch);
    for (const auto& [name, count] : detection.suppressed) dropped[name] += count;
    for (const Finding& finding : detection.findings) {
      ++found[finding.rule_id];
      if (list)
        std::printf("%s:%u: %s %s\n", file.path.c_str(), finding.region.start_line,
                    finding.rule_id.c_str(), finding.masked_line.c_str());
    }
  }
  const double time = milliseconds_since(start);
  std::fprintf(stderr, "detector: %zu files, %.1f MB in %.0f ms, %.0f MB/s\n", files.size(),
               megabytes, time, megabytes / time * 1000);
  for (const auto& [name, count] : found)
    std::fprintf(stderr, "  found %7llu %s\n", static_cast<unsigned long long>(count),
                 name.c_str());
  for (const auto& [name, count] : dropped)
    std::fprintf(stderr, "  dropped %5llu %s\n", static_cast<unsigned long long>(count),
                 name.c_str());
}
