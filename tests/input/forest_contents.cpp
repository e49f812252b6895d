#include "input/forest_contents.h"

#include <algorithm>

#include "input/pack/delta.h"
#include "support/catch.h"
#include "support/git_repository.h"

namespace foureyes::test {
namespace {

// What one worker sees.
struct Watch {
  std::vector<std::pair<ObjectName, std::string>> seen;
  std::vector<ForestIndex> way;
  std::size_t faults = 0;

  void visit(const ObjectForest& forest, const ForestVisit& visit) {
    seen.emplace_back(forest.name(visit.object), visit.bytes);
    way.resize(visit.depth, kNoForestIndex);
    const ForestIndex base = forest.base(visit.object);
    const bool is_base_shown = base != kNoForestIndex && !forest.is_shadowed(base);
    if (visit.base != (is_base_shown ? base : kNoForestIndex)) ++faults;
    if (is_base_shown && (way.empty() || way.back() != base || by_runs(visit) != visit.bytes))
      ++faults;
    way.push_back(visit.object);
  }

  static std::string by_runs(const ForestVisit& visit) {
    std::string bytes;
    auto reader = DeltaReader::open(visit.delta);
    DeltaRun run;
    while (reader && reader->next(run))
      bytes += run.base ? visit.base_bytes.substr(*run.base, run.size) : run.own;
    return bytes;
  }
};

std::vector<ObjectName> sorted_names(const ObjectForest& forest,
                                     const std::vector<ForestIndex>& objects) {
  std::vector<ObjectName> names;
  names.reserve(objects.size());
  for (const ForestIndex object : objects) names.push_back(forest.name(object));
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

ForestContents contents_of(const ObjectForest& forest, const WalkLimits& limits) {
  ForestContents contents;
  std::vector<ForestIndex> failed, rootless;
  for (const ObjectType type :
       {ObjectType::commit, ObjectType::tree, ObjectType::blob, ObjectType::tag}) {
    std::vector<Watch> watches(limits.threads);
    const auto lost = walk_forest(forest, type, limits, [&](const ForestVisit& visit) {
      watches[visit.worker].visit(forest, visit);
    });
    failed.insert(failed.end(), lost.begin(), lost.end());
    for (Watch& watch : watches) {
      contents.faults += watch.faults;
      for (auto& [name, bytes] : watch.seen)
        if (!contents.objects.emplace(name, std::move(bytes)).second) ++contents.faults;
    }
  }
  for (ForestIndex object = 0; object < forest.size(); ++object)
    if (!forest.type(object)) rootless.push_back(object);
  contents.failed = sorted_names(forest, failed);
  contents.rootless = sorted_names(forest, rootless);
  return contents;
}

ForestContents contents_of(const std::string& objects_directory, const WalkLimits& limits) {
  return contents_of(ObjectForest::read(objects_directory), limits);
}

std::map<ObjectName, std::string> objects_by_git(const std::string& repository) {
  const ProgramRun run =
      run_program({"git", "cat-file", "--batch", "--batch-all-objects", "--unordered"}, repository);
  REQUIRE(run.exit_code == 0);
  std::map<ObjectName, std::string> objects;
  const std::string& output = run.output;
  for (std::size_t at = 0; at < output.size();) {  // "<name> <type> <size>\n<bytes>\n"
    const std::size_t line_end = output.find('\n', at);
    const std::size_t size = std::stoul(output.substr(output.rfind(' ', line_end) + 1));
    const auto id = ObjectId::parse(output.substr(at, 2 * ObjectName::kSize));
    REQUIRE(id);
    objects.emplace(ObjectName::from(*id), output.substr(line_end + 1, size));
    at = line_end + 1 + size + 1;
  }
  return objects;
}

}  // namespace foureyes::test
