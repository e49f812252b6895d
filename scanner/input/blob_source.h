// What a scan looks at: a numbered list of blobs, each readable from any thread. The list is made
// when the source is made; contents are read one by one, so memory stays small.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "input/repository.h"
#include "model/notice.h"
#include "model/object_id.h"

namespace foureyes {

enum class BlobKind {
  file,            // of a commit or of the index
  file_on_disk,    // of the work tree or of a directory
  commit_message,  // no path; `commit` is the commit
  standard_input,
};

struct BlobItem {
  BlobKind kind = BlobKind::file;
  // Every path that this input gives the blob, sorted. The paths are bytes of the repository: show
  // them through base/display_text.h.
  std::vector<std::string> paths = {};
  std::optional<ObjectId> blob = {};    // git's name of the content, where git holds it
  std::optional<ObjectId> commit = {};  // the first commit, oldest first, that brings it
  std::optional<std::uint64_t> size = {};
};

// What reading an item gave. Without a notice the text is all there is. With `lfs_pointer` the text
// is the pointer; with any other notice it is empty.
struct BlobText {
  std::string text = {};
  std::optional<Notice> notice = {};
};

// How much of the repository a source lists: what is not in a whole one is gone.
enum class SourceExtent {
  part,
  tree,     // all of a work tree or directory
  history,  // all that any ref reaches
};

// Const and immutable once made: all members may be called from several threads at once.
class BlobSource {
 public:
  virtual ~BlobSource() = default;
  // For people: "the index", "3 commits of 1f2e3d4..9a8b7c6".
  virtual std::string description() const = 0;
  // Items are in an order that depends on the input alone.
  virtual std::size_t size() const = 0;
  virtual BlobItem item(std::size_t index) const = 0;
  virtual BlobText read(std::size_t index) const = 0;
  // What listing could not look at, sorted. Reading adds its own, item by item.
  virtual const std::vector<Notice>& notices() const = 0;
  virtual std::uint64_t commits() const { return 0; }  // walked, for the coverage
  virtual SourceExtent extent() const { return SourceExtent::part; }
};

inline constexpr std::uint64_t kDefaultBlobLimit = 256u << 20;

enum class IgnoredFiles { leave_out, include };

struct WorktreeOptions {
  // A directory or a file. Inside a work tree: what git tracks there and what is untracked and not
  // ignored (`git ls-files --cached --others --exclude-standard`), paths from the top of the work
  // tree. Elsewhere: every regular file below it, paths from it. Symbolic links are not followed.
  std::string path = ".";
  IgnoredFiles ignored = IgnoredFiles::leave_out;
  std::size_t threads = 1;  // for the list
  std::uint64_t blob_limit = kDefaultBlobLimit;
};

struct IndexOptions {
  // The index file, "" for the repository's own: git names another one to a pre-commit hook in
  // GIT_INDEX_FILE (`git commit -a`, `git commit PATH`).
  std::string index_file = {};
  std::uint64_t blob_limit = kDefaultBlobLimit;
};

struct RangeOptions {
  std::optional<ObjectId> base = {};  // none: everything that head reaches
  ObjectId head;
  std::uint64_t blob_limit = kDefaultBlobLimit;
};

using BlobSourceResult = Result<std::unique_ptr<BlobSource>>;

BlobSourceResult worktree_source(const WorktreeOptions& options);
// Entries of the index that HEAD does not have: exactly what the next commit would add. The
// repository must outlive this source and the two below.
BlobSourceResult index_source(const Repository& repository, const IndexOptions& options);
// What each commit reachable from head and not from base changes against every parent, and the
// messages of these commits.
BlobSourceResult range_source(const Repository& repository, const RangeOptions& options);
// `text` was read by the caller (base/file.h).
std::unique_ptr<BlobSource> text_source(std::string text, std::string name);

}  // namespace foureyes
