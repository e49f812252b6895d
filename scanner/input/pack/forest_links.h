// Which object of a forest is built on which.
#pragma once

#include <cstdint>
#include <vector>

#include "input/pack/pack_entry.h"

namespace foureyes {

// Index of an object of a forest: by pack, then by place in the pack.
using ForestIndex = std::uint32_t;
inline constexpr ForestIndex kNoForestIndex = UINT32_MAX;

// What the pack says of one object.
struct ForestLink {
  ForestIndex base = kNoForestIndex;  // of a delta
  EntryType type = EntryType::none;   // of what is whole
  std::uint64_t packed_size = 0;
};

// A whole object and all that is built on it.
struct ForestRoot {
  ForestIndex object = kNoForestIndex;
  std::uint32_t objects = 0;  // with the root
  std::uint64_t packed_size = 0;
};

class ForestLinks {
 public:
  ForestLinks() = default;
  explicit ForestLinks(const std::vector<ForestLink>& links);

  ForestIndex size() const { return static_cast<ForestIndex>(bases_.size()); }
  ForestIndex base(ForestIndex object) const { return bases_[object]; }
  // Of its root; none: it has no root, because a base is missing or a chain ends in itself.
  EntryType type(ForestIndex object) const { return types_[object]; }
  // Ascending.
  const std::vector<ForestRoot>& roots() const { return roots_; }

  struct Children {
    const ForestIndex* first;
    const ForestIndex* last;
    const ForestIndex* begin() const { return first; }
    const ForestIndex* end() const { return last; }
    std::size_t size() const { return static_cast<std::size_t>(last - first); }
  };
  // Ascending, but the one with the most below it comes last. Who goes down to it needs the base
  // no more; the bases that are still needed on any way are then at most log2 of the objects.
  Children children(ForestIndex object) const {
    return {children_.data() + first_children_[object],
            children_.data() + first_children_[object + std::size_t{1}]};
  }

 private:
  void link_children();
  bool lead_back() const;
  std::vector<ForestIndex> bases_first() const;
  void weigh(const std::vector<ForestLink>& links, const std::vector<ForestIndex>& order);

  std::vector<ForestIndex> bases_;
  std::vector<EntryType> types_;
  std::vector<std::uint32_t> first_children_ = {0};
  std::vector<ForestIndex> children_;
  std::vector<ForestRoot> roots_;
};

}  // namespace foureyes
