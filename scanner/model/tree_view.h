// A read-only tree of files: a git tree (input implements it), or a handful of files in memory
// (tests, `diff --files`). What a consumer needs to know of git stays behind this.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace foureyes {

enum class EntryKind { file, executable, symlink, submodule };

struct TreeEntry {
  std::string path;
  EntryKind kind = EntryKind::file;
  std::string object;  // git object id, hex (also for trees in memory)
};

// Safe to use from one thread at a time.
class TreeView {
 public:
  virtual ~TreeView() = default;
  // Every entry that is not a directory, sorted by path bytes.
  virtual const std::vector<TreeEntry>& entries() const = 0;
  // The bytes of a file or the target of a symlink, at most `limit`; an error of kind `unavailable`
  // when the object is missing or larger.
  virtual Result<std::string> read(const TreeEntry& entry, std::size_t limit) const = 0;

  // nullptr when there is no such file.
  const TreeEntry* find(std::string_view path) const;
};

// Files in memory: path -> content, all plain files.
std::unique_ptr<TreeView> tree_of_files(std::map<std::string, std::string> files);

}  // namespace foureyes
