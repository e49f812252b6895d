#include "input/index_file.h"

#include <random>
#include <set>

#include "base/text.h"
#include "input/blob_source.h"
#include "support/catch.h"
#include "support/git_repository.h"

using namespace foureyes;

namespace {

std::vector<std::string> lines_of(const IndexFile& index) {
  std::vector<std::string> lines;
  for (const IndexEntry& entry : index.entries())
    lines.push_back(concat(entry.object.hex(), ' ', entry.stage, '\t', entry.path));
  return lines;
}

std::set<std::string> paths_of(const BlobSource& source) {
  std::set<std::string> paths;
  for (std::size_t i = 0; i < source.size(); ++i)
    for (const std::string& path : source.item(i).paths) paths.insert(path);
  return paths;
}

std::string random_path(std::mt19937& random) {
  static constexpr std::string_view kNames[] = {"a", "a.b", "a-b", "b", "deep", "z"};
  std::string path(kNames[random() % 4]);
  for (auto depth = random() % 4; depth > 0; --depth) path += concat('/', kNames[random() % 6]);
  return path + ".txt";
}

}  // namespace

TEST_CASE("an index is read as git ls-files reads it, in every version, and its trees are right") {
  std::mt19937 random(4);
  for (const std::string version : {"2", "3", "4"}) {
    GitRepository git;
    for (int i = 0; i < 40; ++i) git.write(random_path(random), concat("first ", i));
    git.git({"add", "--all"});
    git.git({"update-index", "--index-version", version});
    git.commit_index("First");
    for (int i = 0; i < 12; ++i) git.write(random_path(random), concat("second ", i));
    git.git({"add", "--all"});
    git.write("announced", "x");
    if (version != "2") git.git({"add", "--intent-to-add", "announced"});
    const auto index = IndexFile::read(git.path() + "/.git/index");
    REQUIRE(index);
    std::vector<std::string> expected;
    for (const std::string& line :
         git.git_lines({"ls-files", "--format=%(objectname) %(stage)%x09%(path)"}))
      expected.push_back(line);
    CHECK(lines_of(*index) == expected);
    const auto repository = Repository::open({.path = git.path()});
    REQUIRE(repository);
    const auto source = index_source(*repository, {});
    REQUIRE(source);
    std::set<std::string> staged;
    for (const std::string& path : git.git_lines(
             {"diff", "--cached", "--name-only", "-z", "--no-renames", "--diff-filter=d"}))
      staged.insert(path);
    CHECK(paths_of(**source) == staged);
    git.git({"write-tree"});  // fills in the cached trees
    const auto again = index_source(*repository, {});
    REQUIRE(again);
    CHECK(paths_of(**again) == staged);
    if (version == "2")
      CHECK(IndexFile::read(git.path() + "/.git/index")->cached_tree("")->hex() ==
            git.git({"write-tree"}));
  }
}

TEST_CASE("every cut of an index is an error or fewer entries, never a crash") {
  GitRepository git;
  git.write("dir/a", "1");
  git.write("b", "2");
  git.commit("First");
  const std::string bytes = git.read(".git/index");
  REQUIRE(IndexFile::parse(bytes, "index"));
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto cut = IndexFile::parse(bytes.substr(0, size), "index");
    if (!cut) CHECK(cut.error().kind == ErrorKind::unavailable);
  }
  CHECK(IndexFile::read(git.path() + "/none")->entries().empty());
}
