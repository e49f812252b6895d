// Tells the kind of an export from its content, and joins several exports of one pull request.
#include "approval/sources.h"

#include <algorithm>

#include "approval/github_shapes.h"
#include "approval/repository_name.h"
#include "approval/statement.h"
#include "base/json_document.h"
#include "base/text.h"

namespace foureyes {
namespace {

constexpr std::string_view kShapes =
    "accepted are: the answers of GET /repos/O/R/pulls/N/reviews, /pulls/N and /pulls/N/commits "
    "(several pages: gh api --paginate --slurp), an object {\"pull_request\", \"reviews\", "
    "\"commits\"} of them, a pull_request or pull_request_review event, a GraphQL answer with "
    "pullRequest, and a statement of foureyes approve with its .sig beside it";

tl::unexpected<Error> unknown_shape(std::string_view name) {
  return failure({.what = "this is no approval export that foureyes knows",
                  .where = std::string(name),
                  .fix = std::string(kShapes)});
}

// The PullRequest object of a GraphQL answer, with or without its wrapping.
const DocumentNode* graphql_pull_request(const DocumentNode& node) {
  const DocumentNode* at = &node;
  if (const DocumentNode* data = at->find("data")) at = data;
  if (const DocumentNode* repository = at->find("repository")) at = repository;
  return at->find("pullRequest");
}

std::optional<ExportKind> kind_of_list(const DocumentNode& node) {
  const DocumentNode* first = &node;
  while (first->is_sequence()) {
    if (first->items.empty()) return ExportKind::empty_page;
    first = &first->items.front();
  }
  if (first->find("sha") != nullptr && first->find("commit") != nullptr) return ExportKind::commits;
  if (first->find("state") != nullptr && first->find("user") != nullptr &&
      first->find("base") == nullptr)
    return ExportKind::reviews;
  return std::nullopt;
}

std::optional<ExportKind> kind_of(const DocumentNode& node) {
  if (node.is_sequence()) return kind_of_list(node);
  if (!node.is_mapping()) return std::nullopt;
  if (node.find("_type") != nullptr && node.find_string("predicateType") == kApprovalPredicate)
    return ExportKind::signed_statement;
  if (graphql_pull_request(node) != nullptr) return ExportKind::graphql;
  if (node.find("action") != nullptr && node.find("pull_request") != nullptr)
    return ExportKind::webhook;
  if (node.find("reviews") != nullptr) return ExportKind::joined;
  if (node.find("number") != nullptr && node.find("head") != nullptr)
    return ExportKind::pull_request;
  return std::nullopt;
}

Result<void> read_joined(GithubReader& reader, const DocumentNode& node) {
  if (const DocumentNode* pull_request = node.find("pull_request"))
    TRY(reader.read_pull_request(*pull_request));
  if (const DocumentNode* commits = node.find("commits")) TRY(reader.read_commits(*commits));
  return reader.read_reviews(*node.find("reviews"));
}

Result<void> read_kind(GithubReader& reader, ApprovalExport& out, const DocumentNode& node) {
  switch (out.kind) {
    case ExportKind::reviews:
      return reader.read_reviews(node);
    case ExportKind::pull_request:
      return reader.read_pull_request(node);
    case ExportKind::commits:
      return reader.read_commits(node);
    case ExportKind::joined:
      return read_joined(reader, node);
    case ExportKind::webhook:
      return reader.read_webhook(node);
    case ExportKind::graphql:
      return reader.read_graphql(*graphql_pull_request(node));
    case ExportKind::empty_page:
      out.review_pages.sizes.push_back(0);
      out.commit_pages.sizes.push_back(0);
      return {};
    case ExportKind::signed_statement:
      break;
  }
  return {};
}

void add_pages(PageSizes& to, const PageSizes& from) {
  to.sizes.insert(to.sizes.end(), from.sizes.begin(), from.sizes.end());
  // One file that is the last page closes the list, whatever the others say.
  if (from.has_next) to.has_next = to.has_next ? (*to.has_next && *from.has_next) : *from.has_next;
  if (from.expected) to.expected = std::max(to.expected.value_or(0), *from.expected);
}

// GitHub's pages hold 30 unless asked for up to 100: a list that ends with such a page goes on.
bool ends_with_full_page(const PageSizes& pages) {
  if (pages.sizes.empty()) return false;
  const auto [least, most] = std::minmax_element(pages.sizes.begin(), pages.sizes.end());
  return *least == *most && (*most == 30 || *most == 100);
}

void note_missing_pages(PullRequestFacts& facts, const PageSizes& reviews,
                        const PageSizes& commits) {
  std::vector<std::string>& incomplete = facts.incomplete;
  const bool reviews_go_on = reviews.has_next.value_or(ends_with_full_page(reviews));
  if (reviews_go_on) {
    incomplete.push_back(
        "The list of reviews ends with a full page or says that it goes on; hand in the next page "
        "too, or an empty one ([]).");
  }
  const std::size_t count = facts.commits.size();
  if (count == 0) return;
  const bool commits_go_on = commits.expected
                                 ? count < *commits.expected
                                 : commits.has_next.value_or(ends_with_full_page(commits));
  if (commits_go_on)
    incomplete.push_back("The list of the pull request's commits lacks its next page.");
}

template <class Value>
void take(Value& to, const Value& from) {
  if (to == Value{}) to = from;
}

void take_person(std::optional<ForgePerson>& to, const std::optional<ForgePerson>& from) {
  if (!to) to = from;
}

void join_facts(PullRequestFacts& to, const PullRequestFacts& from, std::string_view name) {
  const bool other_repository = !to.repository.empty() && !from.repository.empty() &&
                                !same_repository(to.repository, from.repository);
  const bool other_number = to.number != 0 && from.number != 0 && to.number != from.number;
  to.incomplete.insert(to.incomplete.end(), from.incomplete.begin(), from.incomplete.end());
  if (other_repository || other_number) {
    to.incomplete.push_back(concat(name, " is of another pull request than the files before it."));
    return;
  }
  take(to.repository, from.repository);
  take(to.number, from.number);
  take(to.base_ref, from.base_ref);
  take(to.base_commit, from.base_commit);
  take(to.head_commit, from.head_commit);
  take_person(to.opener, from.opener);
  take_person(to.merged_by, from.merged_by);
  if (from.pusher) to.pusher = from.pusher;
  if (from.pusher) to.pushed_commit = from.pushed_commit;
  to.commits.insert(from.commits.begin(), from.commits.end());
}

}  // namespace

std::string_view name_of(ExportKind kind) {
  switch (kind) {
    case ExportKind::reviews:
      return "reviews";
    case ExportKind::pull_request:
      return "pull-request";
    case ExportKind::commits:
      return "commits";
    case ExportKind::joined:
      return "joined";
    case ExportKind::webhook:
      return "webhook";
    case ExportKind::graphql:
      return "graphql";
    case ExportKind::signed_statement:
      return "signed-statement";
    case ExportKind::empty_page:
      break;
  }
  return "empty-page";
}

Result<ApprovalExport> read_approval_export(std::string_view text, std::string_view name) {
  TRY_ASSIGN(const DocumentNode node, read_json(text, name));
  const auto kind = kind_of(node);
  if (!kind) return unknown_shape(name);
  ApprovalExport out;
  out.kind = *kind;
  out.name = name;
  GithubReader reader(out, name);
  TRY(read_kind(reader, out, node));
  return out;
}

ApprovalInputs join_exports(const std::vector<ApprovalExport>& exports) {
  ApprovalInputs inputs;
  PageSizes reviews;
  PageSizes commits;
  bool one_event = false;
  for (const ApprovalExport& file : exports) {
    if (file.kind == ExportKind::signed_statement) continue;
    inputs.has_exports = true;
    inputs.approvals.insert(inputs.approvals.end(), file.approvals.begin(), file.approvals.end());
    join_facts(inputs.pull_request, file.pull_request, file.name);
    one_event |= file.kind == ExportKind::webhook && !file.approvals.empty();
    add_pages(reviews, file.review_pages);
    add_pages(commits, file.commit_pages);
  }
  const PullRequestFacts& facts = inputs.pull_request;
  for (Approval& approval : inputs.approvals) {
    if (approval.repository.empty()) approval.repository = facts.repository;
    if (!facts.base_ref.empty()) approval.target_ref = concat("refs/heads/", facts.base_ref);
  }
  note_missing_pages(inputs.pull_request, reviews, commits);
  if (one_event && !reviews.given()) {
    inputs.pull_request.incomplete.push_back(
        "One review event is not the list of reviews: others may have asked for changes. Hand in "
        "the answer of GET /repos/O/R/pulls/N/reviews too.");
  }
  return inputs;
}

}  // namespace foureyes
