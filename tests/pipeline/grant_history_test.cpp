#include "pipeline/grant_history.h"

#include <algorithm>

#include "privilege/grants.h"
#include "support/catch.h"
#include "support/git_repository.h"

namespace foureyes {
namespace {

constexpr const char* kWorkflow = ".github/workflows/release.yml";

std::string workflow(const std::string& scopes) {
  return "on: push\npermissions: {}\njobs:\n  deploy:\n    runs-on: ubuntu-24.04\n"
         "    permissions:\n" +
         scopes + "    steps: [{run: make}]\n";
}

struct Dated {
  std::string since;
  std::string changed;
  bool or_earlier = false;
};

// Of the job's token scope on `resource`.
Dated age_of(const GitRepository& git, const std::string& revision, const std::string& resource,
             std::size_t readings = 100) {
  const auto repository = Repository::open({git.path(), {}});
  REQUIRE(repository);
  const ObjectId commit = ObjectId::parse(revision).value();
  const auto tree = repository->tree(commit);
  REQUIRE(tree);
  const auto list = read_grants(**tree);
  REQUIRE(list);
  const auto ages = grant_ages(*repository, commit, list->grants, {.readings = readings});
  REQUIRE(ages);
  REQUIRE(ages->size() == list->grants.size());
  for (std::size_t i = 0; i < ages->size(); ++i) {
    const Grant& grant = list->grants[i];
    if (grant.kind == "token-scope" && grant.resource == Pattern::literal(resource))
      return {(*ages)[i].since.commit.hex(), (*ages)[i].changed.commit.hex(),
              (*ages)[i].since.or_earlier};
  }
  FAIL("no such grant");
  return {};
}

}  // namespace

TEST_CASE("a grant is as old as the first commit since which its holder has held one of its kind") {
  GitRepository git;
  git.commit_file("a.txt", "1\n");
  const auto came = git.commit_file(kWorkflow, workflow("      contents: read\n"));
  git.commit_file("a.txt", "2\n");
  const auto widened = git.commit_file(kWorkflow, workflow("      contents: write\n"));
  const auto second =
      git.commit_file(kWorkflow, workflow("      contents: write\n      issues: read\n"));
  const auto head = git.commit_file("a.txt", "3\n");

  CHECK(age_of(git, head, "contents").since == came);
  CHECK(age_of(git, head, "contents").changed == widened);
  CHECK(age_of(git, head, "issues").since == second);
  CHECK_FALSE(age_of(git, head, "contents").or_earlier);
}

TEST_CASE("a gap begins the time anew") {
  GitRepository git;
  git.commit_file(kWorkflow, workflow("      contents: read\n"));
  git.commit_file(kWorkflow, workflow("      issues: read\n"));
  const auto again = git.commit_file(kWorkflow, workflow("      contents: read\n"));
  CHECK(age_of(git, again, "contents").since == again);
}

TEST_CASE("what is held by the first commit came with it; past the limit it is 'or earlier'") {
  GitRepository git;
  const auto first = git.commit_file(kWorkflow, workflow("      contents: read\n"));
  const auto head =
      git.commit_file(kWorkflow, workflow("      contents: read\n      issues: read\n"));
  CHECK(age_of(git, head, "contents").since == first);
  CHECK_FALSE(age_of(git, head, "contents").or_earlier);
  CHECK(age_of(git, head, "contents", 0).or_earlier);
}

TEST_CASE("a merge brings to the target's line what it merges") {
  GitRepository git;
  git.commit_file("a.txt", "1\n");
  git.git({"switch", "-qc", "change"});
  git.commit_file(kWorkflow, workflow("      contents: read\n"));
  git.git({"switch", "-q", "main"});
  git.commit_file("b.txt", "1\n");
  git.merge("change");
  const auto merge = git.git({"rev-parse", "HEAD"});
  CHECK(age_of(git, merge, "contents").since == merge);
}

}  // namespace foureyes
