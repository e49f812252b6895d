#include "model/tree_view.h"

#include <algorithm>

#include "base/digest.h"
#include "base/text.h"

namespace foureyes {
namespace {

class MemoryTree final : public TreeView {
 public:
  explicit MemoryTree(std::map<std::string, std::string> files) : files_(std::move(files)) {
    for (const auto& [path, content] : files_) {
      const std::string header = concat("blob ", content.size(), '\0');
      entries_.push_back({path, EntryKind::file, sha1_hex(header + content)});
    }
  }

  const std::vector<TreeEntry>& entries() const override { return entries_; }

  Result<std::string> read(const TreeEntry& entry, std::size_t limit) const override {
    const auto found = files_.find(entry.path);
    if (found == files_.end()) {
      return failure({"there is no such file", entry.path, "", ErrorKind::unavailable});
    }
    if (found->second.size() > limit) {
      return failure({concat("larger than the ", limit, " bytes that are read at most"), entry.path,
                      "", ErrorKind::unavailable});
    }
    return found->second;
  }

 private:
  std::map<std::string, std::string> files_;
  std::vector<TreeEntry> entries_;
};

}  // namespace

const TreeEntry* TreeView::find(std::string_view path) const {
  const auto& all = entries();
  const auto found =
      std::lower_bound(all.begin(), all.end(), path,
                       [](const TreeEntry& entry, std::string_view p) { return entry.path < p; });
  return found != all.end() && found->path == path ? &*found : nullptr;
}

std::unique_ptr<TreeView> tree_of_files(std::map<std::string, std::string> files) {
  return std::make_unique<MemoryTree>(std::move(files));
}

}  // namespace foureyes
