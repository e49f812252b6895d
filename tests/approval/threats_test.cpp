// What an insider tries at the approvals: one test for each such row of the threat table.
#include "approval/decide.h"
#include "approval/scene.h"
#include "approval/trust.h"

using namespace foureyes;

TEST_CASE(
    "P0-4: an approval of another tree holds for bind delta, says so, and not for bind tree") {
  Scene scene;
  DeltaRecord record;
  record.uncovered_code = {"tools/deploy.sh"};
  scene.delta.records = {record};
  scene.requirements.front().records = {0};
  scene.approvals = {GENERATE(review_by("bob-gh"), statement_by("bob"))};
  scene.approvals.front().approval.head_tree = "another-tree";
  scene.approvals.front().binding.result_tree = "another-tree";
  CHECK(scene.passes());
  CHECK(has_limit(scene.decide(), "tools/deploy.sh"));
  scene.requirements.front().bind_tree = true;
  CHECK_FALSE(scene.passes());
  CHECK(has_reason(scene.decide(), "APPROVAL_STALE"));
  CHECK(scene.last_reason() == ApprovalReason::stale);
}

TEST_CASE("P0-5: an approval is not replayed after its use, elsewhere, or after its end") {
  Scene scene;
  scene.approvals = {statement_by("bob")};
  CandidateApproval& approval = scene.approvals.front();
  CHECK(scene.passes());
  SECTION("used") {
    approval.binding.consumed = true;
    CHECK(scene.last_reason() == ApprovalReason::consumed);
  }
  SECTION("another repository") {
    approval.approval.repository = "https://github.com/example/other";
    CHECK(scene.last_reason() == ApprovalReason::other_repository);
  }
  SECTION("no repository named") {
    approval.approval.repository.clear();
    CHECK(scene.last_reason() == ApprovalReason::other_repository);
  }
  SECTION("another branch") {
    approval.approval.target_ref = "refs/heads/release";
    CHECK(scene.last_reason() == ApprovalReason::other_target);
  }
  SECTION("expired (P0-10: by the time that the run was told)") {
    approval.approval.expires = scene.as_of;
    CHECK(scene.last_reason() == ApprovalReason::expired);
    scene.as_of = Instant{scene.as_of.seconds - 1};
    CHECK(scene.passes());
    return;
  }
  SECTION("another delta") {
    approval.approval.delta_digest = "another";
    CHECK(scene.last_reason() == ApprovalReason::stale);
  }
  CHECK_FALSE(scene.passes());
}

TEST_CASE("P0-5: the other spellings of the same repository are the same repository") {
  Scene scene;
  scene.approvals = {statement_by("bob")};
  scene.approvals.front().approval.repository =
      GENERATE("git+https://github.com/example/ledger.git", "git@github.com:Example/ledger",
               "ssh://git@github.com:22/example/ledger", "example/ledger");
  CHECK(scene.passes());
}

TEST_CASE("P0-6: an unsigned export is said to be as good as the job that fetched it") {
  Scene scene;
  scene.approvals = {review_by("bob-gh")};
  CHECK(has_limit(scene.decide(), "unsigned"));
  scene.approvals = {statement_by("bob")};
  CHECK_FALSE(has_limit(scene.decide(), "exports are unsigned"));
}

TEST_CASE("P0-8: an account that nobody listed does not count") {
  Scene scene;
  scene.approvals = {review_by("stranger")};
  scene.approvals.front().approval.association = "OWNER";
  CHECK(scene.last_reason() == ApprovalReason::not_eligible);
  CHECK_FALSE(scene.passes());
}

TEST_CASE("P0-8: without a list owners, members and collaborators count, with the limit stated") {
  Scene scene;
  scene.identities.people.clear();
  scene.trust.has_list = false;
  scene.approvals = {review_by("bob-gh")};
  scene.approvals.front().approval.association = GENERATE("OWNER", "MEMBER", "COLLABORATOR");
  CHECK(scene.passes());
  CHECK(has_limit(scene.decide(), "write access is not proved"));
  scene.approvals.front().approval.association =
      GENERATE("CONTRIBUTOR", "FIRST_TIME_CONTRIBUTOR", "NONE", "");
  CHECK(scene.last_reason() == ApprovalReason::not_eligible);
}

TEST_CASE("P0-9: author, committer, co-author, opener, pusher and signer may not approve") {
  Scene scene;
  scene.approvals = {GENERATE(review_by("bob-gh"), statement_by("bob"))};
  CHECK(scene.passes());
  Commit& commit = scene.commits.front().commit;
  SECTION("author") { commit.author.email = "Bob@Example.com"; }
  SECTION("author by a noreply address") {
    commit.author.email = "12345+bob-gh@users.noreply.github.com";
  }
  SECTION("committer") { commit.committer.email = "bob@example.com"; }
  SECTION("co-author") { commit.message = "Widen\n\nCo-authored-by: Bob <bob@example.com>\n"; }
  SECTION("opener") { scene.pull_request.opener = ForgePerson{"Bob-GH", IdentityKind::human}; }
  SECTION("pusher") { scene.pull_request.pusher = ForgePerson{"bob-gh", IdentityKind::human}; }
  SECTION("account of the commit") { scene.pull_request.commits[commit.id] = {"bob-gh", ""}; }
  SECTION("key that signed the commit") {
    scene.commits.front().signer_fingerprint = "SHA256:bob";
    scene.commits.front().signer_principal = "alice@example.com";
  }
  CHECK(scene.last_reason() == ApprovalReason::self);
  CHECK_FALSE(scene.passes());
  CHECK(has_reason(scene.decide(), "APPROVAL_SELF"));
}

TEST_CASE("P0-9: unsigned authorship passes as asserted with its limit, and fails as proved") {
  Scene scene;
  scene.approvals = {review_by("bob-gh")};
  CHECK(has_limit(scene.decide(), "Authorship is asserted"));
  scene.authorship = Authorship::proved;
  CHECK(has_reason(scene.decide(), "SOD_UNPROVABLE"));
  SECTION("signed commits prove it") {
    scene.commits.front().signer_fingerprint = "SHA256:alice";
    CHECK(scene.passes());
  }
  SECTION("a pusher of this head proves it") {
    scene.pull_request.pusher = ForgePerson{"alice-gh", IdentityKind::human};
    scene.pull_request.pushed_commit = scene.target.head;
    CHECK(scene.passes());
  }
  SECTION("a pusher of another head does not") {
    scene.pull_request.pusher = ForgePerson{"alice-gh", IdentityKind::human};
    scene.pull_request.pushed_commit = object_named("earlier head");
    CHECK_FALSE(scene.passes());
  }
}

TEST_CASE("P0-9: a commit identity that nothing explains makes segregation unprovable") {
  Scene scene;
  scene.approvals = {review_by("bob-gh")};
  CHECK(scene.decide().segregation_provable);
  scene.commits.front().commit.author.email = "bob@home.example";
  const ApprovalOutcome outcome = scene.decide();
  CHECK(outcome.satisfied);
  CHECK_FALSE(outcome.segregation_provable);
  CHECK(has_limit(outcome, "bob@home.example"));
  scene.authorship = Authorship::proved;
  CHECK_FALSE(scene.passes());
}

TEST_CASE("P0-9: a commit that only records approvals makes nobody an author") {
  Scene scene;
  scene.approvals = {statement_by("bob")};
  ChangeCommit recording{.commit = commit_by("bob@example.com"),
                         .only_records_approvals = true,
                         .signer_fingerprint = {},
                         .signer_principal = {}};
  scene.commits.push_back(recording);
  CHECK(scene.passes());
  scene.commits.back().only_records_approvals = false;
  CHECK_FALSE(scene.passes());
}

TEST_CASE("P0-9: GitHub's own committer is nobody, GitHub as an author is not believed") {
  Scene scene;
  scene.approvals = {review_by("bob-gh")};
  const Signature web{"GitHub", "noreply@github.com", {}};
  scene.commits.front().commit.committer = web;
  CHECK(scene.decide().segregation_provable);
  scene.commits.front().commit.author = web;
  CHECK_FALSE(scene.decide().segregation_provable);
}

TEST_CASE("P0-12: signers, identities and policy change with two approvals or an external root") {
  Scene scene;
  scene.trust.changes_trust = true;
  if (GENERATE(true, false)) scene.requirements.clear();  // a narrowing change too
  scene.approvals = {review_by("bob-gh")};
  CHECK_FALSE(scene.passes());
  SECTION("two people") {
    scene.approvals.push_back(review_by("carol-gh"));
    CHECK(scene.passes());
  }
  SECTION("not the same person twice") {
    scene.approvals.push_back(statement_by("bob"));
    CHECK_FALSE(scene.passes());
  }
  SECTION("a signer named outside the repository") {
    scene.approvals.push_back(statement_by("bob"));
    scene.approvals.back().binding.external_root = true;
    CHECK(scene.passes());
  }
}

TEST_CASE("P0-12: a policy that asks for one approval of its own change is overruled") {
  Scene scene;
  scene.trust.changes_trust = true;
  scene.requirements.front().rule = kTrustRule;
  scene.requirements.front().count = 1;
  scene.approvals = {review_by("bob-gh")};
  CHECK_FALSE(scene.passes());
}

TEST_CASE("P0-12: a change that leaves nobody who may approve is refused") {
  Scene scene;
  scene.trust.changes_trust = true;
  scene.trust.approvers_after = 0;
  scene.approvals = {review_by("bob-gh"), review_by("carol-gh")};
  CHECK(has_reason(scene.decide(), "LAST_APPROVER_REMOVED"));
  scene.trust.approvers_after = 1;
  CHECK(scene.passes());
  CHECK(has_limit(scene.decide(), "one key is left"));
}

TEST_CASE("P0-12: with nothing in base a forge export passes a widening under its limit") {
  Scene scene;
  scene.identities.people.clear();
  scene.trust.has_list = false;
  scene.approvals = {statement_by("bob")};
  scene.approvals.front().binding.signature = {ApprovalReason::key_untrusted, "not listed"};
  CHECK_FALSE(scene.passes());
  scene.approvals = {review_by("bob-gh")};
  CHECK(scene.passes());
}

TEST_CASE("P1-6: an export of another repository or pull request is incomplete") {
  Scene scene;
  scene.approvals = {review_by("bob-gh")};
  SECTION("repository") { scene.pull_request.repository = "github.com/example/other"; }
  SECTION("number") { scene.pull_request.number = 8; }
  SECTION("missing page") { scene.pull_request.incomplete = {"a page is missing"}; }
  CHECK(scene.decide().incomplete.size() == 1);
}

TEST_CASE("bots, agents and services approve nothing, whoever says what they are") {
  Scene scene;
  scene.approvals = {review_by("bob-gh")};
  SECTION("the forge") { scene.approvals.front().approval.identity_kind = IdentityKind::bot; }
  SECTION("the login") { scene.approvals.front().approval.approver = "bob-gh[bot]"; }
  SECTION("the map") {
    scene.identities.people.at(1).kind =
        GENERATE(IdentityKind::bot, IdentityKind::agent, IdentityKind::service);
    scene.approvals.push_back(statement_by("bob"));
  }
  CHECK(scene.last_reason() == ApprovalReason::not_human);
  CHECK(has_reason(scene.decide(), "APPROVER_IS_NHI"));
}

TEST_CASE("P0-12: a first policy and a change of form are no change of trust, the rest is") {
  Delta delta;
  delta.records.resize(1);
  DeltaRecord& record = delta.records.front();
  record.kind = "policy";
  record.direction = Direction::narrowed;
  CHECK_FALSE(changes_trust(delta, true));
  record.source_before = GrantSource{".foureyes.yml", "", 1};
  CHECK(changes_trust(delta, true));
  CHECK_FALSE(changes_trust(delta, false));
  record.direction = Direction::equivalent;
  CHECK_FALSE(changes_trust(delta, true));
  record.kind = GENERATE("signers", "identities");
  record.source_before.reset();
  record.direction = GENERATE(Direction::narrowed, Direction::widened, Direction::unknown);
  CHECK(changes_trust(delta, true));
  record.kind = "token-scope";
  CHECK_FALSE(changes_trust(delta, true));
}
