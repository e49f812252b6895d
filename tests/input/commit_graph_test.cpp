// Walks over graphs of random shape, compared with git itself.
#include <algorithm>
#include <random>
#include <set>

#include "base/text.h"
#include "input/repository.h"
#include "support/catch.h"
#include "support/git_repository.h"

using namespace foureyes;

namespace {

constexpr int kCommits = 24;

// Commits with one or two random earlier parents, now and then a new root; dates go forward but may
// be equal.
std::vector<std::string> random_graph(GitRepository& git, std::mt19937& random) {
  git.write("a", "1");
  git.git({"add", "--all"});
  const std::string tree = git.git({"write-tree"});
  std::vector<std::string> commits;
  for (int i = 0; i < kCommits; ++i) {
    std::set<std::string> parents;
    const unsigned count = i == 0 || random() % 9 == 0 ? 0 : 1 + random() % 2;
    for (unsigned parent = 0; parent < count; ++parent)
      parents.insert(commits[random() % commits.size()]);
    std::string text = concat("tree ", tree, "\n");
    for (const std::string& parent : parents) text += concat("parent ", parent, "\n");
    for (const std::string_view role : {"author", "committer"})
      text += concat(role, " alice <alice@example.com> ", 1'767'600'000 + i / 2 * 60, " +0000\n");
    text += concat("\ncommit ", i, "\n");
    git.write(".git/next", text);
    commits.push_back(git.git({"hash-object", "-t", "commit", "-w", ".git/next"}));
    git.git({"update-ref", concat("refs/heads/c", i), commits.back()});
  }
  return commits;
}

std::set<std::string> set_of(const std::vector<std::string>& lines) {
  return {lines.begin(), lines.end()};
}

bool parents_come_first(const Repository& repository, const std::vector<ObjectId>& commits) {
  std::set<ObjectId> all(commits.begin(), commits.end()), seen;
  for (const ObjectId& id : commits) {
    const auto commit = repository.commit(id);
    REQUIRE(commit);
    for (const ObjectId& parent : commit->parents)
      if (all.contains(parent) && !seen.contains(parent)) return false;
    seen.insert(id);
  }
  return true;
}

}  // namespace

TEST_CASE("ranges, ancestry and merge bases of random graphs are those that git finds") {
  std::mt19937 random(20260105);
  for (int round = 0; round < 3; ++round) {
    GitRepository git;
    const std::vector<std::string> commits = random_graph(git, random);
    const auto repository = Repository::open({.path = git.path()});
    REQUIRE(repository);
    for (int pair = 0; pair < 15; ++pair) {
      const std::string& a = commits[random() % commits.size()];
      const std::string& b = commits[random() % commits.size()];
      const ObjectId base = *ObjectId::parse(a), head = *ObjectId::parse(b);
      INFO(a << ".." << b);
      const auto list = repository->commits_between(base, head);
      REQUIRE(list);
      std::set<std::string> found;
      for (const ObjectId& id : list->commits) found.insert(id.hex());
      CHECK(found == set_of(git.git_lines({"rev-list", a + ".." + b})));
      CHECK(parents_come_first(*repository, list->commits));
      const auto reaches = git.try_git({"merge-base", "--is-ancestor", a, b});
      CHECK(repository->is_ancestor(base, head).value() == (reaches.exit_code == 0));
      const ProgramRun all = git.try_git({"merge-base", "--all", a, b});
      std::set<std::string> bases;
      for (const std::string_view line : split_lines(all.output)) bases.emplace(line);
      const auto merge_base = repository->merge_base(base, head);
      REQUIRE(merge_base);
      CHECK(merge_base->has_value() == !bases.empty());
      if (*merge_base) CHECK(bases.contains((*merge_base)->hex()));
    }
  }
}
