// The packs of a repository as what they are: a forest.
//
// A pack stores an object whole, or as a delta: "copy these runs of that other object (the base),
// put these bytes of mine between them". Bases have bases; a whole object is the root of a tree
// whose nodes are the versions that git found to be alike, mostly those of one file. Every tool
// that asks git for one object after the other pays for the whole way from the root each time, and
// then looks at all bytes of each version. Nobody has to: a pack says which bytes are new.
//
// The history engine therefore turns the question around. Instead of asking for objects it walks
// the forest from its roots:
//
//   1. ObjectForest (here) reads the heads of all entries and links each to its base.
//   2. ForestWalk (forest_walk.h) goes down from each root with the object at hand, inflates each
//      entry once and applies each delta once. Roots are independent: they are shared among
//      threads. What it holds in memory is the way from the root to where it is.
//   3. Whoever walks sees, with each object, the delta that made it. Trees: only entries in bytes
//      of its own are new (history/tree_table.h). Blobs: only near such bytes can there be a
//      credential that its base has not (pipeline/history_scan.h).
//
// Indices of objects depend on how a clone is packed; nothing that is printed may depend on them.
// What no pack of the repository holds (loose objects, alternates, what a partial clone left on the
// server) is not here: input/object_store.h asks libgit2 for it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "input/object_name.h"
#include "input/pack/mapped_file.h"
#include "input/pack/pack_entry.h"
#include "input/pack/pack_index.h"
#include "input/repository.h"
#include "model/notice.h"

namespace foureyes {

// Index of an object of a forest: by pack, then by place in the pack.
using ForestIndex = std::uint32_t;
inline constexpr ForestIndex kNoForestIndex = UINT32_MAX;

class ObjectForest {
 public:
  // All packs below objects/pack of this directory. A pack that cannot be used is left out with a
  // notice; without any the forest is empty.
  static ObjectForest read(const std::string& objects_directory);

  ForestIndex size() const { return static_cast<ForestIndex>(offsets_.size()); }
  std::optional<ForestIndex> find(const ObjectName& name) const;
  ObjectName name(ForestIndex object) const;
  // nullopt: its base is in no pack, or a chain of bases ends in itself.
  std::optional<ObjectType> type(ForestIndex object) const;
  // kNoForestIndex: it is stored whole.
  ForestIndex base(ForestIndex object) const { return bases_[object]; }
  struct Children {
    const ForestIndex* first;
    const ForestIndex* last;
    const ForestIndex* begin() const { return first; }
    const ForestIndex* end() const { return last; }
    std::size_t size() const { return static_cast<std::size_t>(last - first); }
  };
  Children children(ForestIndex object) const {
    return {children_.data() + first_children_[object],
            children_.data() + first_children_[object + 1]};
  }
  // Its bytes in the pack, head included.
  std::string_view packed(ForestIndex object) const;
  // Another pack holds the object too, and that one counts.
  bool is_shadowed(ForestIndex object) const;
  const std::vector<Notice>& notices() const { return notices_; }

 private:
  struct Pack {
    MappedFile index_file;
    MappedFile file;
    PackIndex index;
    ForestIndex first = 0;
    std::vector<ForestIndex> by_position = {};  // of the index: the object, less `first`
  };
  Result<void> add_pack(const std::string& index_path);
  std::uint32_t pack_of(ForestIndex object) const;
  void link();
  void link_children();
  ForestIndex base_at(const Pack& pack, ForestIndex object, std::uint64_t offset) const;

  std::vector<Pack> packs_;
  std::vector<std::uint64_t> offsets_;    // ascending within a pack
  std::vector<std::uint32_t> positions_;  // in the pack's index
  std::vector<ForestIndex> bases_;
  std::vector<EntryType> types_;  // of the root; none: it has no root here
  std::vector<std::uint32_t> first_children_;
  std::vector<ForestIndex> children_;
  std::vector<Notice> notices_;
};

}  // namespace foureyes
