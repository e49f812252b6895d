// The objects of GitHub's REST API, webhooks and GraphQL, read into an ApprovalExport. What is not
// asked for (bodies, links, avatars) is not kept.
#pragma once

#include <string>
#include <string_view>

#include "approval/sources.h"
#include "base/document.h"
#include "base/result.h"

namespace foureyes {

// Reads one export part by part; says where it stands when a part has another shape.
class GithubReader {
 public:
  GithubReader(ApprovalExport& out, std::string_view name) : out_(out), name_(name) {}

  // An array of objects, or an array of such arrays (pages put together).
  Result<void> read_reviews(const DocumentNode& node);
  Result<void> read_commits(const DocumentNode& node);
  Result<void> read_review(const DocumentNode& node);
  Result<void> read_pull_request(const DocumentNode& node);
  // Of a webhook: the review, the pull request, and who pushed.
  Result<void> read_webhook(const DocumentNode& node);
  // GraphQL's PullRequest object.
  Result<void> read_graphql(const DocumentNode& node);

 private:
  using ReadOne = Result<void> (GithubReader::*)(const DocumentNode& node);
  Result<void> read_pages(const DocumentNode& node, ReadOne read_one, PageSizes& pages);
  Result<void> read_commit(const DocumentNode& node);
  Result<void> read_graphql_review(const DocumentNode& node, std::uint64_t sequence);
  Result<void> read_graphql_commits(const DocumentNode& connection);
  void place(std::string_view url);
  void belong(std::string repository, std::uint64_t number);
  tl::unexpected<Error> wrong(const DocumentNode& node, std::string what) const;

  ApprovalExport& out_;
  std::string_view name_;
};

}  // namespace foureyes
