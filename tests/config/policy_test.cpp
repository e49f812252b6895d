#include "config/policy.h"

#include "support/catch.h"

using namespace foureyes;

namespace {

std::string error_of(std::string_view text) {
  const auto policy = read_policy(text, "p");
  if (policy) return "accepted";
  return policy.error().where + " " + policy.error().what + " | " + policy.error().fix;
}

}  // namespace

TEST_CASE("without a file and with an empty one the policy is the default") {
  for (const char* text : {"", "# nothing\n", "version: 1\n"}) {
    const auto policy = read_policy(text, "p");
    REQUIRE(policy);
    REQUIRE(policy->bind == ApprovalBinding::delta);
    REQUIRE(policy->default_token == DefaultToken::unknown);
    REQUIRE(policy->authorship == Authorship::asserted);
    REQUIRE(policy->fail_on == Confidence::medium);
    REQUIRE(policy->inline_marks == InlineMarks::ignored);
    REQUIRE(policy->approvals.empty());
    REQUIRE_FALSE(policy->max_file_bytes);
  }
}

TEST_CASE("every key of the policy is read") {
  const auto policy = read_policy(R"(
version: 1
repository: git+https://example.com/payments/ledger
bind: tree
default_token: restricted
authorship: proved
inline_marks: honoured
approvals:
  - name: production
    planes: [pipeline, cloud]
    kinds: [token-scope]
    directions: [widened, narrowed]
    paths: [".github/**", "deploy/"]
    count: 2
    class: A4
    from: [finance-owners, carol]
    bind: delta
groups:
  finance-owners: [alice, bob]
accept_incomplete:
  - reason: lfs-pointer
    paths: ["assets/**"]
    why: pictures of the manual
scan:
  fail_on: low
  max_file_bytes: 5000000
waivers:
  max_days: 90
)",
                                  "p");
  REQUIRE(policy);
  REQUIRE(policy->repository == "git+https://example.com/payments/ledger");
  REQUIRE(policy->bind == ApprovalBinding::tree);
  REQUIRE(policy->default_token == DefaultToken::restricted);
  REQUIRE(policy->authorship == Authorship::proved);
  REQUIRE(policy->inline_marks == InlineMarks::honoured);
  REQUIRE(policy->approvals.size() == 1);
  const ApprovalRule& rule = policy->approvals[0];
  REQUIRE(rule.name == "production");
  REQUIRE(rule.planes == std::vector<Plane>{Plane::pipeline, Plane::cloud});
  REQUIRE(rule.kinds == std::vector<std::string>{"token-scope"});
  REQUIRE(rule.directions == std::vector<Direction>{Direction::widened, Direction::narrowed});
  REQUIRE(rule.paths == std::vector<std::string>{".github/**", "deploy/"});
  REQUIRE(rule.count == 2);
  REQUIRE(rule.least_class == ApprovalClass::a4);
  REQUIRE(rule.from == std::vector<std::string>{"finance-owners", "carol"});
  REQUIRE(rule.bind == ApprovalBinding::delta);
  REQUIRE(policy->groups[0].people == std::vector<std::string>{"alice", "bob"});
  REQUIRE(policy->accept_incomplete[0].reason == NoticeReason::lfs_pointer);
  REQUIRE(policy->accept_incomplete[0].why == "pictures of the manual");
  REQUIRE(policy->fail_on == Confidence::low);
  REQUIRE(policy->max_file_bytes == 5'000'000u);
  REQUIRE(policy->waiver_max_days == 90);
}

TEST_CASE("a wrong key is an error with its place and the right keys") {
  REQUIRE(error_of("version: 1\nbnd: tree\n") ==
          "p:2:1 an unknown key in the policy | its keys are version, repository, bind, "
          "default_token, authorship, approvals, groups, accept_incomplete, max_grants, scan, "
          "inline_marks, "
          "waivers");
  REQUIRE(error_of("version: 1\nscan:\n  fail-on: low\n") ==
          "p:3:3 an unknown key in scan | its keys are fail_on, max_file_bytes");
}

TEST_CASE("a wrong type or value is an error with its place and what is right there") {
  struct Row {
    std::string text;
    std::string error;
  };
  const std::vector<Row> rows = {
      {"- a\n", "p:1:1 the policy must be a mapping"},
      {"bind: tree\n", "p:1:1 the policy has no `version`"},
      {"version: 2\n", "p:1:10 `version` of the policy must be 1"},
      {"version: '1'\n", "p:1:10 `version` of the policy must be 1"},
      {"version: 1\nbind: forest\n", "p:2:7 `bind` of the policy must be one of delta, tree"},
      {"version: 1\nbind: [tree]\n", "p:2:7 `bind`"},
      {"version: 1\nbind:\n", "p:2:1 `bind`"},
      {"version: 1\nrepository: example\n", "p:2:13 `repository` of the policy must be a URL"},
      {"version: 1\nrepository: 1\n", "p:2:13 `repository` of the policy must be a text"},
      {"version: 1\napprovals: {}\n", "p:2:12 `approvals` of the policy must be a list"},
      {"version: 1\napprovals:\n  - count: 1\n", "p:3:5 an approval rule has no `name`"},
      {"version: 1\napprovals:\n  - {name: a, planes: [clowd]}\n", "p:3:24 `planes`"},
      {"version: 1\napprovals:\n  - {name: a, planes: []}\n", "p:3:23 `planes`"},
      {"version: 1\napprovals:\n  - {name: a, count: 0}\n",
       "p:3:22 `count` of an approval rule must be a number from 1 to 20"},
      {"version: 1\napprovals:\n  - {name: a, count: -1}\n", "p:3:22 `count`"},
      {"version: 1\napprovals:\n  - {name: a, count: 99999999999999999999}\n", "p:3:22 `count`"},
      {"version: 1\napprovals:\n  - {name: a, class: A0}\n",
       "p:3:22 `class` of an approval rule must be one of A1, A2, A3, A4"},
      {"version: 1\napprovals:\n  - {name: a, paths: ['!x']}\n",
       "p:3:23 a path pattern cannot exclude"},
      {"version: 1\napprovals:\n  - {name: default}\n",
       "p:3:5 a rule has the name of a built-in rule"},
      {"version: 1\napprovals:\n  - {name: a}\n  - {name: a}\n", "p:4:5 two approval rules"},
      {"version: 1\ngroups: {a: alice}\n", "p:2:13 `a` of the policy must be a list of texts"},
      {"version: 1\naccept_incomplete:\n  - {reason: too-big, paths: [x], why: y}\n",
       "p:3:14 `reason`"},
      {"version: 1\naccept_incomplete:\n  - {reason: too-large, paths: [x]}\n",
       "p:3:5 an entry of accept_incomplete has no `why`"},
      {"version: 1\naccept_incomplete:\n  - {reason: too-large, paths: [x], why: ' '}\n",
       "p:3:42 `why`"},
      {"version: 1\nscan: {fail_on: low, fail_on: high}\n",
       "p:2:22 a mapping has the same key twice"},
      {"version: 1\n---\nversion: 1\n", "p:3:1 a second document"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const std::string error = error_of(row.text);
    CAPTURE(error);
    REQUIRE(error.substr(0, row.error.size()) == row.error);
  }
}

TEST_CASE("an error about the policy does not repeat what it says") {
  for (const char* text :
       {"version: hunter2\n", "version: 1\nbind: hunter2\n", "version: 1\nhunter2: x\n"}) {
    REQUIRE(error_of(text).find("hunter2") == std::string::npos);
  }
}
