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
#include "input/pack/forest_links.h"
#include "input/pack/pack_file.h"
#include "input/repository.h"
#include "model/notice.h"

namespace foureyes {

class ObjectForest {
 public:
  // All packs below objects/pack of this directory (pack_directory.h). A pack that cannot be used
  // is left out with a notice; without any the forest is empty.
  static ObjectForest read(const std::string& objects_directory, std::size_t threads = 1);

  ForestIndex size() const { return links_.size(); }
  // One that is not shadowed.
  std::optional<ForestIndex> find(const ObjectName& name) const;
  // All zero: what only a multi-pack index lists may have none (pack_file.h); it is shadowed.
  ObjectName name(ForestIndex object) const;
  // nullopt: its base is in no pack, or a chain of bases ends in itself. Such objects belong to no
  // walk.
  std::optional<ObjectType> type(ForestIndex object) const;
  // kNoForestIndex: it is stored whole.
  ForestIndex base(ForestIndex object) const { return links_.base(object); }
  using Children = ForestLinks::Children;
  Children children(ForestIndex object) const { return links_.children(object); }
  const std::vector<ForestRoot>& roots() const { return links_.roots(); }
  // Its bytes in the pack, head included.
  std::string_view packed(ForestIndex object) const;
  // What the index says that packed(object) has as its CRC-32; nullopt: the index does not.
  std::optional<std::uint32_t> checksum(ForestIndex object) const;
  // Another pack holds the object too, and that one counts.
  bool is_shadowed(ForestIndex object) const {
    return !is_shadowed_.empty() && is_shadowed_[object] != 0;
  }
  const std::vector<Notice>& notices() const { return notices_; }

 private:
  // A pack and the index of its first object.
  struct Pack {
    PackFile file;
    ForestIndex first = 0;
  };
  struct Place {
    const PackFile& pack;
    std::uint32_t entry;
  };
  Result<void> add_pack(Result<PackFile> file);
  const Pack& pack_of(ForestIndex object) const;
  Place place_of(ForestIndex object) const;
  ForestLink link_of(ForestIndex object) const;
  void link(std::size_t threads);
  void find_shadowed(std::size_t threads);

  std::vector<Pack> packs_;
  bool has_listed_packs_ = false;
  ForestIndex count_ = 0;  // of objects in packs_
  ForestLinks links_;
  std::vector<std::uint8_t> is_shadowed_;  // empty: none is
  std::vector<Notice> notices_;
};

}  // namespace foureyes
