// Lists and reads everything that a source gives, and says how long each took.
//   input_bench history REPOSITORY | walk REPOSITORY | staged REPOSITORY | files PATH
#include <atomic>
#include <chrono>
#include <iostream>

#include "base/parallel.h"
#include "base/path.h"
#include "input/blob_source.h"
#include "input/pack/forest_walk.h"

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

// The packs alone: what any scan of a history costs at least.
int walk(const std::string& objects_directory, Clock::time_point start) {
  const auto forest = foureyes::ObjectForest::read(objects_directory);
  std::cout << "forest " << milliseconds_since(start) << " ms, " << forest.size() << " objects\n";
  for (const auto& [name, type] : {std::pair{"blobs", foureyes::ObjectType::blob},
                                   {"trees", foureyes::ObjectType::tree},
                                   {"commits", foureyes::ObjectType::commit},
                                   {"tags", foureyes::ObjectType::tag}}) {
    const auto walking = Clock::now();
    std::atomic<std::uint64_t> bytes = 0, count = 0;
    const auto failed =
        foureyes::walk_forest(forest, type, {.threads = foureyes::hardware_threads()},
                              [&](const foureyes::ForestVisit& visit) {
                                bytes += visit.bytes.size();
                                ++count;
                              });
    std::cout << name << ' ' << milliseconds_since(walking) << " ms, " << count << " objects, "
              << bytes << " bytes, " << failed.size() << " failed\n";
  }
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
  if (what == "walk")
    return walk(foureyes::join_path(repository->common_directory(), "objects"), Clock::now());
  if (what == "staged") return run(foureyes::index_source(*repository, {}), start);
  return run(foureyes::history_source(*repository, {}), start);
}
