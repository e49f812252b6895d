// The objects from a root of the forest to where a walk is, and as many of their bytes as memory
// has room for.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "input/pack/byte_buffer.h"
#include "input/pack/object_forest.h"

namespace foureyes {

struct WayLimits {
  std::uint64_t object_limit = 0;  // bytes of one object
  // Bytes of all objects that are held. Past it the ones nearest the root go, and are made again
  // when they are needed; the last object and its base always stay.
  std::uint64_t memory = 0;
};

class ForestWay {
 public:
  ForestWay(const ObjectForest& forest, const WayLimits& limits)
      : forest_(forest), limits_(limits) {}

  // Starts anew. `expansion`: how many bytes may be written below this root.
  void restart(std::uint64_t expansion);
  // The root, or what is built on the last object. False: it is damaged, too large, or too much was
  // written already; the way is what it was.
  bool enter(ForestIndex object);
  void leave();

  std::size_t depth() const { return depth_; }
  std::string_view bytes() const { return steps_[depth_ - 1].bytes.view(); }
  // Right after enter(): of a delta; else empty.
  std::string_view base_bytes() const;
  std::string_view delta() const;
  // Who is to be entered next below the last object; false: nobody is left.
  bool next_child(ForestIndex& child);
  // Right after enter(): the base is needed no more if the object was the last that is built on it.
  void drop_spent_base();

 private:
  struct Step {
    ForestIndex object = kNoForestIndex;
    std::uint32_t next_child = 0;
    bool is_held = false;  // its bytes are in the buffer
    ByteBuffer bytes = {};
  };
  bool inflate(ForestIndex object, ByteBuffer& into);
  bool build(ForestIndex object, std::string_view base, ByteBuffer& into);
  bool make_again(std::size_t at);
  bool is_intact(ForestIndex object) const;
  bool write(std::uint64_t bytes);
  Step& push(ForestIndex object);
  void hold(Step& step);
  void release(Step& step);

  const ObjectForest& forest_;
  WayLimits limits_;
  EntryInflater inflater_;
  std::vector<Step> steps_;
  std::size_t depth_ = 0;
  std::size_t first_held_ = 0;  // no step before it is held
  ByteBuffer delta_;
  std::vector<ByteBuffer> spare_;  // the last one is the warmest
  std::uint64_t held_ = 0;         // room of the steps that are held
  std::uint64_t spare_room_ = 0;
  std::uint64_t expansion_left_ = 0;
};

}  // namespace foureyes
