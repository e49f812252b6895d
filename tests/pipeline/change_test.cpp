#include "pipeline/change.h"

#include "approval/statement.h"
#include "pipeline/approve.h"
#include "signing/private_key.h"
#include "support/catch.h"
#include "support/git_repository.h"

namespace foureyes {
namespace {

struct Opened {
  Repository repository;
  JudgedChange judged;
};

ObjectId id(const std::string& hex) { return ObjectId::parse(hex).value(); }

Opened judge(const GitRepository& git, const std::string& base, const std::string& head) {
  auto repository = Repository::open({git.path(), {}});
  REQUIRE(repository);
  auto judged = judge_change(*repository, {id(base), id(head), "", "", ""});
  REQUIRE(judged);
  return {std::move(*repository), std::move(*judged)};
}

SignedStatement some_approval(const ObjectId& object) {
  ApprovalStatement statement{"", "refs/heads/main", object, object, object, object};
  statement.delta_digest = std::string(64, 'a');
  statement.identity = "bob@example.com";
  const auto signer = ed25519_signer_from_seed(std::string(32, 's'));
  REQUIRE(signer);
  auto made = sign_approval(statement, **signer);
  REQUIRE(made);
  return *std::move(made);
}

TEST_CASE("a change that descends from base is judged as its own tree") {
  GitRepository git;
  const auto base = git.commit_file("a.txt", "1\n");
  const auto head = git.commit_file("a.txt", "2\n");
  const auto opened = judge(git, base, head);
  CHECK_FALSE(opened.judged.change.merge_computed);
  CHECK(opened.judged.change.result_tree == git.git({"rev-parse", head + "^{tree}"}));
  CHECK(opened.judged.change.commits.size() == 1);
}

TEST_CASE("a change from before the target's tip is judged as git would merge it") {
  GitRepository git;
  const auto start = git.commit_file("a.txt", "1\n");
  git.git({"switch", "-qc", "change"});
  const auto head = git.commit_file("b.txt", "2\n");
  git.git({"switch", "-q", "main"});
  const auto base = git.commit_file("c.txt", "3\n");
  const auto opened = judge(git, base, head);
  CHECK(opened.judged.change.merge_computed);
  CHECK(opened.judged.change.merge_base == start);
  git.merge("change");
  CHECK(opened.judged.change.result_tree == git.git({"rev-parse", "HEAD^{tree}"}));
}

TEST_CASE("a conflict leaves no result tree and names the path") {
  GitRepository git;
  git.commit_file("a.txt", "1\n");
  git.git({"switch", "-qc", "change"});
  const auto head = git.commit_file("a.txt", "2\n");
  git.git({"switch", "-q", "main"});
  const auto base = git.commit_file("a.txt", "3\n");
  const auto opened = judge(git, base, head);
  CHECK(opened.judged.change.result_tree.empty());
  CHECK(opened.judged.conflicts == std::vector<std::string>{"a.txt"});
}

TEST_CASE("the identity of a tree without approvals is what git would call that tree") {
  GitRepository git;
  git.write("a/b/c.txt", "1\n");
  git.write("a.txt", "2\n");
  git.write("a-b/d", "3\n");
  git.write(".foureyes/allowed_signers", "# nobody\n");
  const auto before = git.commit("Before");
  const SignedStatement approval = some_approval(id(before));
  git.write(".foureyes/approvals/x.json", approval.text);
  git.write(".foureyes/approvals/x.json.sig", approval.signature);
  const auto after = git.commit("An approval");
  git.write(".foureyes/approvals/x.sh", "echo code\n");
  const auto with_code = git.commit("Code beside it");
  const auto repository = Repository::open({git.path(), {}});
  REQUIRE(repository);
  const auto tree = repository->tree(id(after));
  REQUIRE(tree);
  CHECK(tree_without_approvals(**tree) == git.git({"rev-parse", before + "^{tree}"}));
  const auto code_tree = repository->tree(id(with_code));
  REQUIRE(code_tree);
  CHECK(tree_without_approvals(**code_tree) != git.git({"rev-parse", before + "^{tree}"}));
}

TEST_CASE("every form of a remote's URL gives one name") {
  for (const char* url :
       {"https://git.example.com/fin/ledger", "https://git.example.com/fin/ledger.git",
        "git@git.example.com:fin/ledger.git", "ssh://git@git.example.com/fin/ledger"}) {
    CHECK(repository_uri(url) == "git+https://git.example.com/fin/ledger");
  }
  CHECK(repository_uri("").empty());
}

}  // namespace
}  // namespace foureyes
