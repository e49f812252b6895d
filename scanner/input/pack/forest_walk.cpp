#include "input/pack/forest_walk.h"

#include <algorithm>
#include <memory>

#include "base/parallel.h"
#include "input/pack/delta.h"
#include "input/pack/pack_entry.h"

namespace foureyes {
namespace {

// Memory that is not cleared and is used again.
struct Buffer {
  std::unique_ptr<char[]> memory;
  std::size_t room = 0;
  std::size_t size = 0;

  void resize(std::size_t wanted) {
    if (wanted > room) {
      memory.reset(new char[wanted]);
      room = wanted;
    }
    size = wanted;
  }
  std::string_view view() const { return {memory.get(), size}; }
};

// An object on the way from a root to where the walk is.
struct Step {
  ForestIndex object = kNoForestIndex;
  std::uint32_t next_child = 0;
  bool is_held = false;  // its bytes are in the buffer
  Buffer bytes = {};
};

class Walker {
 public:
  Walker(const ObjectForest& forest, const WalkLimits& limits, std::size_t worker,
         const std::function<void(const ForestVisit&)>& visit)
      : forest_(forest),
        visit_(visit),
        object_limit_(limits.object_limit),
        memory_(limits.memory / limits.threads),
        worker_(worker) {}

  void walk(ForestIndex root) {
    depth_ = 0;
    if (!enter_root(root)) return give_up(root);
    while (depth_ > 0) {
      Step& step = steps_[depth_ - 1];
      const auto children = forest_.children(step.object);
      if (step.next_child == children.size()) {
        pop();
        continue;
      }
      const ForestIndex child = children.first[step.next_child++];
      if (!enter_child(child)) give_up(child);
    }
  }

  std::vector<ForestIndex> take_failed() { return std::move(failed_); }

 private:
  // The data of an entry, inflated.
  bool inflate(ForestIndex object, Buffer& into) {
    const std::string_view packed = forest_.packed(object);
    const auto head = read_entry_head(packed);
    if (!head || head->size > object_limit_) return false;
    into.resize(head->size);
    return inflater_.inflate(packed.substr(head->length), into.memory.get(), head->size);
  }

  bool enter_root(ForestIndex root) {
    Step& step = push(root);
    if (!inflate(root, step.bytes)) {
      pop();
      return false;
    }
    hold(step);
    if (!forest_.is_shadowed(root))
      visit_({.object = root, .bytes = step.bytes.view(), .worker = worker_});
    return true;
  }

  bool enter_child(ForestIndex child) {
    if (!make_bytes(depth_ - 1)) return false;
    if (!inflate(child, delta_)) return false;
    const auto reader = DeltaReader::open(delta_.view());
    if (!reader || reader->target_size() > object_limit_) return false;
    Step& step = push(child);
    Step& base = steps_[depth_ - 2];
    step.bytes.resize(reader->target_size());
    if (!apply_delta(base.bytes.view(), delta_.view(), step.bytes.memory.get())) {
      pop();
      return false;
    }
    hold(step);
    if (!forest_.is_shadowed(child))
      visit_({.object = child,
              .bytes = step.bytes.view(),
              .base = base.object,
              .base_bytes = base.bytes.view(),
              .delta = delta_.view(),
              .depth = depth_ - 1,
              .worker = worker_});
    if (base.next_child == forest_.children(base.object).size()) drop(base);  // was the last one
    return true;
  }

  Step& push(ForestIndex object) {
    if (depth_ == steps_.size()) steps_.emplace_back();
    Step& step = steps_[depth_++];
    step = {.object = object};
    if (spare_.empty()) return step;
    step.bytes = std::move(spare_.back());
    spare_.pop_back();
    spare_room_ -= step.bytes.room;
    return step;
  }

  void pop() {
    drop(steps_[depth_ - 1]);
    --depth_;
  }

  void hold(Step& step) {
    step.is_held = true;
    held_ += step.bytes.room;
    if (held_ + spare_room_ <= memory_) return;
    spare_.clear();
    spare_room_ = 0;
    // The oldest go first: what is near is needed soon.
    for (std::size_t i = 0; held_ > memory_ && i + 2 < depth_; ++i) {
      if (!steps_[i].is_held) continue;
      steps_[i].is_held = false;
      held_ -= steps_[i].bytes.room;
      steps_[i].bytes = {};
    }
  }

  // Its bytes are not needed any more; the memory of the last ones is still in the cache.
  void drop(Step& step) {
    if (step.is_held) held_ -= step.bytes.room;
    step.is_held = false;
    if (step.bytes.room == 0) return;
    spare_room_ += step.bytes.room;
    spare_.push_back(std::move(step.bytes));
    step.bytes = {};
  }

  // Makes the bytes of a step on the way again, from the nearest one above it that is held.
  bool make_bytes(std::size_t at) {
    if (steps_[at].is_held) return true;
    std::size_t from = at;
    while (from > 0 && !steps_[from].is_held) --from;
    Buffer bytes;
    if (steps_[from].is_held) {
      bytes.resize(steps_[from].bytes.size);
      std::copy_n(steps_[from].bytes.memory.get(), bytes.size, bytes.memory.get());
    } else if (!inflate(steps_[from].object, bytes)) {
      return false;
    }
    Buffer target;
    for (std::size_t step = from + 1; step <= at; ++step) {
      if (!inflate(steps_[step].object, delta_)) return false;
      const auto reader = DeltaReader::open(delta_.view());
      if (!reader) return false;
      target.resize(reader->target_size());
      if (!apply_delta(bytes.view(), delta_.view(), target.memory.get())) return false;
      std::swap(bytes, target);
    }
    steps_[at].bytes = std::move(bytes);
    hold(steps_[at]);
    return true;
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
  std::uint64_t object_limit_;
  std::uint64_t memory_;
  std::size_t worker_;
  EntryInflater inflater_;
  std::vector<Step> steps_;
  std::size_t depth_ = 0;
  std::uint64_t held_ = 0;
  std::uint64_t spare_room_ = 0;
  Buffer delta_;
  std::vector<Buffer> spare_;  // the last one is the warmest
  std::vector<ForestIndex> failed_;
};

// The roots, the heaviest first, so that no worker is left alone with a large one at the end.
std::vector<ForestIndex> roots_of(const ObjectForest& forest, ObjectType type) {
  std::vector<std::pair<std::uint64_t, ForestIndex>> weights;
  std::vector<ForestIndex> below;
  for (ForestIndex root = 0; root < forest.size(); ++root) {
    if (forest.base(root) != kNoForestIndex || forest.type(root) != type) continue;
    std::uint64_t weight = 0;
    below.assign(1, root);
    while (!below.empty()) {
      const ForestIndex object = below.back();
      below.pop_back();
      weight += forest.packed(object).size();
      const auto children = forest.children(object);
      below.insert(below.end(), children.begin(), children.end());
    }
    weights.emplace_back(~weight, root);
  }
  std::sort(weights.begin(), weights.end());
  std::vector<ForestIndex> roots;
  roots.reserve(weights.size());
  for (const auto& [weight, root] : weights) roots.push_back(root);
  return roots;
}

}  // namespace

std::vector<ForestIndex> walk_forest(const ObjectForest& forest, ObjectType type,
                                     const WalkLimits& limits,
                                     const std::function<void(const ForestVisit&)>& visit) {
  const std::vector<ForestIndex> roots = roots_of(forest, type);
  std::vector<std::unique_ptr<Walker>> walkers;
  for (std::size_t worker = 0; worker < std::max<std::size_t>(1, limits.threads); ++worker)
    walkers.push_back(std::make_unique<Walker>(forest, limits, worker, visit));
  parallel_for(roots.size(), walkers.size(),
               [&](std::size_t index, std::size_t worker) { walkers[worker]->walk(roots[index]); });
  std::vector<ForestIndex> failed;
  for (const auto& walker : walkers) {
    const std::vector<ForestIndex> part = walker->take_failed();
    failed.insert(failed.end(), part.begin(), part.end());
  }
  std::sort(failed.begin(), failed.end());
  return failed;
}

}  // namespace foureyes
