// Lists and reads everything that a source gives, and says how long each took.
//   input_bench history REPOSITORY | staged REPOSITORY | files PATH
#include <atomic>
#include <chrono>
#include <iostream>

#include "base/parallel.h"
#include "input/blob_source.h"

namespace {

using foureyes::BlobSourceResult;
using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

int run(const BlobSourceResult& source, Clock::time_point start) {
  if (!source) {
    std::cerr << source.error().what << ' ' << source.error().fix << '\n';
    return 2;
  }
  std::cout << "list " << milliseconds_since(start) << " ms, " << (*source)->size() << " items, "
            << (*source)->commits() << " commits, " << (*source)->notices().size() << " notices\n";
  const auto reading = Clock::now();
  std::atomic<std::uint64_t> bytes = 0;
  foureyes::parallel_for(
      (*source)->size(), foureyes::hardware_threads(),
      [&](std::size_t index, std::size_t) { bytes += (*source)->read(index).text.size(); });
  std::cout << "read " << milliseconds_since(reading) << " ms, " << bytes << " bytes\n";
  return 0;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) return 2;
  const std::string what = arguments[1], path = arguments[2];
  const auto start = Clock::now();
  if (what == "files") return run(foureyes::worktree_source({.path = path}), start);
  const auto repository = foureyes::Repository::open({.path = path});
  if (!repository) return run(foureyes::failure(repository.error()), start);
  std::cout << "open " << milliseconds_since(start) << " ms\n";
  if (what == "staged") return run(foureyes::index_source(*repository, {}), start);
  return run(foureyes::history_source(*repository, {}), start);
}
