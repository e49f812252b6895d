#include "input/pack/forest_way.h"

#include <algorithm>

#include "input/pack/delta.h"

namespace foureyes {
namespace {

// What is made again counts less than what is new: with little memory a pack as git makes it asks
// for some of that. Many small steps take their time, too.
std::uint64_t cost_of_repeat(std::uint64_t size) {
  return std::max<std::uint64_t>(size / 16, 4096);
}

}  // namespace

void ForestWay::restart(std::uint64_t expansion) {
  while (depth_ > 0) leave();
  expansion_left_ = expansion;
}

bool ForestWay::enter(ForestIndex object) {
  if (!is_intact(object) || (depth_ > 0 && !make_again(depth_ - 1))) return false;
  Step& step = push(object);
  const bool is_made = depth_ == 1 ? inflate(object, step.bytes)
                                   : build(object, steps_[depth_ - 2].bytes.view(), step.bytes);
  if (!is_made || !write(step.bytes.view().size())) {
    leave();
    return false;
  }
  hold(step);
  return true;
}

void ForestWay::leave() {
  release(steps_[depth_ - 1]);
  --depth_;
}

std::string_view ForestWay::base_bytes() const {
  return depth_ > 1 ? steps_[depth_ - 2].bytes.view() : std::string_view();
}

std::string_view ForestWay::delta() const {
  return depth_ > 1 ? delta_.view() : std::string_view();
}

bool ForestWay::next_child(ForestIndex& child) {
  Step& step = steps_[depth_ - 1];
  const auto children = forest_.children(step.object);
  if (step.next_child == children.size()) return false;
  child = children.first[step.next_child++];
  return true;
}

void ForestWay::drop_spent_base() {
  if (depth_ < 2) return;
  Step& base = steps_[depth_ - 2];
  if (base.next_child == forest_.children(base.object).size()) release(base);
}

// The data of an entry.
bool ForestWay::inflate(ForestIndex object, ByteBuffer& into) {
  const std::string_view packed = forest_.packed(object);
  const auto head = read_entry_head(packed);
  if (!head || head->size > limits_.object_limit) return false;
  const std::string_view stream = packed.substr(head->length);
  if (head->size > stream.size() * kMostExpansion) return false;  // before there is memory for it
  into.resize(head->size);
  return inflater_.inflate(stream, into.data(), head->size);
}

bool ForestWay::build(ForestIndex object, std::string_view base, ByteBuffer& into) {
  if (!inflate(object, delta_)) return false;
  const auto reader = DeltaReader::open(delta_.view());
  if (!reader || reader->target_size() > limits_.object_limit) return false;
  into.resize(reader->target_size());
  return apply_delta(base, delta_.view(), into.data());
}

// From the nearest one above it that is held.
bool ForestWay::make_again(std::size_t at) {
  if (steps_[at].is_held) return true;
  std::size_t from = at;
  while (from > 0 && !steps_[from].is_held) --from;
  ByteBuffer base, target;
  std::string_view bytes = steps_[from].bytes.view();
  if (!steps_[from].is_held) {
    if (!inflate(steps_[from].object, base)) return false;
    bytes = base.view();
  }
  for (std::size_t step = from + 1; step <= at; ++step) {
    if (!build(steps_[step].object, bytes, target)) return false;
    if (!write(cost_of_repeat(target.view().size()))) return false;
    std::swap(base, target);
    bytes = base.view();
  }
  steps_[at].bytes = std::move(base);
  hold(steps_[at]);
  return true;
}

// Nothing that the index knows of it contradicts its bytes. Without this a damaged way back could
// lead to another base of the same size.
bool ForestWay::is_intact(ForestIndex object) const {
  const auto expected = forest_.checksum(object);
  return !expected || *expected == entry_checksum(forest_.packed(object));
}

bool ForestWay::write(std::uint64_t bytes) {
  const bool is_allowed = bytes <= expansion_left_;
  expansion_left_ = is_allowed ? expansion_left_ - bytes : 0;
  return is_allowed;
}

ForestWay::Step& ForestWay::push(ForestIndex object) {
  if (depth_ == steps_.size()) steps_.emplace_back();
  Step& step = steps_[depth_++];
  step = {.object = object};
  if (spare_.empty()) return step;
  step.bytes = std::move(spare_.back());
  spare_.pop_back();
  spare_room_ -= step.bytes.room();
  return step;
}

void ForestWay::hold(Step& step) {
  step.is_held = true;
  held_ += step.bytes.room();
  if (held_ + spare_room_ <= limits_.memory) return;
  spare_.clear();
  spare_room_ = 0;
  // The oldest go first: what is near is needed soon.
  first_held_ = std::min(first_held_, depth_ - 1);
  for (; held_ > limits_.memory && first_held_ + 2 < depth_; ++first_held_) {
    Step& oldest = steps_[first_held_];
    if (!oldest.is_held) continue;
    oldest.is_held = false;
    held_ -= oldest.bytes.room();
    oldest.bytes = {};
  }
}

// Its memory is kept: it is still in the cache.
void ForestWay::release(Step& step) {
  if (step.is_held) held_ -= step.bytes.room();
  step.is_held = false;
  if (step.bytes.room() == 0) return;
  spare_room_ += step.bytes.room();
  spare_.push_back(std::move(step.bytes));
  step.bytes = {};
}

}  // namespace foureyes
