#include "config/policy.h"
#include "support/catch.h"

using namespace foureyes;

namespace {

DeltaRecord record(Direction direction, std::string kind, std::string before, std::string after) {
  DeltaRecord out;
  out.direction = direction;
  out.plane = Plane::pipeline;
  out.kind = std::move(kind);
  if (!before.empty()) out.source_before = GrantSource{std::move(before), "", 1};
  if (!after.empty()) out.source_after = GrantSource{std::move(after), "", 1};
  return out;
}

DeltaRecord widened(std::string path) {
  return record(Direction::widened, "token-scope", path, path);
}

std::vector<ApprovalRequirement> required(const Policy& policy, std::vector<DeltaRecord> records) {
  Delta delta;
  delta.records = std::move(records);
  return approval_requirements(policy, delta);
}

Policy policy_of(std::string_view text) {
  auto policy = read_policy(text, "p");
  REQUIRE(policy);
  return std::move(policy).value();
}

}  // namespace

TEST_CASE("by default whatever is wider, mixed or unknown needs one approval with a commit") {
  const auto found = required(
      {}, {widened("a"), record(Direction::narrowed, "x", "a", "a"),
           record(Direction::unknown, "x", "", "a"), record(Direction::equivalent, "x", "a", "a"),
           record(Direction::mixed, "x", "a", "")});
  REQUIRE(found.size() == 1);
  REQUIRE(found[0].rule == "default");
  REQUIRE(found[0].count == 1);
  REQUIRE(found[0].least_class == ApprovalClass::a2);
  REQUIRE(found[0].from.empty());
  REQUIRE_FALSE(found[0].bind_tree);
  REQUIRE_FALSE(found[0].satisfied);
  REQUIRE(found[0].records == std::vector<std::size_t>{0, 2, 4});
  REQUIRE(required({}, {record(Direction::narrowed, "policy", "a", "a")}).empty());
}

TEST_CASE("a change of the gate itself needs two people once base has it (P0-12)") {
  for (const char* kind : {"policy", "signers", "identities", "waivers", "gate-workflow"}) {
    const auto found = required({}, {record(Direction::widened, kind, "p", "p")});
    REQUIRE(found.size() == 1);
    REQUIRE(found[0].rule == "policy-change");
    REQUIRE(found[0].count == 2);
    const auto first = required({}, {record(Direction::widened, kind, "", "p")});
    REQUIRE(first[0].rule == "default");
  }
}

TEST_CASE("a rule for everything does not lower what changes of the gate need") {
  const Policy all = policy_of("version: 1\napprovals:\n  - {name: all, count: 1}\n");
  const auto found = required(all, {record(Direction::widened, "policy", "p", "p"), widened("a")});
  REQUIRE(found.size() == 2);
  REQUIRE(found[0].rule == "all");
  REQUIRE(found[1].rule == "policy-change");
  const Policy named =
      policy_of("version: 1\napprovals:\n  - {name: ours, kinds: [policy], count: 3}\n");
  REQUIRE(required(named, {record(Direction::widened, "policy", "p", "p")})[0].count == 3);
}

TEST_CASE("the first rule that matches wins, and requirements come in policy order") {
  const Policy policy = policy_of(R"(
version: 1
approvals:
  - {name: deploy, paths: ["deploy/**"], count: 2, class: A4, bind: tree, from: [owners, zoe]}
  - {name: pipeline, planes: [pipeline]}
groups: {owners: [bob, alice]}
)");
  const auto found = required(policy, {widened("x"), widened("deploy/a"), widened("deploy/b")});
  REQUIRE(found.size() == 2);
  REQUIRE(found[0].rule == "deploy");
  REQUIRE(found[0].records == std::vector<std::size_t>{1, 2});
  REQUIRE(found[0].bind_tree);
  REQUIRE(found[0].from == std::vector<std::string>{"alice", "bob", "zoe"});
  REQUIRE(found[1].rule == "pipeline");
  REQUIRE(found[1].records == std::vector<std::size_t>{0});
}

TEST_CASE("a record that moved needs what both of its places ask for") {
  const Policy policy = policy_of(R"(
version: 1
approvals:
  - {name: strict, paths: ["prod/**"], count: 2}
  - {name: lax, paths: ["sandbox/**"], class: A1}
)");
  const auto found =
      required(policy, {record(Direction::widened, "token-scope", "prod/a", "sandbox/a")});
  REQUIRE(found.size() == 2);
  REQUIRE(found[0].rule == "strict");
  REQUIRE(found[1].rule == "lax");
}

TEST_CASE("a rule can ask for approval of what narrows, and only where it says so") {
  const Policy policy =
      policy_of("version: 1\napprovals:\n  - {name: any, directions: [narrowed]}\n");
  const auto found = required(policy, {record(Direction::narrowed, "x", "a", "a"), widened("a")});
  REQUIRE(found.size() == 2);
  REQUIRE(found[0].rule == "any");
  REQUIRE(found[0].records == std::vector<std::size_t>{0});
  REQUIRE(found[1].rule == "default");
}

TEST_CASE("`bind: tree` holds for the built-in rules too") {
  REQUIRE(required(policy_of("version: 1\nbind: tree\n"), {widened("a")})[0].bind_tree);
}

TEST_CASE("a notice is accepted for its reason and its path alone") {
  const Policy policy = policy_of(R"(
version: 1
accept_incomplete:
  - {reason: too-large, paths: ["data/**"], why: fixtures}
  - {reason: shallow, paths: ["**"], why: the mirror is shallow}
)");
  const auto accepted = [&](NoticeReason reason, std::string path) {
    return accepting_entry(policy, {reason, std::move(path), "", true}) != nullptr;
  };
  REQUIRE(accepted(NoticeReason::too_large, "data/a"));
  REQUIRE_FALSE(accepted(NoticeReason::too_large, "src/a"));
  REQUIRE_FALSE(accepted(NoticeReason::unreadable, "data/a"));
  REQUIRE_FALSE(accepted(NoticeReason::too_large, ""));
  REQUIRE(accepted(NoticeReason::shallow, ""));
}
