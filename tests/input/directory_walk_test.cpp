#include "input/directory_walk.h"

#include <fcntl.h>
#include <filesystem>
#include <sys/resource.h>
#include <unistd.h>

#include "base/parallel.h"
#include "base/text.h"
#include "input/blob_source.h"
#include "support/catch.h"
#include "support/git_repository.h"
#include "support/sanitizers.h"

using namespace foureyes;

namespace {

// No descriptor can be opened but so many. (Sanitizers open pipes of their own to look at memory.)
class FewDescriptors {
 public:
  explicit FewDescriptors(std::size_t more) {
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &before_) == 0);
    if (test::kSanitized) return;
    const int next = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    REQUIRE(next >= 0);
    ::close(next);
    rlimit few = before_;
    few.rlim_cur = static_cast<rlim_t>(next) + more;
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &few) == 0);
  }
  FewDescriptors(const FewDescriptors&) = delete;
  FewDescriptors& operator=(const FewDescriptors&) = delete;
  ~FewDescriptors() { ::setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_ = {};
};

// 3 * 40 directories, 4 levels deep, that say each for itself what git ignores there.
void write_tree(GitRepository& git) {
  for (int top = 0; top < 3; ++top)
    for (int sub = 0; sub < 40; ++sub) {
      const std::string directory = concat("d", top, "/e/f", sub, "/g/");
      git.write(directory + "kept", directory);
      git.write(directory + "left", "ignored");
      git.write(directory + ".gitignore", "left\n");
    }
  git.write("nested/.git/config", "");
  git.write("nested/file", "");
  std::filesystem::create_symlink("d0", git.path() + "/link");
  std::filesystem::create_symlink("none", git.path() + "/d0/dangling");
}

std::vector<std::string> paths_of(const DirectoryListing& listing) {
  std::vector<std::string> paths;
  for (const FileOnDisk& file : listing.files) paths.push_back(file.path);
  return paths;
}

}  // namespace

TEST_CASE("a directory is listed alike on any number of threads, with a descriptor for each") {
  GitRepository git;
  write_tree(git);
  const auto expected = git.git_lines(
      {"ls-files", "-z", "--others", "--exclude-standard", ":!link", ":!d0/dangling", ":!nested"});
  REQUIRE(expected.size() == 240);
  for (const std::size_t threads : {1, 2, 8}) {
    const auto repository = Repository::open({.path = git.path()});  // has read no .gitignore yet
    REQUIRE(repository);
    const auto tracked = TrackedFiles::of(*repository);
    REQUIRE(tracked);
    DirectoryListing seen, all;
    {
      const FewDescriptors few(threads);
      seen = list_files(git.path(), "", &*tracked, threads);
      all = list_files(git.path(), "", nullptr, threads);
    }
    CHECK(paths_of(seen) == expected);
    REQUIRE(seen.notices.size() == 1);
    CHECK(seen.notices[0].reason == NoticeReason::submodule);
    CHECK(seen.notices[0].path == "nested");
    CHECK(all.files.size() == 361);
    CHECK(all.notices.empty());
  }
}

TEST_CASE("files of a directory are read with a descriptor for each thread") {
  GitRepository git;
  write_tree(git);
  const auto source = worktree_source({.path = git.path()});
  REQUIRE(source);
  REQUIRE((*source)->size() == 240);
  for (const std::size_t threads : {1, 2, 8}) {
    std::vector<BlobText> texts((*source)->size());
    {
      const FewDescriptors few(threads);
      parallel_for(texts.size(), threads,
                   [&](std::size_t index, std::size_t) { texts[index] = (*source)->read(index); });
    }
    for (const BlobText& text : texts) {
      CHECK_FALSE(text.notice);
      CHECK_FALSE(text.text.empty());
    }
  }
}

TEST_CASE("a directory that cannot be opened is a notice; the others are listed") {
  GitRepository git;
  write_tree(git);
  DirectoryListing listing;
  if (!test::kSanitized) {
    const FewDescriptors none(0);
    listing = list_files(git.path(), "", nullptr, 2);
    CHECK(listing.files.empty());
    CHECK(listing.notices.size() == 1);
  }
  if (::geteuid() == 0) return;  // who may read everything
  const std::string closed = git.path() + "/d1/e";
  std::filesystem::permissions(closed, std::filesystem::perms::none);
  listing = list_files(git.path(), "", nullptr, 2);
  std::filesystem::permissions(closed, std::filesystem::perms::owner_all);
  CHECK(listing.files.size() == 241);
  REQUIRE(listing.notices.size() == 1);
  CHECK(listing.notices[0].path == "d1/e");
  CHECK(contains(listing.notices[0].detail, "cannot be listed"));
}

TEST_CASE("a tree of directories hundreds deep is listed") {
  const auto directory = TemporaryDirectory::create("foureyes-test");
  REQUIRE(directory);
  std::string path = directory->path();
  while (path.size() < 3'900) path += "/" + std::string(20, 'd');
  REQUIRE(make_directories(path));
  REQUIRE(write_file(path + "/file", "text"));
  const DirectoryListing listing = list_files(directory->path(), "", nullptr, 2);
  REQUIRE(listing.files.size() == 1);
  CHECK(listing.files[0].path.size() + directory->path().size() + 1 == path.size() + 5);
}
