// Lists and reads everything that a source gives, and says how long each took.
//   input_bench map|staged|forest|walk REPOSITORY | files PATH
#include <algorithm>
#include <atomic>
#include <chrono>
#include <iostream>

#include "base/parallel.h"
#include "base/path.h"
#include "input/blob_source.h"
#include "input/history/history_map.h"
#include "input/pack/forest_walk.h"
#include "support/processor_time.h"

namespace {

using foureyes::BlobSourceResult;
using foureyes::ForestIndex;
using foureyes::ObjectForest;
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

// Prints how long something took, and how long the processors computed for it.
class Stopwatch {
 public:
  explicit Stopwatch(const char* what) : what_(what) {}
  void print(std::uint64_t objects) const {
    std::cout << what_ << ' ' << milliseconds_since(start_) << " ms (processors "
              << 1000 * (foureyes::test::processor_seconds() - computed_) << " ms), " << objects
              << " objects";
  }

 private:
  const char* what_;
  Clock::time_point start_ = Clock::now();
  double computed_ = foureyes::test::processor_seconds();
};

ObjectForest read_forest(const std::string& objects_directory) {
  const Stopwatch stopwatch("forest");
  auto forest = ObjectForest::read(objects_directory, foureyes::hardware_threads());
  stopwatch.print(forest.size());
  std::cout << '\n';
  return forest;
}

// Each name, in an order that has nothing to do with that of the pack.
int find(const ObjectForest& forest) {
  std::vector<foureyes::ObjectName> names;
  for (ForestIndex object = 0; object < forest.size(); ++object)
    names.push_back(forest.name(object));
  std::sort(names.begin(), names.end(), [](const auto& a, const auto& b) {
    return std::lexicographical_compare(a.bytes.rbegin(), a.bytes.rend(), b.bytes.rbegin(),
                                        b.bytes.rend());
  });
  const Stopwatch stopwatch("find");
  std::size_t found = 0;
  for (const foureyes::ObjectName& name : names) found += forest.find(name).has_value() ? 1 : 0;
  stopwatch.print(found);
  std::cout << '\n';
  return found == names.size() ? 0 : 1;
}

// The packs alone: what any scan of a history costs at least.
int walk(const ObjectForest& forest) {
  for (const auto& [name, type] : {std::pair{"blobs", foureyes::ObjectType::blob},
                                   {"trees", foureyes::ObjectType::tree},
                                   {"commits", foureyes::ObjectType::commit},
                                   {"tags", foureyes::ObjectType::tag}}) {
    const Stopwatch stopwatch(name);
    std::atomic<std::uint64_t> bytes = 0, count = 0;
    const auto failed =
        foureyes::walk_forest(forest, type, {.threads = foureyes::hardware_threads()},
                              [&](const foureyes::ForestVisit& visit) {
                                bytes += visit.bytes.size();
                                ++count;
                              });
    stopwatch.print(count);
    std::cout << ", " << bytes << " bytes, " << failed.size() << " failed\n";
  }
  return 0;
}

// Where every blob of a history has been, and which commit was the first to have some of them.
int map(const foureyes::Repository& repository) {
  foureyes::PhaseClock clock;
  const auto map = foureyes::HistoryMap::read(
      repository, {.threads = foureyes::hardware_threads()},
      [](foureyes::ForestIndex, std::string_view, std::size_t) {}, clock);
  if (!map) {
    std::cerr << map.error().what << '\n';
    return 2;
  }
  std::vector<foureyes::HistoryObject> some;
  for (foureyes::ForestIndex blob = 0; blob < (*map)->forest().size(); blob += 400)
    if (!(*map)->paths_of(blob).empty()) some.push_back(blob);
  clock.begin("first appearances");
  const auto appearances = (*map)->first_appearances(some);
  clock.end();
  for (const auto& phase : clock.phases())
    std::cout << phase.name << ' ' << 1000 * phase.seconds << " ms\n";
  std::cout << (*map)->commits().size() << " commits, " << (*map)->blobs() << " blobs ("
            << (*map)->blobs_outside().size() << " outside the packs), " << (*map)->paths()
            << " paths, " << (*map)->notices().size() << " notices; first appearances of "
            << appearances.size() << '\n';
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
  const std::string objects = foureyes::join_path(repository->common_directory(), "objects");
  if (what == "forest") return find(read_forest(objects));
  if (what == "walk") return walk(read_forest(objects));
  if (what == "map") return map(*repository);
  return run(foureyes::index_source(*repository, {}), start);
}
