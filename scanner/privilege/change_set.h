// Which entries differ between two trees, and how privilege files are read from them.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/grant.h"
#include "model/notice.h"
#include "model/tree_view.h"
#include "privilege/options.h"

namespace foureyes {

// One path: at least one side is there; both are when kind or content differ.
struct EntryChange {
  const TreeEntry* before = nullptr;
  const TreeEntry* after = nullptr;
  const std::string& path() const { return after ? after->path : before->path; }
};

// Keeps references: the trees must outlive it.
struct ChangeSet {
  const TreeView& base;
  const TreeView& head;
  std::vector<EntryChange> entries;  // sorted by path

  // Merges the two sorted lists: linear.
  static ChangeSet between(const TreeView& base, const TreeView& head);
  bool touches(std::string_view path) const;
};

// What reading a privilege file gave: its bytes; or why not, as a notice and as the unknown that
// stands for it (its digest is the object's name, so that another content is another unknown).
struct PrivilegeFile {
  std::string path;
  std::optional<std::string> content;
  std::optional<Notice> notice;
  std::optional<Unknown> unknown;
};

// The entry at a path that may lead through links, which are added to `links`; nullptr when there
// is none, or more links than anybody makes.
const TreeEntry* entry_behind_links(const TreeView& tree, std::string path,
                                    std::set<std::string>& links);

// Follows symbolic links inside the tree. nullopt when there is no such entry.
std::optional<PrivilegeFile> read_privilege_file(const TreeView& tree, std::string_view path,
                                                 const PrivilegeLimits& limits);

}  // namespace foureyes
