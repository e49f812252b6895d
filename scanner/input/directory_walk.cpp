#include "input/directory_walk.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <dirent.h>
#include <memory>
#include <sys/stat.h>

#include "base/path.h"
#include "base/text.h"
#include "input/object_text.h"

namespace foureyes {
namespace {

class Walk {
 public:
  Walk(const std::string& root, const TrackedFiles* tracked) : root_(root), tracked_(tracked) {}

  DirectoryListing run(const std::string& relative) {
    visit(relative, Named::yes);
    while (!pending_.empty()) {
      const std::string directory = std::move(pending_.back());
      pending_.pop_back();
      list(directory);
    }
    std::sort(listing_.files.begin(), listing_.files.end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
    std::sort(listing_.notices.begin(), listing_.notices.end());
    return std::move(listing_);
  }

 private:
  // Whether the caller named the path itself: then nothing is left out quietly.
  enum class Named { no, yes };

  std::string on_disk(const std::string& path) const {
    return path.empty() ? root_ : join_path(root_, path);
  }

  void visit(const std::string& path, Named named) {
    struct stat status = {};
    if (::lstat(on_disk(path).c_str(), &status) != 0) {
      notice(NoticeReason::unreadable, path, concat("The system says: ", std::strerror(errno)));
    } else if (S_ISDIR(status.st_mode)) {
      visit_directory(path, named);
    } else if (S_ISREG(status.st_mode)) {
      if (named == Named::no && left_out(path, false)) return;
      listing_.files.push_back({path, static_cast<std::uint64_t>(status.st_size)});
    } else if (!S_ISLNK(status.st_mode) && !left_out(path, false)) {
      notice(NoticeReason::unreadable, path, "This is no regular file (a pipe, socket or device)");
    }
  }

  void visit_directory(const std::string& path, Named named) {
    if (named == Named::yes) return pending_.push_back(path);
    if (left_out(path, true)) return;
    struct stat status = {};
    const bool nested = ::lstat((on_disk(path) + "/.git").c_str(), &status) == 0;
    if (tracked_ && nested)
      listing_.notices.push_back(submodule_notice(path));
    else
      pending_.push_back(path);
  }

  void list(const std::string& directory) {
    const std::unique_ptr<DIR, int (*)(DIR*)> stream(::opendir(on_disk(directory).c_str()),
                                                     ::closedir);
    if (!stream)
      return notice(NoticeReason::unreadable, directory,
                    concat("The directory cannot be listed: ", std::strerror(errno)));
    while (const dirent* entry = ::readdir(stream.get())) {
      const std::string_view name = entry->d_name;
      if (name == "." || name == ".." || name == ".git") continue;
      visit(join_path(directory, name), Named::no);
    }
  }

  bool left_out(const std::string& path, bool directory) const {
    return tracked_ && tracked_->is_left_out(path, directory);
  }

  void notice(NoticeReason reason, const std::string& path, std::string detail) {
    listing_.notices.push_back({.reason = reason, .path = path, .detail = concat(detail, '.')});
  }

  const std::string& root_;
  const TrackedFiles* tracked_;
  std::vector<std::string> pending_;
  DirectoryListing listing_;
};

}  // namespace

DirectoryListing list_files(const std::string& root, const std::string& relative,
                            const TrackedFiles* tracked) {
  return Walk(root, tracked).run(relative);
}

}  // namespace foureyes
