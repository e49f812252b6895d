#include "input/repository.h"

#include <algorithm>

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

ObjectId id(const std::string& hex) {
  const auto parsed = ObjectId::parse(hex);
  REQUIRE(parsed);
  return *parsed;
}

std::string mode_of(EntryKind kind) {
  switch (kind) {
    case EntryKind::executable:
      return "100755";
    case EntryKind::symlink:
      return "120000";
    case EntryKind::submodule:
      return "160000";
    default:
      return "100644";
  }
}

// As `git ls-tree -r` writes an entry, without the type.
std::string line_of(const TreeEntry& entry) {
  return concat(mode_of(entry.kind), ' ', entry.object, ' ', entry.path);
}

std::vector<std::string> hex_of(const std::vector<ObjectId>& ids) {
  std::vector<std::string> hex;
  for (const ObjectId& one : ids) hex.push_back(one.hex());
  return hex;
}

std::vector<std::string> sorted(std::vector<std::string> lines) {
  std::sort(lines.begin(), lines.end());
  return lines;
}

}  // namespace

TEST_CASE("a tree lists what git ls-tree lists, in the same order") {
  GitRepository git;
  git.write("a.txt", "a");
  git.write("a/b.txt", "b");
  git.write("a-b/c.txt", "c");
  git.write("a/d/e/f.txt", "f");
  git.write("run.sh", "#!/bin/sh\n");
  git.git({"add", "--all"});
  git.git({"update-index", "--chmod=+x", "run.sh"});
  git.git({"update-index", "--add", "--cacheinfo",
           concat("160000,", std::string(40, '1'), ",vendor/module")});
  git.git({"update-index", "--add", "--cacheinfo",
           concat("120000,", git.git({"hash-object", "-w", "a.txt"}), ",link")});
  git.commit_index("First");
  const Repository repository = open(git);
  const auto tree = repository.tree(id(git.head()));
  REQUIRE(tree);
  std::vector<std::string> lines;
  for (const TreeEntry& entry : (*tree)->entries()) lines.push_back(line_of(entry));
  CHECK(lines == git.git_lines({"ls-tree", "-r", "-z",
                                "--format=%(objectmode) %(objectname) %(path)", "HEAD"}));
  const TreeEntry* file = (*tree)->find("a/d/e/f.txt");
  REQUIRE(file);
  CHECK((*tree)->read(*file, 100).value() == "f");
  CHECK((*tree)->read(*file, 0).error().kind == ErrorKind::unavailable);
  CHECK((*tree)->read(*(*tree)->find("link"), 100).value() == "a");
  CHECK_FALSE((*tree)->read(*(*tree)->find("vendor/module"), 100));
}

TEST_CASE("a commit has its people, dates, message and parents") {
  GitRepository git;
  const std::string first = git.commit_file("a", "1");
  git.commit_file(
      "a", "2", {.name = "Bob B", .email = "bob@example.com", .date = "2026-02-03T04:05:06+0200"});
  const Repository repository = open(git);
  const auto commit = repository.commit(id(git.head()));
  REQUIRE(commit);
  CHECK(commit->author.name == "Bob B");
  CHECK(commit->author.email == "bob@example.com");
  CHECK(commit->committer.when.rfc3339() == "2026-02-03T02:05:06Z");
  CHECK(hex_of(commit->parents) == std::vector<std::string>{first});
  CHECK(commit->tree.hex() == git.git({"rev-parse", "HEAD^{tree}"}));
  CHECK(commit->message == "Change a\n");
  CHECK(commit->signature.empty());
}

TEST_CASE(
    "revisions resolve as git rev-parse resolves them; unknown ones are an error with a fix") {
  GitRepository git;
  git.commit_file("a", "1");
  git.commit_file("a", "2");
  git.git({"tag", "-a", "v1", "-m", "one"});
  const Repository repository = open(git);
  for (const std::string revision : {"HEAD", "HEAD~1", "main", "v1", "v1^{}", "refs/heads/main"})
    CHECK(repository.resolve(revision)->hex() == git.git({"rev-parse", revision + "^{commit}"}));
  const auto unknown = repository.resolve("no-such-branch");
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().kind == ErrorKind::invalid);
  CHECK(unknown.error().where == "no-such-branch");
  CHECK_FALSE(unknown.error().fix.empty());
  CHECK_FALSE(repository.resolve("HEAD:a"));
  CHECK_FALSE(repository.resolve(""));
}

TEST_CASE("commits between two revisions are those of git rev-list, parents first") {
  GitRepository git;
  git.commit_file("a", "1");
  const std::string base = git.commit_file("a", "2");
  git.git({"checkout", "-q", "-b", "side", "HEAD~1"});
  git.commit_file("b", "1");
  git.commit_file("b", "2");
  git.git({"checkout", "-q", "main"});
  git.commit_file("c", "1");
  const std::string head = git.merge("side");
  const Repository repository = open(git);
  const auto list = repository.commits_between(id(base), id(head));
  REQUIRE(list);
  CHECK(list->complete);
  CHECK(sorted(hex_of(list->commits)) == sorted(git.git_lines({"rev-list", base + ".." + head})));
  CHECK(list->commits.back().hex() == head);
  CHECK(repository.commits_between(id(head), id(base))->commits.empty());
  CHECK(repository.merge_base(id(base), id(git.git({"rev-parse", "side"})))->value().hex() ==
        git.git({"merge-base", base, "side"}));
  CHECK(repository.is_ancestor(id(base), id(head)).value());
  CHECK_FALSE(repository.is_ancestor(id(head), id(base)).value());
  CHECK(hex_of(*repository.first_parents_between(id(base), id(head))) ==
        git.git_lines({"rev-list", "--first-parent", "--reverse", base + ".." + head}));
  CHECK_FALSE(repository.first_parents_between(id(git.git({"rev-parse", "side"})), id(head)));
}

TEST_CASE("a merge commit's changes are what differs from every parent") {
  GitRepository git;
  git.write("shared", "1\n2\n3\n4\n5\n6\n7\n8\n");
  git.write("dir/kept", "x");
  git.commit("First");
  git.git({"checkout", "-q", "-b", "side"});
  git.write("shared", "1\n2\n3\n4\n5\n6\n7\neight\n");
  git.commit_file("side-only", "s");
  git.git({"checkout", "-q", "main"});
  git.write("shared", "one\n2\n3\n4\n5\n6\n7\n8\n");
  git.commit("Change");
  git.git({"merge", "-q", "--no-commit", "--no-ff", "side"});
  git.write("dir/evil", "only in the merge");
  git.git({"add", "--all"});
  const std::string head = git.commit_index("Merge");
  const Repository repository = open(git);
  const auto changes = repository.changes_of(id(head));
  REQUIRE(changes);
  std::vector<std::string> paths;
  for (const TreeEntry& entry : *changes) paths.push_back(entry.path);
  CHECK(paths == std::vector<std::string>{"dir/evil", "shared"});
  CHECK(paths ==
        git.git_lines({"diff-tree", "-c", "-r", "-z", "--name-only", "--no-commit-id", head}));
}

TEST_CASE("a merge computed in memory is git merge-tree's and leaves the repository untouched") {
  GitRepository git;
  git.write("text", "1\n2\n3\n4\n5\n6\n7\n8\n");
  git.write("dir/old-name", "a\nb\nc\nd\ne\nf\n");
  git.commit("First");
  git.git({"checkout", "-q", "-b", "side"});
  git.write("text", "1\n2\n3\n4\n5\n6\n7\neight\n");
  git.git({"mv", "dir/old-name", "dir/new-name"});
  const std::string side = git.commit("Side");
  git.git({"checkout", "-q", "main"});
  git.write("text", "one\n2\n3\n4\n5\n6\n7\n8\n");
  git.write("dir/old-name", "a\nb\nc\nd\ne\nf\ng\n");
  const std::string base = git.commit("Main");
  const std::string objects_before = git.git({"count-objects", "-v"});
  {
    const Repository repository = open(git);
    const auto merged = repository.merge_result(id(base), id(side));
    REQUIRE(merged);
    CHECK(merged->computed);
    CHECK(merged->conflicts.empty());
    const auto tree = repository.tree(*merged->tree);
    REQUIRE(tree);
    const TreeEntry* text = (*tree)->find("text");
    REQUIRE(text);
    CHECK((*tree)->read(*text, 100).value() == "one\n2\n3\n4\n5\n6\n7\neight\n");
    CHECK(git.git({"count-objects", "-v"}) == objects_before);
    CHECK(merged->tree->hex() == git.git({"merge-tree", "--write-tree", base, side}));
    const auto same = repository.merge_result(id(git.git({"merge-base", base, side})), id(side));
    CHECK_FALSE(same->computed);
    CHECK(same->tree->hex() == git.git({"rev-parse", side + "^{tree}"}));
  }
  git.commit_file("text", "uno\n");
  git.git({"checkout", "-q", "side"});
  const std::string other = git.commit_file("text", "eins\n");
  const Repository repository = open(git);
  const auto conflict = repository.merge_result(id(git.git({"rev-parse", "main"})), id(other));
  REQUIRE(conflict);
  CHECK_FALSE(conflict->tree);
  CHECK(conflict->conflicts == std::vector<std::string>{"text"});
}

TEST_CASE("merge attributes of the repository do not change the computed merge") {
  GitRepository git;
  git.write(".gitattributes", "* merge=union\n");
  git.commit_file("text", "1\n");
  git.git({"checkout", "-q", "-b", "side"});
  const std::string side = git.commit_file("text", "2\n");
  git.git({"checkout", "-q", "main"});
  const std::string base = git.commit_file("text", "3\n");
  const auto merged = open(git).merge_result(id(base), id(side));
  REQUIRE(merged);
  CHECK(merged->conflicts == std::vector<std::string>{"text"});
}
