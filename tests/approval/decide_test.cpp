#include "approval/decide.h"

#include "approval/scene.h"

using namespace foureyes;

TEST_CASE("one eligible approval of this delta satisfies the default rule") {
  Scene scene;
  CHECK_FALSE(scene.passes());
  CHECK(has_reason(scene.decide(), "INSUFFICIENT_APPROVALS"));
  scene.approvals = {GENERATE(review_by("bob-gh"), statement_by("bob"))};
  const ApprovalOutcome outcome = scene.decide();
  CHECK(outcome.satisfied);
  CHECK(outcome.requirements.at(0).approved_by == std::vector<std::string>{"bob"});
  CHECK(outcome.considered.at(0).counts);
}

TEST_CASE("a change that asks for nothing passes without approvals") {
  Scene scene;
  scene.requirements.clear();
  scene.pull_request.incomplete = {"a page is missing"};
  const ApprovalOutcome outcome = scene.decide();
  CHECK(outcome.satisfied);
  CHECK(outcome.incomplete.empty());
}

TEST_CASE("the last act of a person counts, and a dismissal revives nothing") {
  using enum ApprovalDecision;
  Scene scene;
  scene.approvals = {review_at("bob-gh", approved, "2026-01-01"),
                     review_at("bob-gh", approved, "2026-01-02")};
  CHECK(scene.passes());
  scene.approvals.push_back(review_at("bob-gh", dismissed, "2026-01-03"));
  CHECK_FALSE(scene.passes());
  CHECK(scene.decide().considered.at(0).reason == ApprovalReason::superseded);
  CHECK(scene.last_reason() == ApprovalReason::dismissed);
  scene.approvals.push_back(review_at("bob-gh", commented, "2026-01-04"));
  CHECK_FALSE(scene.passes());
  scene.approvals.push_back(review_at("bob-gh", approved, "2026-01-05"));
  CHECK(scene.passes());
  scene.approvals.push_back(review_at("bob-gh", commented, "2026-01-06"));
  CHECK(scene.passes());
}

TEST_CASE("two states of one review at one time count as the worse") {
  using enum ApprovalDecision;
  Scene scene;
  scene.approvals = {review_at("bob-gh", dismissed, "2026-01-01"),
                     review_at("bob-gh", approved, "2026-01-01")};
  CHECK_FALSE(scene.passes());
}

TEST_CASE("an eligible person who asks for changes of this delta refuses it") {
  using enum ApprovalDecision;
  Scene scene;
  scene.approvals = {review_by("bob-gh"), review_at("carol-gh", changes_requested, "2026-01-01")};
  CHECK(has_reason(scene.decide(), "CHANGES_REQUESTED"));
  SECTION("until they approve") {
    scene.approvals.push_back(review_at("carol-gh", approved, "2026-01-02"));
    CHECK(scene.passes());
  }
  SECTION("not on another delta") {
    scene.approvals.back().binding.delta_digest = "another";
    CHECK(scene.passes());
  }
  SECTION("not as somebody who may not approve") {
    scene.approvals.back().approval.approver = "stranger";
    CHECK(scene.passes());
  }
}

TEST_CASE("rules ask for people, groups, classes and counts") {
  Scene scene;
  ApprovalRequirement& requirement = scene.requirements.front();
  scene.approvals = {review_by("bob-gh")};
  SECTION("two people") {
    requirement.count = 2;
    CHECK_FALSE(scene.passes());
    scene.approvals.push_back(statement_by("bob"));
    CHECK_FALSE(scene.passes());
    scene.approvals.push_back(statement_by("carol"));
    CHECK(scene.passes());
  }
  SECTION("named people") {
    requirement.from = {"carol"};
    CHECK(scene.last_reason() == ApprovalReason::not_eligible);
    requirement.from = {"bob"};
    CHECK(scene.passes());
  }
  SECTION("a signature") {
    requirement.least_class = ApprovalClass::a4;
    CHECK(scene.last_reason() == ApprovalReason::class_too_low);
    scene.approvals = {statement_by("bob")};
    CHECK(scene.passes());
  }
  SECTION("an export without a commit is bound to nothing") {
    requirement.least_class = ApprovalClass::a1;
    scene.approvals.front().approval.approval_class = ApprovalClass::a1;
    scene.approvals.front().approval.commit.reset();
    CHECK(scene.last_reason() == ApprovalReason::unbound);
  }
}

TEST_CASE("missing pages make the verdict incomplete, other reasons fail it") {
  Scene scene;
  scene.approvals = {review_by("bob-gh")};
  scene.pull_request.incomplete = {"A page is missing."};
  Verdict verdict;
  add_to_verdict(scene.decide(), verdict);
  CHECK(verdict.result == VerdictResult::incomplete);
  scene.approvals.front().binding.delta_digest = "another";
  Verdict failed;
  add_to_verdict(scene.decide(), failed);
  CHECK(failed.result == VerdictResult::failed);
}

TEST_CASE("a login and a key that nothing joins are not counted as two people") {
  Scene scene;
  scene.requirements.front().count = 2;
  scene.identities.people = {human("alice"), human("bob")};
  CandidateApproval unknown_key = statement_by("zoe");
  scene.approvals = {review_by("bob-gh"), unknown_key};
  CHECK_FALSE(scene.passes());
  CHECK(has_limit(scene.decide(), "may be one person"));
  scene.approvals = {statement_by("bob"), unknown_key};
  CHECK(scene.passes());
}

namespace {

// Approvals that may never help: each lacks one thing.
std::vector<CandidateApproval> useless_approvals() {
  std::vector<CandidateApproval> useless;
  const auto add = [&](CandidateApproval candidate, auto bend) {
    bend(candidate);
    useless.push_back(std::move(candidate));
  };
  add(review_by("robot"), [](auto& one) { one.approval.identity_kind = IdentityKind::bot; });
  add(review_by("robot[bot]"), [](auto&) {});
  add(review_by("alice-gh"), [](auto&) {});
  add(statement_by("alice"), [](auto&) {});
  add(review_by("stranger"), [](auto&) {});
  add(review_by(""), [](auto&) {});
  add(review_by("bob-gh"), [](auto& one) { one.binding.delta_digest = "another"; });
  add(review_by("bob-gh"), [](auto& one) { one.binding.delta_digest.clear(); });
  add(review_by("bob-gh"), [](auto& one) { one.binding.consumed = true; });
  add(review_by("bob-gh"), [](auto& one) { one.approval.approval_class = ApprovalClass::a0; });
  add(statement_by("bob"), [](auto& one) { one.approval.delta_digest = "another"; });
  add(statement_by("bob"), [](auto& one) { one.approval.expires = Instant{0}; });
  add(statement_by("bob"), [](auto& one) { one.approval.repository = "example/other"; });
  add(statement_by("bob"), [](auto& one) { one.approval.target_ref = "refs/heads/dev"; });
  add(statement_by("bob"),
      [](auto& one) { one.binding.signature.reason = ApprovalReason::signature_invalid; });
  add(statement_by("bob"), [](auto& one) {
    one.binding.signature.reason = ApprovalReason::key_untrusted;
    one.binding.external_root = true;
  });
  return useless;
}

}  // namespace

TEST_CASE("no bot, self, stale, foreign or unproved approval ever turns a fail into a pass") {
  const auto useless = useless_approvals();
  for (std::size_t need = 1; need <= 2; ++need) {
    Scene scene;
    scene.requirements.front().count = need;
    scene.trust.changes_trust = need == 2;
    if (need == 2) scene.approvals = {review_by("carol-gh")};
    REQUIRE_FALSE(scene.passes());
    for (const CandidateApproval& one : useless) {
      Scene with_one = scene;
      with_one.approvals.push_back(one);
      CHECK_FALSE(with_one.passes());
    }
    scene.approvals.insert(scene.approvals.end(), useless.begin(), useless.end());
    CHECK_FALSE(scene.passes());
  }
}

TEST_CASE("the order in which approvals are handed in does not matter") {
  using enum ApprovalDecision;
  Scene scene;
  scene.requirements.front().count = 2;
  scene.approvals = {review_by("bob-gh"), statement_by("carol"),
                     review_at("carol-gh", dismissed, "2026-01-01"), review_by("stranger"),
                     review_at("bob-gh", changes_requested, "2026-01-01")};
  std::vector<std::size_t> order{0, 1, 2, 3, 4};
  const ApprovalOutcome expected = scene.decide();
  CHECK(expected.satisfied);
  do {
    Scene shuffled = scene;
    for (std::size_t i = 0; i < order.size(); ++i)
      shuffled.approvals[i] = scene.approvals[order[i]];
    const ApprovalOutcome outcome = shuffled.decide();
    CHECK(outcome.satisfied == expected.satisfied);
    CHECK(outcome.requirements.at(0).approved_by == expected.requirements.at(0).approved_by);
    CHECK(outcome.reasons == expected.reasons);
  } while (std::next_permutation(order.begin(), order.end()));
}
