// Walks over the trees of commits: all files, what a commit changes, what differs between two.
// Bounded: a tree that expands to more than kTreeEntryLimit entries or nests deeper than
// kTreeDepthLimit (both far above any real one) is an error, so a tree bomb costs little.
#pragma once

#include <optional>
#include <vector>

#include "input/object_name.h"
#include "input/object_store.h"
#include "input/repository.h"
#include "model/tree_view.h"

namespace foureyes {

inline constexpr std::size_t kTreeEntryLimit = 4'000'000;
inline constexpr std::size_t kTreeDepthLimit = 1'024;

// Every entry that is no directory, sorted by path.
Result<std::vector<TreeEntry>> files_of_tree(const ObjectStore& objects, const ObjectName& tree);

// The named ones of them, sorted by path; names of nothing and of directories are left out.
Result<std::vector<TreeEntry>> named_files_of_tree(const ObjectStore& objects,
                                                   const ObjectName& tree,
                                                   const std::vector<std::string>& paths);

// Entries of `tree` that differ from what each of `parents` has at that path, sorted by path. With
// no parents: all of them.
Result<std::vector<TreeEntry>> entries_changed_against_all(const ObjectStore& objects,
                                                           const ObjectName& tree,
                                                           const std::vector<ObjectName>& parents);

Result<std::vector<TreeChange>> changes_between_trees(const ObjectStore& objects,
                                                      const ObjectName& before,
                                                      const ObjectName& after);

}  // namespace foureyes
