// Files on disk. Listing walks directories without following symbolic links; in a work tree it
// leaves out what git ignores, unless git tracks it anyway.
#include <algorithm>

#include "base/file.h"
#include "base/path.h"
#include "base/text.h"
#include "input/directory_walk.h"
#include "input/git_repository.h"
#include "input/object_text.h"
#include "input/tracked_files.h"

namespace foureyes {
namespace {

// Where the paths of a scan start, and what of it is looked at.
struct Start {
  std::string root;      // absolute, without a final '/'
  std::string relative;  // to root; "" is root itself
};

class DiskSource : public BlobSource {
 public:
  DiskSource(std::string description, Start start, DirectoryListing listing, std::uint64_t limit)
      : description_(std::move(description)),
        start_(std::move(start)),
        listing_(std::move(listing)),
        limit_(limit) {}

  std::string description() const override { return description_; }
  std::size_t size() const override { return listing_.files.size(); }
  const std::vector<Notice>& notices() const override { return listing_.notices; }
  SourceExtent extent() const override {
    return start_.relative.empty() ? SourceExtent::tree : SourceExtent::part;
  }

  BlobItem item(std::size_t index) const override {
    const FileOnDisk& file = listing_.files[index];
    return {.kind = BlobKind::file_on_disk, .paths = {file.path}, .size = file.size};
  }

  BlobText read(std::size_t index) const override {
    const FileOnDisk& file = listing_.files[index];
    if (file.size > limit_) return {.notice = too_large_notice(file.path, file.size, limit_)};
    // Read, not mapped: a mapped file that somebody cuts off meanwhile would end the program.
    auto text = read_file(join_path(start_.root, file.path), limit_);
    if (!text)
      return {.notice = Notice{.reason = NoticeReason::unreadable,
                               .path = file.path,
                               .detail = concat("The file ", text.error().what, '.')}};
    BlobText result{.text = std::move(*text)};
    if (is_lfs_pointer(result.text)) result.notice = lfs_notice(file.path);
    return result;
  }

 private:
  std::string description_;
  Start start_;
  DirectoryListing listing_;
  std::uint64_t limit_;
};

std::string without_final_slash(std::string path) {
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  return path;
}

// The start inside the work tree; nullopt when `path` is not in one (or is in .git itself).
std::optional<Start> start_in_work_tree(const Repository& repository, const std::string& path) {
  if (!repository.work_tree()) return std::nullopt;
  const auto top = real_path(*repository.work_tree());
  const auto git = real_path(repository.git_directory());
  if (!top || (git && (path == *git || is_inside(path, *git)))) return std::nullopt;
  if (path == *top) return Start{*top, ""};
  if (!is_inside(path, *top)) return std::nullopt;
  return Start{*top, path.substr(*top == "/" ? 1 : top->size() + 1)};
}

Start start_on_disk(const std::string& path) {
  if (is_directory(path)) return {path, ""};
  return {without_final_slash(std::string(directory_name(path)) + "/"),
          std::string(file_name(path))};
}

}  // namespace

BlobSourceResult worktree_source(const WorktreeOptions& options) {
  if (!is_directory(options.path) && !file_exists(options.path))
    return failure({.what = "no such file or directory",
                    .where = options.path,
                    .fix = "name a file or a directory to scan"});
  TRY_ASSIGN(std::string path, real_path(options.path));
  path = without_final_slash(std::move(path));
  const std::string directory = is_directory(path) ? path : std::string(directory_name(path)) + "/";
  const auto repository = Repository::open({.path = directory});
  std::optional<Start> in_work_tree;
  if (repository) in_work_tree = start_in_work_tree(*repository, path);
  const Start start = in_work_tree ? *in_work_tree : start_on_disk(path);

  std::optional<TrackedFiles> tracked;
  if (in_work_tree && options.ignored == IgnoredFiles::leave_out) {
    auto known = TrackedFiles::of(*repository);
    // A start that git ignores was named on purpose.
    if (known && !known->is_left_out(start.relative, is_directory(path)))
      tracked.emplace(std::move(*known));
  }
  DirectoryListing listing =
      list_files(start.root, start.relative, tracked ? &*tracked : nullptr, options.threads);
  return std::make_unique<DiskSource>(options.path, start, std::move(listing), options.blob_limit);
}

}  // namespace foureyes
