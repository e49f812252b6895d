#include "input/blob_source.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "support/catch.h"
#include "support/git_repository.h"

using namespace foureyes;

namespace {

Repository open(const GitRepository& git) {
  auto repository = Repository::open({.path = git.path()});
  REQUIRE(repository);
  return std::move(*repository);
}

ObjectId id(const std::string& hex) { return *ObjectId::parse(hex); }

std::unique_ptr<BlobSource> made(BlobSourceResult result) {
  if (!result) FAIL(result.error().what);
  return std::move(*result);
}

// Paths joined by '|' -> text, of everything that is a file.
std::map<std::string, std::string> files_of(const BlobSource& source) {
  std::map<std::string, std::string> files;
  for (std::size_t i = 0; i < source.size(); ++i)
    if (source.item(i).kind == BlobKind::file || source.item(i).kind == BlobKind::file_on_disk)
      files[join(source.item(i).paths, "|")] = source.read(i).text;
  return files;
}

std::set<std::string> paths_of(const BlobSource& source) {
  std::set<std::string> paths;
  for (const auto& [path, text] : files_of(source)) paths.insert(path);
  return paths;
}

std::set<std::string> set_of(const std::vector<std::string>& lines) {
  return {lines.begin(), lines.end()};
}

std::vector<NoticeReason> reasons_of(const std::vector<Notice>& notices) {
  std::vector<NoticeReason> reasons;
  for (const Notice& notice : notices) reasons.push_back(notice.reason);
  return reasons;
}

using Files = std::map<std::string, std::string>;
using Reasons = std::vector<NoticeReason>;

}  // namespace

TEST_CASE("the index gives what is staged, not what lies in the work tree") {
  GitRepository git;
  git.write("dir/kept", "kept");
  git.write("dir/deep/changed", "old");
  git.commit("First");
  git.write("dir/deep/changed", "staged");
  git.write("new", "staged too");
  git.git({"add", "--all"});
  git.write("dir/deep/changed", "only on disk");
  git.write("untracked", "x");
  git.write("announced", "later");
  git.git({"add", "--intent-to-add", "announced"});
  const Repository repository = open(git);
  const auto source = made(index_source(repository, {}));
  CHECK(files_of(*source) == Files{{"dir/deep/changed", "staged"}, {"new", "staged too"}});
  CHECK(source->notices().empty());
  CHECK(git.git({"diff", "--cached", "--name-only"}) == "dir/deep/changed\nnew");
}

TEST_CASE("before the first commit the whole index is staged") {
  GitRepository git;
  git.write("a", "1");
  git.write("b", "1");
  git.git({"add", "--all"});
  const Repository repository = open(git);
  CHECK(files_of(*made(index_source(repository, {}))) == Files{{"a|b", "1"}});
}

TEST_CASE("another index file can be named, as git does for commit -a") {
  GitRepository git;
  git.commit_file("a", "1");
  git.write("a", "2");
  const std::string other = git.beside("index");
  REQUIRE(run_program({"git", "add", "a"}, git.path(), {"GIT_INDEX_FILE=" + other}).exit_code == 0);
  const Repository repository = open(git);
  CHECK(paths_of(*made(index_source(repository, {.index_file = other}))).contains("a"));
}

TEST_CASE("files in conflict and submodules in the index are notices") {
  GitRepository git;
  git.commit_file("a", "1");
  git.git({"checkout", "-q", "-b", "side"});
  git.commit_file("a", "2");
  git.git({"checkout", "-q", "main"});
  git.commit_file("a", "3");
  CHECK(git.try_git({"merge", "side"}).exit_code != 0);
  git.git({"update-index", "--add", "--cacheinfo", concat("160000,", std::string(40, '1'), ",m")});
  const Repository repository = open(git);
  const auto source = made(index_source(repository, {}));
  CHECK(reasons_of(source->notices()) ==
        Reasons{NoticeReason::submodule, NoticeReason::partial_scan});
  CHECK(source->size() == 0);
}

TEST_CASE("reading the index leaves the repository as it is") {
  GitRepository git;
  git.commit_file("dir/a", "1");
  git.write("dir/b", "2");
  git.git({"add", "--all"});
  const std::string before = git.git({"count-objects", "-v"});
  const Repository repository = open(git);
  CHECK(made(index_source(repository, {}))->size() == 1);
  CHECK(git.git({"count-objects", "-v"}) == before);
  CHECK(git.git({"fsck"}).empty());
}

TEST_CASE("an index format that cannot be read is an error with a way out") {
  GitRepository git;
  git.commit_file("a", "1");
  git.git({"update-index", "--split-index"});
  const Repository repository = open(git);
  const auto source = index_source(repository, {});
  REQUIRE_FALSE(source);
  CHECK(source.error().kind == ErrorKind::unavailable);
  CHECK(contains(source.error().fix, "--no-split-index"));
}

TEST_CASE("a range gives each blob once, with all paths and the first commit, and the messages") {
  GitRepository git;
  const std::string base = git.commit_file("a", "base");
  git.write("one", "same");
  git.write("two", "same");
  const std::string first = git.commit("First message");
  git.remove("one");
  git.remove("two");
  git.commit("Remove");
  const std::string head = git.commit_file("three", "same");
  const Repository repository = open(git);
  const auto source = made(range_source(repository, {.base = id(base), .head = id(head)}));
  CHECK(files_of(*source) == Files{{"one|three|two", "same"}});
  CHECK(source->item(0).commit->hex() == first);
  CHECK(source->commits() == 3);
  CHECK(source->size() == 4);
  CHECK(source->item(1).kind == BlobKind::commit_message);
  CHECK(source->read(1).text == "First message\n");
  CHECK(source->description() ==
        concat("3 commits of ", base.substr(0, 7), "..", head.substr(0, 7)));
}

TEST_CASE("a blob that base's history once had is looked at again when a commit brings it back") {
  GitRepository git;
  git.commit_file("config", "secret");
  const std::string base = git.commit_file("config", "clean");
  const std::string head = git.commit_file("config", "secret");
  const Repository repository = open(git);
  const auto source = made(range_source(repository, {.base = id(base), .head = id(head)}));
  CHECK(files_of(*source) == Files{{"config", "secret"}});
}

TEST_CASE("a merge with base's own past brings back what the past had, and is looked at") {
  GitRepository git;
  const std::string past = git.commit_file("config", "secret");
  const std::string base = git.commit_file("config", "clean");
  const std::string head = git.git({"commit-tree", "-p", base, "-p", past, "-m", "Merge",
                                    git.git({"rev-parse", past + "^{tree}"})});
  const Repository repository = open(git);
  const auto source = made(range_source(repository, {.base = id(base), .head = id(head)}));
  CHECK(files_of(*source) == Files{{"config", "secret"}});
}

TEST_CASE("what only a merge commit adds is part of the range") {
  GitRepository git;
  const std::string base = git.commit_file("a", "1");
  git.git({"checkout", "-q", "-b", "side"});
  git.commit_file("b", "side");
  git.git({"checkout", "-q", "main"});
  git.commit_file("c", "main");
  git.git({"merge", "-q", "--no-commit", "--no-ff", "side"});
  git.write("evil", "in the merge alone");
  git.git({"add", "--all"});
  const std::string head = git.commit_index("Merge");
  const Repository repository = open(git);
  const auto source = made(range_source(repository, {.base = id(base), .head = id(head)}));
  CHECK(paths_of(*source) == std::set<std::string>{"b", "c", "evil"});
}

TEST_CASE("a range that a shallow clone cuts says so and still looks at what is there") {
  GitRepository git;
  git.commit_file("a", "1");
  const std::string base = git.commit_file("a", "2");
  git.commit_file("a", "3");
  const std::string head = git.commit_file("b", "4");
  const std::string clone = git.beside("clone");
  git.git({"clone", "-q", "--depth=1", "file://" + git.path(), clone});
  REQUIRE(run_program({"git", "fetch", "-q", "--depth=1", "origin", base}, clone).exit_code == 0);
  const auto repository = Repository::open({.path = clone});
  REQUIRE(repository);
  CHECK(repository->is_shallow());
  const auto source = made(range_source(*repository, {.base = id(base), .head = id(head)}));
  CHECK(reasons_of(source->notices()) == Reasons{NoticeReason::shallow});
  CHECK(paths_of(*source) == std::set<std::string>{"a", "b"});
  const auto ancestor = repository->is_ancestor(id(base), id(head));
  REQUIRE_FALSE(ancestor);
  CHECK(ancestor.error().kind == ErrorKind::unavailable);
}

TEST_CASE("missing objects are notices, and an unreadable walk is an error, never silence") {
  GitRepository git;
  const std::string base = git.commit_file("a", "1");
  git.write("b", "gone");
  const std::string head = git.commit_file("c", "here");
  const std::string blob = git.git({"rev-parse", "HEAD:b"});
  git.remove(concat(".git/objects/", blob.substr(0, 2), '/', blob.substr(2)));
  {
    const Repository repository = open(git);
    const auto source = made(range_source(repository, {.base = id(base), .head = id(head)}));
    REQUIRE(source->item(0).paths == std::vector<std::string>{"b"});
    REQUIRE(source->read(0).notice);
    CHECK(source->read(0).notice->reason == NoticeReason::missing_object);
    CHECK(source->read(1).text == "here");
  }
  const std::string tree = git.git({"rev-parse", "HEAD^{tree}"});
  git.remove(concat(".git/objects/", tree.substr(0, 2), '/', tree.substr(2)));
  {
    const Repository repository = open(git);
    const auto source = made(range_source(repository, {.base = id(base), .head = id(head)}));
    CHECK(reasons_of(source->notices()) == Reasons{NoticeReason::missing_object});
    CHECK_FALSE(repository.tree(id(head)));
  }
  git.remove(concat(".git/objects/", base.substr(0, 2), '/', base.substr(2)));
  const Repository repository = open(git);
  const auto source = range_source(repository, {.base = id(base), .head = id(head)});
  REQUIRE_FALSE(source);
  CHECK(source.error().kind == ErrorKind::unavailable);
}

TEST_CASE("a work tree gives what git ls-files --cached --others --exclude-standard lists") {
  GitRepository git;
  git.write(".gitignore", "build/\n*.log\n!kept.log\n/only-top\n");
  git.write("tracked", "1");
  git.write("dir/tracked.log", "tracked although ignored");
  git.write("dir/.gitignore", "local\n");
  git.git({"add", "--force", "--all"});
  git.commit_index("First");
  git.write("untracked", "2");
  git.write("kept.log", "3");
  git.write("dir/x.log", "ignored");
  git.write("dir/local", "ignored");
  git.write("build/output", "ignored");
  git.write("dir/only-top", "not ignored here");
  git.write("only-top", "ignored");
  std::filesystem::create_symlink("tracked", git.path() + "/link");
  const auto everything = made(worktree_source({.path = git.path()}));
  std::set<std::string> expected =
      set_of(git.git_lines({"ls-files", "-z", "--cached", "--others", "--exclude-standard"}));
  expected.erase("link");
  CHECK(paths_of(*everything) == expected);
  CHECK(everything->notices().empty());
  const auto below = made(worktree_source({.path = git.path() + "/dir"}));
  CHECK(paths_of(*below) == set_of({"dir/.gitignore", "dir/only-top", "dir/tracked.log"}));
  CHECK(paths_of(*made(worktree_source({.path = git.path() + "/build"}))) ==
        std::set<std::string>{"build/output"});
  CHECK(paths_of(*made(worktree_source({.path = git.path() + "/dir/x.log"}))) ==
        std::set<std::string>{"dir/x.log"});
  CHECK(made(worktree_source({.path = git.path(), .ignored = IgnoredFiles::include}))->size() ==
        expected.size() + 4);
}

TEST_CASE("outside a repository every regular file is looked at; the rest are notices") {
  const auto directory = TemporaryDirectory::create("foureyes-test");
  REQUIRE(directory);
  const std::string root = directory->path();
  REQUIRE(make_directories(root + "/sub/.git"));
  REQUIRE(write_file(root + "/sub/file", "text"));
  REQUIRE(write_file(root + "/sub/.git/config", "left out"));
  REQUIRE(write_file(root + "/pointer",
                     "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"));
  REQUIRE(::mkfifo((root + "/pipe").c_str(), 0600) == 0);
  std::filesystem::create_symlink("/etc/passwd", root + "/link");
  std::filesystem::create_symlink("..", root + "/sub/up");
  const auto source = made(worktree_source({.path = root}));
  CHECK(paths_of(*source) == std::set<std::string>{"pointer", "sub/file"});
  REQUIRE(source->notices().size() == 1);
  CHECK(source->notices()[0].path == "pipe");
  CHECK(source->read(0).notice->reason == NoticeReason::lfs_pointer);
  CHECK(files_of(*made(worktree_source({.path = root + "/sub/file"}))) == Files{{"file", "text"}});
  const auto missing = worktree_source({.path = root + "/none"});
  REQUIRE_FALSE(missing);
  CHECK(missing.error().kind == ErrorKind::invalid);
}

TEST_CASE("a file of two gibibytes is a notice, quickly, on disk and in git") {
  const auto directory = TemporaryDirectory::create("foureyes-test");
  REQUIRE(directory);
  const std::string big = directory->path() + "/big";
  REQUIRE(write_file(big, ""));
  REQUIRE(::truncate(big.c_str(), std::int64_t{2} << 30) == 0);
  const auto source = made(worktree_source({.path = directory->path()}));
  const BlobText text = source->read(0);
  CHECK(text.text.empty());
  REQUIRE(text.notice);
  CHECK(text.notice->reason == NoticeReason::too_large);

  GitRepository git;
  git.write("big", std::string(1 << 20, 'x'));
  git.git({"add", "--all"});
  const Repository repository = open(git);
  const auto staged = made(index_source(repository, {.blob_limit = 1'000}));
  REQUIRE(staged->read(0).notice);
  CHECK(staged->read(0).notice->reason == NoticeReason::too_large);
}
