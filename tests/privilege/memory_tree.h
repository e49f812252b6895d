// A tree whose entries can be links, executables and submodules.
#pragma once

#include <algorithm>
#include <map>

#include "base/digest.h"
#include "model/tree_view.h"

namespace foureyes {

class MemoryTree : public TreeView {
 public:
  struct File {
    std::string content;
    EntryKind kind = EntryKind::file;
  };

  explicit MemoryTree(std::map<std::string, File> files) : files_(std::move(files)) {
    for (const auto& [path, file] : files_)
      entries_.push_back({path, file.kind, sha1_hex(file.content)});
  }

  const std::vector<TreeEntry>& entries() const override { return entries_; }

  Result<std::string> read(const TreeEntry& entry, std::size_t limit) const override {
    ++reads;
    const File& file = files_.at(entry.path);
    if (file.content.size() > limit)
      return failure(
          {"the object is larger than the limit", entry.path, "", ErrorKind::unavailable});
    return file.content;
  }

  mutable std::size_t reads = 0;

 private:
  std::map<std::string, File> files_;
  std::vector<TreeEntry> entries_;
};

}  // namespace foureyes
