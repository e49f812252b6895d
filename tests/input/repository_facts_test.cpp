#include "base/text.h"
#include "input/repository.h"
#include "support/catch.h"
#include "support/git_repository.h"

using namespace foureyes;

namespace {

Repository open(const std::string& path) {
  auto repository = Repository::open({.path = path});
  if (!repository) FAIL(repository.error().what);
  return std::move(*repository);
}

}  // namespace

TEST_CASE("a repository is found from below; a place without one is an error with a fix") {
  GitRepository git;
  git.write("dir/sub/file", "1");
  CHECK(open(git.path() + "/dir/sub").work_tree() == *real_path(git.path()) + "/");
  CHECK(Repository::is_inside_work_tree(git.path() + "/dir"));
  const auto outside = Repository::open({.path = git.beside("nothing-here")});
  REQUIRE_FALSE(outside);
  CHECK(outside.error().kind == ErrorKind::invalid);
  CHECK_FALSE(outside.error().fix.empty());
}

TEST_CASE("bare repositories open; SHA-256 repositories say what they are") {
  GitRepository bare({"--bare", "--initial-branch=main"});
  CHECK_FALSE(open(bare.path()).work_tree());
  CHECK_FALSE(open(bare.path()).head_commit());
  CHECK(open(bare.path()).head_ref() == "refs/heads/main");
  GitRepository other({"--object-format=sha256"});
  const auto refused = Repository::open({.path = other.path()});
  REQUIRE_FALSE(refused);
  CHECK(contains(refused.error().what, "SHA-256"));
  GitRepository strange;
  strange.git({"config", "core.repositoryFormatVersion", "1"});
  strange.git({"config", "extensions.tomorrow", "true"});
  const auto unknown = Repository::open({.path = strange.path()});
  REQUIRE_FALSE(unknown);
  CHECK(contains(unknown.error().what, "format"));
}

TEST_CASE("a partial clone opens, and a blob that it lacks is unavailable with the way to get it") {
  GitRepository git;
  git.git({"config", "uploadpack.allowFilter", "true"});
  git.commit_file("a", "1");
  const std::string clone = git.beside("clone");
  git.git({"clone", "-q", "--no-checkout", "--filter=blob:none", "file://" + git.path(), clone});
  const Repository repository = open(clone);
  CHECK(repository.is_partial());
  const auto tree = repository.tree(*repository.head_commit());
  REQUIRE(tree);
  const auto text = (*tree)->read((*tree)->entries().front(), 100);
  REQUIRE_FALSE(text);
  CHECK(text.error().kind == ErrorKind::unavailable);
  CHECK(contains(text.error().what, "partial clone"));
}

TEST_CASE("the remote's address loses user and password") {
  const std::vector<std::pair<std::string, std::string>> addresses = {
      {"https://user:pass@example.com/a/b.git", "https://example.com/a/b.git"},
      {"https://token@example.com/a@b.git", "https://example.com/a@b.git"},
      {"https://user:p@ss@example.com/a", "https://example.com/a"},
      {"ssh://git@example.com:22/a", "ssh://example.com:22/a"},
      {"git@example.com:a/b.git", "git@example.com:a/b.git"},
      {"https://example.com/a", "https://example.com/a"},
  };
  for (const auto& [given, shown] : addresses) {
    GitRepository git;
    git.git({"remote", "add", "origin", given});
    CHECK(open(git.path()).remote_url() == shown);
  }
  GitRepository none;
  CHECK(open(none.path()).remote_url().empty());
}

TEST_CASE("the default branch is origin's, then the configured one, main and master") {
  GitRepository git;
  CHECK_FALSE(open(git.path()).default_branch());
  git.commit_file("a", "1");
  git.git({"branch", "-m", "master"});
  CHECK(open(git.path()).default_branch()->name == "master");
  git.git({"branch", "main"});
  CHECK(open(git.path()).default_branch()->name == "main");
  git.git({"branch", "trunk"});
  git.git({"config", "init.defaultBranch", "trunk"});
  CHECK(open(git.path()).default_branch()->name == "trunk");
  const std::string clone = git.beside("clone");
  git.git({"clone", "-q", git.path(), clone});
  const Repository cloned = open(clone);
  CHECK(cloned.default_branch()->name == "origin/master");
  CHECK(cloned.default_branch()->commit.hex() == git.head());
}

TEST_CASE("replace refs and grafts change nothing") {
  GitRepository git;
  const std::string first = git.commit_file("a", "1");
  const std::string second = git.commit_file("a", "2");
  const std::string third = git.commit_file("a", "3");
  git.git({"replace", second, first});
  git.write(".git/info/grafts", concat(third, " ", first, "\n"));
  const Repository repository = open(git.path());
  const auto commit = repository.commit(*ObjectId::parse(second));
  REQUIRE(commit);
  CHECK(commit->parents.size() == 1);
  const auto list = repository.commits_between(*ObjectId::parse(first), *ObjectId::parse(third));
  REQUIRE(list);
  CHECK(list->commits.size() == 2);
}

TEST_CASE("an object whose content is not what its name says is refused") {
  GitRepository git;
  git.commit_file("a", "what was reviewed");
  const std::string real = git.git({"rev-parse", "HEAD:a"});
  git.write("other", "what was not");
  const std::string other = git.git({"hash-object", "-w", "other"});
  const auto file_of = [&](const std::string& id) {
    return concat(".git/objects/", id.substr(0, 2), '/', id.substr(2));
  };
  const std::string forged = git.read(file_of(other));
  git.remove(file_of(real));
  git.write(file_of(real), forged);
  const auto text = open(git.path()).read_blob(*ObjectId::parse(real), 1'000);
  REQUIRE_FALSE(text);
  CHECK(text.error().kind == ErrorKind::unavailable);
  CHECK(contains(text.error().what, "name"));
}

TEST_CASE("objects in a further directory, as in a pre-receive hook, can be read") {
  GitRepository git;
  git.commit_file("a", "1");
  const std::string elsewhere = git.beside("quarantine");
  REQUIRE(make_directories(elsewhere));
  git.write("new", "in quarantine");
  const ProgramRun run = run_program({"git", "hash-object", "-w", "new"}, git.path(),
                                     {"GIT_OBJECT_DIRECTORY=" + elsewhere});
  REQUIRE(run.exit_code == 0);
  const ObjectId id = *ObjectId::parse(run.output.substr(0, 40));
  CHECK_FALSE(open(git.path()).read_blob(id, 100));
  const auto repository = Repository::open({.path = git.path(), .object_directories = {elsewhere}});
  REQUIRE(repository);
  CHECK(repository->read_blob(id, 100).value() == "in quarantine");
}
