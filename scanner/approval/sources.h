// What forges and approvers hand in, read into Approvals and facts about the pull request. The kind
// of an export is told from its content; comments of reviews are never kept (they may hold
// secrets).
//
// An unsigned export is as good as the job that fetched it (threats P0-6).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/approval.h"

namespace foureyes {

// A commit as the forge knows it: the accounts that it takes author and committer for.
struct ForgeCommit {
  std::string author_login;  // empty: the forge knows no account for the e-mail
  std::string committer_login;
};

struct ForgePerson {
  std::string login;
  IdentityKind kind = IdentityKind::unknown;
};

struct PullRequestFacts {
  std::string repository;    // "github.com/owner/name", lower case; "" when nothing names it
  std::uint64_t number = 0;  // 0: nothing names it
  std::string base_ref;      // "main"
  std::optional<ObjectId> base_commit;
  std::optional<ObjectId> head_commit;
  std::optional<ForgePerson> opener;
  std::optional<ForgePerson> merged_by;
  // Of a `synchronize` event: who pushed, and to which head.
  std::optional<ForgePerson> pusher;
  std::optional<ObjectId> pushed_commit;
  std::map<ObjectId, ForgeCommit> commits;
  // Why the exports cannot be relied on, one sentence each: a full page without the next, another
  // repository or number (threats P1-6). Not empty: the verdict is incomplete.
  std::vector<std::string> incomplete;
};

enum class ExportKind {
  reviews,           // GET /repos/O/R/pulls/N/reviews
  pull_request,      // GET /repos/O/R/pulls/N
  commits,           // GET /repos/O/R/pulls/N/commits
  joined,            // {"reviews": ..., "pull_request": ..., "commits": ...}
  webhook,           // pull_request or pull_request_review event
  graphql,           // {"data":{"repository":{"pullRequest":{...}}}}
  signed_statement,  // an approval statement of `foureyes approve`: see signed_statement.h
  empty_page,        // []: closes a list of pages
};

std::string_view name_of(ExportKind kind);

// The pages of one list, by their lengths, to find the one that is missing.
struct PageSizes {
  std::vector<std::size_t> sizes;
  std::optional<bool> has_next;           // where the format says so itself
  std::optional<std::uint64_t> expected;  // the count that the pull request states
  bool given() const { return !sizes.empty(); }
};

// One file as read.
struct ApprovalExport {
  ExportKind kind = ExportKind::reviews;
  std::string name;
  std::vector<Approval> approvals;
  PullRequestFacts pull_request;
  PageSizes review_pages;
  PageSizes commit_pages;
};

// What all files say together.
struct ApprovalInputs {
  std::vector<Approval> approvals;  // file by file, in the order given
  PullRequestFacts pull_request;
  bool has_exports = false;
};

// `name` is what errors and Approval::source call it. A file of another shape: an error that names
// the shapes. A signed statement comes back as the kind alone, without approvals.
Result<ApprovalExport> read_approval_export(std::string_view text, std::string_view name);

// Joins the files of one pull request; contradictions and missing pages go to
// PullRequestFacts::incomplete.
ApprovalInputs join_exports(const std::vector<ApprovalExport>& exports);

}  // namespace foureyes
