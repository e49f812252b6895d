#include "approval/sources.h"

#include "approval/github_shapes.h"
#include "approval/repository_name.h"
#include "base/canonical_json.h"
#include "base/file.h"
#include "base/json_value.h"
#include "base/text.h"
#include "support/catch.h"

using namespace foureyes;

namespace {

const std::string kHead(40, 'a');
const std::string kBase(40, 'b');

JsonValue account(const std::string& login, const std::string& type = "User") {
  return JsonValue::object({{"login", login}, {"type", type}});
}

JsonValue review(const std::string& login, const std::string& state, int id) {
  return JsonValue::object({{"id", id},
                            {"user", account(login)},
                            {"state", state},
                            {"body", "planted-comment"},
                            {"submitted_at", "2026-01-02T03:04:05Z"},
                            {"commit_id", kHead},
                            {"author_association", "MEMBER"},
                            {"html_url", "https://github.com/Example/Ledger/pull/7#r1"}});
}

JsonValue reviews(int count) {
  JsonValue list = JsonValue::array();
  for (int i = 1; i <= count; ++i) list.push_back(review("bob", "COMMENTED", i));
  return list;
}

JsonValue pull_request(int number = 7) {
  JsonValue repository = JsonValue::object({{"html_url", "https://github.com/Example/Ledger"}});
  return JsonValue::object(
      {{"number", number},
       {"user", account("alice")},
       {"merged_by", JsonValue()},
       {"commits", 1},
       {"head", JsonValue::object({{"sha", kHead}, {"ref", "topic"}})},
       {"base", JsonValue::object({{"sha", kBase}, {"ref", "main"}, {"repo", repository}})}});
}

JsonValue commits(int count) {
  JsonValue list = JsonValue::array();
  for (int i = 0; i < count; ++i) {
    const std::string digits = std::to_string(i);
    list.push_back(JsonValue::object({{"sha", std::string(40 - digits.size(), 'c') + digits},
                                      {"commit", JsonValue::object()},
                                      {"author", account("alice")},
                                      {"committer", JsonValue()}}));
  }
  return list;
}

Result<ApprovalExport> read(const JsonValue& value, std::string_view name = "export.json") {
  return read_approval_export(canonical_json(value), name);
}

ApprovalInputs join_all(const std::vector<JsonValue>& files) {
  std::vector<ApprovalExport> exports;
  for (const JsonValue& file : files) exports.push_back(read(file).value());
  return join_exports(exports);
}

}  // namespace

TEST_CASE("a list of reviews becomes approvals without their comments") {
  const auto out = read(JsonValue::array({review("bob", "APPROVED", 9)}));
  REQUIRE(out);
  CHECK(out->kind == ExportKind::reviews);
  REQUIRE(out->approvals.size() == 1);
  const Approval& approval = out->approvals.front();
  CHECK(approval.approval_class == ApprovalClass::a2);
  CHECK(approval.decision == ApprovalDecision::approved);
  CHECK(approval.approver == "bob");
  CHECK(approval.identity_kind == IdentityKind::human);
  CHECK(approval.association == "MEMBER");
  CHECK(approval.commit->hex() == kHead);
  CHECK(approval.sequence == 9);
  CHECK(approval.asserted_at->rfc3339() == "2026-01-02T03:04:05Z");
  CHECK(approval.repository == "github.com/example/ledger");
  CHECK(out->pull_request.number == 7);
}

TEST_CASE("states in either case are read, pending reviews are not") {
  const auto out = read(JsonValue::array(
      {review("bob", "approved", 1), review("bob", "changes_requested", 2),
       review("bob", "DISMISSED", 3), review("bob", "PENDING", 4), review("bob", "odd", 5)}));
  REQUIRE(out);
  REQUIRE(out->approvals.size() == 4);
  CHECK(out->approvals[0].decision == ApprovalDecision::approved);
  CHECK(out->approvals[1].decision == ApprovalDecision::changes_requested);
  CHECK(out->approvals[2].decision == ApprovalDecision::dismissed);
  CHECK(out->approvals[3].decision == ApprovalDecision::commented);
}

TEST_CASE("a review without commit, user or human is marked as such") {
  JsonValue bare = review("bob", "APPROVED", 1);
  bare["commit_id"] = JsonValue();
  JsonValue ghost = review("bob", "APPROVED", 2);
  ghost["user"] = JsonValue();
  JsonValue robot = review("bob", "APPROVED", 3);
  robot["user"] = account("robot[bot]", "Bot");
  const auto out = read(JsonValue::array({bare, ghost, robot}));
  REQUIRE(out);
  CHECK(out->approvals[0].approval_class == ApprovalClass::a1);
  CHECK(out->approvals[1].approver.empty());
  CHECK(out->approvals[2].identity_kind == IdentityKind::bot);
}

TEST_CASE("separate files, a joined object and slurped pages say the same") {
  const JsonValue one = JsonValue::array({review("bob", "APPROVED", 1)});
  const ApprovalInputs separate = join_all({one, pull_request(), commits(1)});
  const ApprovalInputs joined = join_all({JsonValue::object(
      {{"reviews", one}, {"pull_request", pull_request()}, {"commits", commits(1)}})});
  const ApprovalInputs slurped =
      join_all({JsonValue::array({one}), pull_request(), JsonValue::array({commits(1)})});
  for (const ApprovalInputs& inputs : {separate, joined, slurped}) {
    CHECK(inputs.has_exports);
    CHECK(inputs.approvals.size() == 1);
    CHECK(inputs.approvals.front().target_ref == "refs/heads/main");
    CHECK(inputs.pull_request.opener->login == "alice");
    CHECK(inputs.pull_request.head_commit->hex() == kHead);
    CHECK(inputs.pull_request.commits.begin()->second.author_login == "alice");
    CHECK(inputs.pull_request.commits.begin()->second.committer_login.empty());
    CHECK(inputs.pull_request.incomplete.empty());
  }
}

TEST_CASE("P1-6: a full page without the next is incomplete, with the next it is not") {
  const int full = GENERATE(30, 100);
  CHECK(join_all({reviews(full)}).pull_request.incomplete.size() == 1);
  CHECK(join_all({reviews(full), reviews(full)}).pull_request.incomplete.size() == 1);
  CHECK(join_all({reviews(full), reviews(3)}).pull_request.incomplete.empty());
  CHECK(join_all({reviews(3), reviews(full)}).pull_request.incomplete.empty());
  CHECK(join_all({reviews(full), JsonValue::array()}).pull_request.incomplete.empty());
  CHECK(join_all({reviews(29)}).pull_request.incomplete.empty());
}

TEST_CASE("P1-6: fewer commits than the pull request counts are incomplete") {
  JsonValue many = pull_request();
  many["commits"] = 31;
  CHECK(join_all({many, commits(30), JsonValue::array()}).pull_request.incomplete.size() == 1);
  CHECK(join_all({many, commits(31)}).pull_request.incomplete.empty());
  CHECK(join_all({commits(30)}).pull_request.incomplete.size() == 1);
  many["commits"] = 30;
  CHECK(join_all({many, commits(30)}).pull_request.incomplete.empty());
}

TEST_CASE("P1-6: files of two pull requests are incomplete") {
  CHECK(join_all({reviews(2), pull_request(8)}).pull_request.incomplete.size() == 1);
  JsonValue foreign = review("bob", "APPROVED", 2);
  foreign["html_url"] = "https://github.com/example/other/pull/7";
  const auto mixed = read(JsonValue::array({review("bob", "APPROVED", 1), foreign}));
  CHECK(mixed->pull_request.incomplete.size() == 1);
}

TEST_CASE("events carry the pusher and one review, which is not the list") {
  const JsonValue push = JsonValue::object(
      {{"action", "synchronize"}, {"pull_request", pull_request()}, {"sender", account("alice")}});
  const ApprovalInputs pushed = join_all({push});
  CHECK(pushed.pull_request.pusher->login == "alice");
  CHECK(pushed.pull_request.pushed_commit->hex() == kHead);
  CHECK(pushed.approvals.empty());
  const JsonValue submitted = JsonValue::object({{"action", "submitted"},
                                                 {"review", review("bob", "approved", 1)},
                                                 {"pull_request", pull_request()},
                                                 {"sender", account("bob")}});
  const ApprovalInputs alone = join_all({submitted});
  CHECK(alone.approvals.size() == 1);
  CHECK_FALSE(alone.pull_request.pusher);
  CHECK(alone.pull_request.incomplete.size() == 1);
  CHECK(join_all({submitted, reviews(1)}).pull_request.incomplete.empty());
}

TEST_CASE("a GraphQL answer is read, with its own word on pages") {
  const bool more = GENERATE(true, false);
  const JsonValue node =
      JsonValue::object({{"state", "APPROVED"},
                         {"submittedAt", "2026-01-01T00:00:00Z"},
                         {"author", JsonValue::object({{"__typename", "User"}, {"login", "bob"}})},
                         {"commit", JsonValue::object({{"oid", kHead}})}});
  const JsonValue answer = JsonValue::object(
      {{"pullRequest",
        JsonValue::object(
            {{"url", "https://github.com/example/ledger/pull/7"},
             {"headRefOid", kHead},
             {"author", JsonValue::object({{"__typename", "Bot"}, {"login", "robot"}})},
             {"reviews",
              JsonValue::object({{"nodes", JsonValue::array({node})},
                                 {"pageInfo", JsonValue::object({{"hasNextPage", more}})}})}})}});
  const JsonValue data = JsonValue::object({{"data", JsonValue::object({{"repository", answer}})}});
  const ApprovalInputs inputs = join_all({data});
  CHECK(inputs.approvals.at(0).approver == "bob");
  CHECK(inputs.approvals.at(0).repository == "github.com/example/ledger");
  CHECK(inputs.pull_request.number == 7);
  CHECK(inputs.pull_request.opener->kind == IdentityKind::bot);
  CHECK(inputs.pull_request.incomplete.size() == (more ? 1 : 0));
}

TEST_CASE("a file of another shape is an error that names the shapes") {
  for (const char* text :
       {"{}", "[1]", "[{}]", "null", "\"x\"", R"({"approved":true})", R"([{"name":"a label"}])"}) {
    const auto out = read_approval_export(text, "export.json");
    REQUIRE_FALSE(out);
    CHECK(contains(out.error().fix, "/pulls/N/reviews"));
    CHECK(out.error().where == "export.json");
  }
  CHECK_FALSE(read_approval_export("not json", "export.json"));
  const auto half = read(JsonValue::array({review("bob", "APPROVED", 1), JsonValue::object()}));
  REQUIRE_FALSE(half);
  CHECK(contains(half.error().where, "export.json:1:"));
}

TEST_CASE("repository names are the same in all their spellings") {
  for (const char* url : {"https://github.com/Example/Ledger.git", "git@github.com:example/ledger",
                          "git+https://github.com/example/ledger/",
                          "ssh://git@github.com/example/"
                          "ledger.git"})
    CHECK(repository_name(url) == "github.com/example/ledger");
  CHECK(repository_name("https://user:word@github.com/example/ledger") ==
        "github.com/example/ledger");
  CHECK(same_repository("example/ledger", "https://github.com/example/ledger"));
  CHECK_FALSE(same_repository("example/ledger", "https://github.com/example/ledger2"));
  CHECK_FALSE(same_repository("", "example/ledger"));
  CHECK(same_repository("", ""));
  CHECK(pull_request_address("https://ghe.example.com/api/v3/repos/O/R/pulls/5").repository ==
        "ghe.example.com/o/r");
  CHECK(pull_request_address("https://api.github.com/repos/O/R/pulls/5").number == 5);
}

TEST_CASE("the corpus' webhook payloads are read, and settings answers refused") {
  const char* shared = std::getenv("FOUREYES_SHARED");
  const std::string root =
      (shared != nullptr ? std::string(shared) : std::string(FOUREYES_SOURCE_DIR) + "/../shared") +
      "/corpus/privilege/approval_payload/octokit__webhooks/payload-examples/api.github.com/";
  if (!is_directory(root)) {
    WARN("no corpus here: skipped");
    return;
  }
  for (const char* name : {"pull_request/synchronize.payload.json",
                           "pull_request/opened.with-organization.payload.json",
                           "pull_request/closed.with-organization.payload.json",
                           "pull_request_review/submitted.payload.json"}) {
    const auto out = read_approval_export(read_file(root + name).value(), name);
    REQUIRE(out);
    CHECK(out->kind == ExportKind::webhook);
    CHECK(out->pull_request.number == 2);
    CHECK(out->pull_request.repository == "github.com/codertocat/hello-world");
    CHECK(out->pull_request.opener->login == "Codertocat");
    CHECK(out->pull_request.pusher.has_value() == contains(name, "synchronize"));
  }
  const std::string rule = "branch_protection_rule/edited.payload.json";
  CHECK_FALSE(read_approval_export(read_file(root + rule).value(), rule));
}
