#include "input/pack/forest_walk.h"

#include <algorithm>
#include <memory>

#include "base/parallel.h"
#include "input/pack/forest_way.h"

namespace foureyes {
namespace {

constexpr std::uint64_t kHeavy = 1u << 16;  // packed bytes below a root

class Walker {
 public:
  Walker(const ObjectForest& forest, const WayLimits& limits, std::size_t worker,
         const std::function<void(const ForestVisit&)>& visit)
      : forest_(forest), visit_(visit), way_(forest, limits), worker_(worker) {}

  void walk(ForestIndex root, std::uint64_t expansion) {
    way_.restart(expansion);
    enter(root);
    while (way_.depth() > 0) {
      ForestIndex child = kNoForestIndex;
      if (way_.next_child(child))
        enter(child);
      else
        way_.leave();
    }
  }

  const std::vector<ForestIndex>& failed() const { return failed_; }

 private:
  void enter(ForestIndex object) {
    if (!way_.enter(object)) return give_up(object);
    if (!forest_.is_shadowed(object)) show(object);
    way_.drop_spent_base();
  }

  // Nobody saw a base that is shadowed: what is built on it is shown as if it were whole.
  void show(ForestIndex object) {
    ForestVisit visit{
        .object = object, .bytes = way_.bytes(), .depth = way_.depth() - 1, .worker = worker_};
    const ForestIndex base = forest_.base(object);
    if (base != kNoForestIndex && !forest_.is_shadowed(base)) {
      visit.base = base;
      visit.base_bytes = way_.base_bytes();
      visit.delta = way_.delta();
    }
    visit_(visit);
  }

  // Nothing below it can be made.
  void give_up(ForestIndex object) {
    std::vector<ForestIndex> below = {object};
    while (!below.empty()) {
      const ForestIndex lost = below.back();
      below.pop_back();
      if (!forest_.is_shadowed(lost)) failed_.push_back(lost);
      const auto children = forest_.children(lost);
      below.insert(below.end(), children.begin(), children.end());
    }
  }

  const ObjectForest& forest_;
  const std::function<void(const ForestVisit&)>& visit_;
  ForestWay way_;
  std::size_t worker_;
  std::vector<ForestIndex> failed_;
};

// In the order of the pack, after the heavy ones: no worker shall be left alone with a large one at
// the end.
std::vector<ForestRoot> roots_of(const ObjectForest& forest, ObjectType type) {
  std::vector<ForestRoot> roots;
  for (const ForestRoot& root : forest.roots())
    if (forest.type(root.object) == type) roots.push_back(root);
  const auto light = std::stable_partition(roots.begin(), roots.end(), [](const ForestRoot& root) {
    return root.packed_size >= kHeavy;
  });
  std::stable_sort(roots.begin(), light, [](const ForestRoot& a, const ForestRoot& b) {
    return a.packed_size > b.packed_size;
  });
  return roots;
}

}  // namespace

std::vector<ForestIndex> walk_forest(const ObjectForest& forest, ObjectType type,
                                     const WalkLimits& limits,
                                     const std::function<void(const ForestVisit&)>& visit) {
  const std::vector<ForestRoot> roots = roots_of(forest, type);
  const ExpansionShares shares(forest, roots, limits.expansion);
  const std::size_t threads = std::max<std::size_t>(1, limits.threads);
  std::vector<std::unique_ptr<Walker>> walkers;
  for (std::size_t worker = 0; worker < threads; ++worker)
    walkers.push_back(std::make_unique<Walker>(
        forest, WayLimits{.object_limit = limits.object_limit, .memory = limits.memory / threads},
        worker, visit));
  parallel_for(roots.size(), threads, [&](std::size_t index, std::size_t worker) {
    walkers[worker]->walk(roots[index].object, shares.of(roots[index]));
  });
  std::vector<ForestIndex> failed;
  for (const auto& walker : walkers)
    failed.insert(failed.end(), walker->failed().begin(), walker->failed().end());
  std::sort(failed.begin(), failed.end());
  return failed;
}

}  // namespace foureyes
