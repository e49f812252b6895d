#include "input/directory_walk.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <iterator>
#include <memory>
#include <sys/stat.h>

#include "base/parallel.h"
#include "base/path.h"
#include "base/text.h"
#include "input/object_text.h"

namespace foureyes {
namespace {

enum class Kind { file, directory, other };

struct Entry {
  std::string name = {};
  Kind kind = Kind::other;
  std::uint64_t size = 0;
  int problem = 0;  // errno: nothing is known of it
};

Entry entry_of(const struct stat& status) {
  if (S_ISDIR(status.st_mode)) return {.kind = Kind::directory};
  if (!S_ISREG(status.st_mode)) return {};
  return {.kind = Kind::file, .size = static_cast<std::uint64_t>(status.st_size)};
}

bool is_link(const struct stat& status) { return S_ISLNK(status.st_mode); }

// Level by level: the directories of one are shared among threads.
class Walk {
 public:
  Walk(const std::string& root, const TrackedFiles* tracked, std::size_t threads)
      : root_(root), tracked_(tracked), parts_(std::max<std::size_t>(1, threads)) {}

  DirectoryListing run(const std::string& relative) {
    begin(relative);
    for (std::vector<std::string> level = take_directories(); !level.empty();
         level = take_directories()) {
      const std::size_t threads = std::min(parts_.size(), level.size() / kDirectoriesPerThread + 1);
      parallel_for(level.size(), threads, [&](std::size_t index, std::size_t worker) {
        list(level[index], level[index] == relative ? Named::yes : Named::no, parts_[worker]);
      });
    }
    return merged();
  }

 private:
  // Whether the caller named the path itself: then nothing is left out quietly.
  enum class Named { no, yes };
  // What one thread found.
  struct Part {
    DirectoryListing listing;
    std::vector<std::string> directories;  // to be listed
  };
  static constexpr std::size_t kDirectoriesPerThread = 16;  // fewer are not worth a thread

  std::string on_disk(const std::string& path) const {
    return path.empty() ? root_ : join_path(root_, path);
  }

  void begin(const std::string& relative) {
    struct stat status = {};
    Part& part = parts_.front();
    if (::lstat(on_disk(relative).c_str(), &status) != 0) return unknown(relative, errno, part);
    if (is_link(status)) return;
    visit(relative, entry_of(status), Named::yes, part);
  }

  void list(const std::string& directory, Named named, Part& part) const {
    int problem = 0;
    bool is_repository = false;
    const std::vector<Entry> entries = read_directory(directory, is_repository, problem);
    if (problem != 0)
      return notice(NoticeReason::unreadable, directory,
                    concat("The directory cannot be listed: ", std::strerror(problem)), part);
    if (tracked_ && is_repository && named == Named::no)
      return part.listing.notices.push_back(submodule_notice(directory));
    for (const Entry& entry : entries)
      visit(join_path(directory, entry.name), entry, Named::no, part);
  }

  // All of it before anything else is opened. Without symbolic links.
  std::vector<Entry> read_directory(const std::string& directory, bool& is_repository,
                                    int& problem) const {
    std::vector<Entry> entries;
    const std::unique_ptr<DIR, int (*)(DIR*)> stream(::opendir(on_disk(directory).c_str()),
                                                     ::closedir);
    if (!stream) {
      problem = errno;
      return entries;
    }
    while (const dirent* found = ::readdir(stream.get())) {
      const std::string_view name = found->d_name;
      if (name == "." || name == ".." || found->d_type == DT_LNK) continue;
      if (name == ".git") {
        is_repository = true;
        continue;
      }
      struct stat status = {};
      Entry entry{.kind = Kind::directory};
      if (found->d_type != DT_DIR) {
        const int code =
            ::fstatat(::dirfd(stream.get()), found->d_name, &status, AT_SYMLINK_NOFOLLOW);
        if (code == 0 && is_link(status)) continue;
        entry = code == 0 ? entry_of(status) : Entry{.problem = errno};
      }
      entry.name = name;
      entries.push_back(std::move(entry));
    }
    return entries;
  }

  void visit(const std::string& path, const Entry& entry, Named named, Part& part) const {
    if (entry.problem != 0) return unknown(path, entry.problem, part);
    const bool is_directory = entry.kind == Kind::directory;
    if (named == Named::no && tracked_ && tracked_->is_left_out(path, is_directory)) return;
    switch (entry.kind) {
      case Kind::directory:
        return part.directories.push_back(path);
      case Kind::file:
        return part.listing.files.push_back({path, entry.size});
      case Kind::other:
        notice(NoticeReason::unreadable, path, "This is no regular file (a pipe, socket or device)",
               part);
    }
  }

  static void unknown(const std::string& path, int problem, Part& part) {
    notice(NoticeReason::unreadable, path, concat("The system says: ", std::strerror(problem)),
           part);
  }

  static void notice(NoticeReason reason, const std::string& path, std::string detail, Part& part) {
    part.listing.notices.push_back({.reason = reason, .path = path, .detail = concat(detail, '.')});
  }

  std::vector<std::string> take_directories() {
    std::vector<std::string> all;
    for (Part& part : parts_) {
      std::move(part.directories.begin(), part.directories.end(), std::back_inserter(all));
      part.directories.clear();
    }
    return all;
  }

  DirectoryListing merged() {
    DirectoryListing all;
    for (Part& part : parts_) {
      std::move(part.listing.files.begin(), part.listing.files.end(),
                std::back_inserter(all.files));
      std::move(part.listing.notices.begin(), part.listing.notices.end(),
                std::back_inserter(all.notices));
    }
    std::sort(all.files.begin(), all.files.end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
    std::sort(all.notices.begin(), all.notices.end());
    return all;
  }

  const std::string& root_;
  const TrackedFiles* tracked_;
  std::vector<Part> parts_;  // by worker
};

}  // namespace

DirectoryListing list_files(const std::string& root, const std::string& relative,
                            const TrackedFiles* tracked, std::size_t threads) {
  return Walk(root, tracked, threads).run(relative);
}

}  // namespace foureyes
