#include "approval/github_shapes.h"

#include <utility>

#include "approval/repository_name.h"
#include "base/text.h"

namespace foureyes {
namespace {

struct Account {
  std::string login;
  IdentityKind kind = IdentityKind::unknown;
};

// REST says type "User" or "Bot", GraphQL __typename. Null: the account was deleted.
Account account_of(const DocumentNode* node) {
  Account account;
  if (node == nullptr || !node->is_mapping()) return account;
  account.login = node->find_string("login").value_or("");
  auto type = node->find_string("type");
  if (!type) type = node->find_string("__typename");
  if (account.login.ends_with("[bot]") || type == "Bot") {
    account.kind = IdentityKind::bot;
  } else if (type == "User") {
    account.kind = IdentityKind::human;
  } else if (type) {
    account.kind = IdentityKind::service;  // an organisation, a mannequin: nobody who acts
  }
  return account;
}

std::optional<ForgePerson> person_of(const DocumentNode* node) {
  Account account = account_of(node);
  if (account.login.empty()) return std::nullopt;
  return ForgePerson{std::move(account.login), account.kind};
}

std::optional<ObjectId> object_of(const DocumentNode* node, std::string_view member) {
  const auto text = node == nullptr ? std::nullopt : node->find_string(member);
  return text ? ObjectId::parse(*text) : std::nullopt;
}

std::optional<Instant> instant_of(const DocumentNode& node, std::string_view member) {
  const auto text = node.find_string(member);
  return text ? parse_instant(*text) : std::nullopt;
}

std::uint64_t number_of(const DocumentNode& node, std::string_view member) {
  const DocumentNode* value = node.find(member);
  if (value == nullptr || value->kind != NodeKind::number || value->text.size() > 18) return 0;
  std::uint64_t number = 0;
  for (const char c : value->text) {
    if (!is_digit(c)) return 0;
    number = number * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return number;
}

// PENDING reviews were never handed in; unknown states are no approval.
std::optional<ApprovalDecision> decision_of(std::string_view state) {
  const std::string lower = to_lower(state);
  if (lower == "approved") return ApprovalDecision::approved;
  if (lower == "changes_requested") return ApprovalDecision::changes_requested;
  if (lower == "dismissed") return ApprovalDecision::dismissed;
  if (lower == "pending") return std::nullopt;
  return ApprovalDecision::commented;
}

bool is_page_list(const DocumentNode& node) {
  return !node.items.empty() && node.items.front().is_sequence();
}

const DocumentNode* route(const DocumentNode& node, std::initializer_list<std::string_view> steps) {
  const DocumentNode* at = &node;
  for (const std::string_view step : steps) at = at == nullptr ? nullptr : at->find(step);
  return at;
}

}  // namespace

Result<void> GithubReader::read_reviews(const DocumentNode& node) {
  return read_pages(node, &GithubReader::read_review, out_.review_pages);
}

Result<void> GithubReader::read_commits(const DocumentNode& node) {
  return read_pages(node, &GithubReader::read_commit, out_.commit_pages);
}

Result<void> GithubReader::read_pages(const DocumentNode& node, ReadOne read_one,
                                      PageSizes& pages) {
  if (!node.is_sequence()) return wrong(node, "reviews and commits are lists");
  if (is_page_list(node)) {
    for (const DocumentNode& page : node.items) TRY(read_pages(page, read_one, pages));
    return {};
  }
  for (const DocumentNode& one : node.items) TRY((this->*read_one)(one));
  pages.sizes.push_back(node.items.size());
  return {};
}

Result<void> GithubReader::read_review(const DocumentNode& node) {
  const auto state = node.find_string("state");
  if (!state || node.find("user") == nullptr) return wrong(node, "a review lacks state or user");
  const auto url = node.find_string("html_url");
  const auto api_url = node.find_string("pull_request_url");
  const std::string address = url ? *url : api_url.value_or("");
  place(address);
  const auto decision = decision_of(*state);
  if (!decision) return {};
  const Account account = account_of(node.find("user"));
  Approval approval;
  approval.commit = object_of(&node, "commit_id");
  approval.approval_class = approval.commit ? ApprovalClass::a2 : ApprovalClass::a1;
  approval.decision = *decision;
  approval.source = out_.name;
  approval.approver = account.login;
  approval.identity_kind = account.kind;
  approval.association = node.find_string("author_association").value_or("");
  approval.asserted_at = instant_of(node, "submitted_at");
  approval.sequence = number_of(node, "id");
  approval.repository = pull_request_address(address).repository;
  out_.approvals.push_back(std::move(approval));
  return {};
}

Result<void> GithubReader::read_pull_request(const DocumentNode& node) {
  const DocumentNode* base = node.find("base");
  const DocumentNode* head = node.find("head");
  if (base == nullptr || head == nullptr || node.find("number") == nullptr)
    return wrong(node, "a pull request lacks number, base or head");
  PullRequestFacts& facts = out_.pull_request;
  const DocumentNode* repository = base->find("repo");
  const auto url = repository == nullptr ? std::nullopt : repository->find_string("html_url");
  const std::string address =
      url ? *url : node.find_string("html_url").value_or(node.find_string("url").value_or(""));
  belong(pull_request_address(address).repository, number_of(node, "number"));
  facts.base_ref = base->find_string("ref").value_or("");
  facts.base_commit = object_of(base, "sha");
  facts.head_commit = object_of(head, "sha");
  facts.opener = person_of(node.find("user"));
  facts.merged_by = person_of(node.find("merged_by"));
  if (const auto count = number_of(node, "commits"); count != 0) out_.commit_pages.expected = count;
  return {};
}

Result<void> GithubReader::read_commit(const DocumentNode& node) {
  const auto id = object_of(&node, "sha");
  if (!id || node.find("commit") == nullptr) return wrong(node, "a commit lacks sha or commit");
  out_.pull_request.commits[*id] = {account_of(node.find("author")).login,
                                    account_of(node.find("committer")).login};
  return {};
}

Result<void> GithubReader::read_webhook(const DocumentNode& node) {
  const DocumentNode* pull_request = node.find("pull_request");
  if (pull_request == nullptr) return wrong(node, "a webhook lacks its pull request");
  TRY(read_pull_request(*pull_request));
  if (const DocumentNode* review = node.find("review")) TRY(read_review(*review));
  if (node.find_string("action") == "synchronize") {
    out_.pull_request.pusher = person_of(node.find("sender"));
    out_.pull_request.pushed_commit = out_.pull_request.head_commit;
  }
  return {};
}

Result<void> GithubReader::read_graphql(const DocumentNode& node) {
  PullRequestFacts& facts = out_.pull_request;
  place(node.find_string("url").value_or(""));
  if (const auto number = number_of(node, "number"); number != 0) belong("", number);
  facts.base_ref = node.find_string("baseRefName").value_or("");
  facts.base_commit = object_of(&node, "baseRefOid");
  facts.head_commit = object_of(&node, "headRefOid");
  facts.opener = person_of(node.find("author"));
  facts.merged_by = person_of(node.find("mergedBy"));
  const DocumentNode* reviews = route(node, {"reviews", "nodes"});
  if (reviews == nullptr || !reviews->is_sequence())
    return wrong(node, "a GraphQL answer lacks reviews.nodes");
  std::uint64_t sequence = 0;
  for (const DocumentNode& review : reviews->items) TRY(read_graphql_review(review, ++sequence));
  out_.review_pages.sizes.push_back(reviews->items.size());
  if (const DocumentNode* next = route(node, {"reviews", "pageInfo", "hasNextPage"}))
    out_.review_pages.has_next = next->text == "true";
  if (const DocumentNode* commits = node.find("commits")) TRY(read_graphql_commits(*commits));
  return {};
}

Result<void> GithubReader::read_graphql_review(const DocumentNode& node, std::uint64_t sequence) {
  const auto state = node.find_string("state");
  if (!state) return wrong(node, "a review lacks its state");
  const auto decision = decision_of(*state);
  if (!decision) return {};
  const Account account = account_of(node.find("author"));
  Approval approval;
  approval.commit = object_of(node.find("commit"), "oid");
  approval.approval_class = approval.commit ? ApprovalClass::a2 : ApprovalClass::a1;
  approval.decision = *decision;
  approval.source = out_.name;
  approval.approver = account.login;
  approval.identity_kind = account.kind;
  approval.association = node.find_string("authorAssociation").value_or("");
  approval.asserted_at = instant_of(node, "submittedAt");
  approval.sequence = sequence;
  approval.repository = out_.pull_request.repository;
  out_.approvals.push_back(std::move(approval));
  return {};
}

Result<void> GithubReader::read_graphql_commits(const DocumentNode& connection) {
  const DocumentNode* nodes = connection.find("nodes");
  if (nodes == nullptr || !nodes->is_sequence()) return wrong(connection, "commits lack nodes");
  for (const DocumentNode& node : nodes->items) {
    const DocumentNode* commit = node.find("commit");
    const auto id = object_of(commit, "oid");
    if (!id) return wrong(node, "a commit lacks its oid");
    out_.pull_request.commits[*id] = {account_of(route(*commit, {"author", "user"})).login,
                                      account_of(route(*commit, {"committer", "user"})).login};
  }
  out_.commit_pages.sizes.push_back(nodes->items.size());
  if (const DocumentNode* next = route(connection, {"pageInfo", "hasNextPage"}))
    out_.commit_pages.has_next = next->text == "true";
  if (const auto count = number_of(connection, "totalCount"); count != 0)
    out_.commit_pages.expected = count;
  return {};
}

void GithubReader::place(std::string_view url) {
  PullRequestAddress address = pull_request_address(url);
  belong(std::move(address.repository), address.number);
}

// The first name stays; another one says that the export is mixed.
void GithubReader::belong(std::string repository, std::uint64_t number) {
  PullRequestFacts& facts = out_.pull_request;
  const bool other_repository = !repository.empty() && !facts.repository.empty() &&
                                !same_repository(repository, facts.repository);
  const bool other_number = number != 0 && facts.number != 0 && number != facts.number;
  if (other_repository || other_number) {
    const std::string sentence = concat(name_, " mixes several pull requests");
    if (facts.incomplete.empty()) facts.incomplete.push_back(sentence);
    return;
  }
  if (facts.repository.empty()) facts.repository = std::move(repository);
  if (facts.number == 0) facts.number = number;
}

tl::unexpected<Error> GithubReader::wrong(const DocumentNode& node, std::string what) const {
  return failure({.what = std::move(what),
                  .where = concat(name_, ":", node.line, ":", node.column),
                  .fix = "hand in the answer of the forge's API as it came"});
}

}  // namespace foureyes
