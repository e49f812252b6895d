// A git repository, read and never written: no hook, filter, attribute, replace ref, graft,
// credential helper or fsmonitor is looked at, and no system or user configuration. What one clone
// answers, every clone with the same objects answers.
//
// Errors of kind `invalid`: no repository, an unknown revision, a kind of repository that cannot be
// read (SHA-256). Of kind `unavailable`: an object is missing (shallow, partial clone, damage), is
// malformed, or is larger than the limit.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/commit.h"
#include "model/object_id.h"
#include "model/tree_view.h"

namespace foureyes {

struct RepositoryLocation {
  // A directory of the work tree, a .git directory or a bare repository; searched upwards.
  std::string path = ".";
  // Further object directories: what git hands a pre-receive hook in GIT_OBJECT_DIRECTORY and
  // GIT_ALTERNATE_OBJECT_DIRECTORIES.
  std::vector<std::string> object_directories = {};
};

enum class ObjectType { commit, tree, blob, tag };

struct ObjectHeader {
  ObjectType type = ObjectType::blob;
  std::uint64_t size = 0;
};

// Oldest first, parents before children; equal graphs give equal lists.
struct CommitList {
  std::vector<ObjectId> commits = {};
  // False when the walk met the edge of a shallow clone: commits may be missing from the list, and
  // one at the edge shows all of its tree as changed.
  bool complete = true;
};

struct MergeResult {
  // The tree after the merge; none when there are conflicts.
  std::optional<ObjectId> tree = {};
  std::vector<std::string> conflicts = {};  // paths, sorted
  // False when head descends from base: the tree is then head's own.
  bool computed = false;
};

struct TreeChange {
  std::string path;
  std::optional<TreeEntry> before = {};  // none: added
  std::optional<TreeEntry> after = {};   // none: removed
};

struct NamedCommit {
  std::string name;  // "origin/main", as a person may type it
  ObjectId commit;
};

// One thread at a time, but for object_header() and read_blob(), which any number of threads may
// call while no other member runs.
class Repository {
 public:
  static Result<Repository> open(const RepositoryLocation& location);
  // True when `path` lies in the work tree of a repository.
  static bool is_inside_work_tree(const std::string& path);
  Repository(Repository&&) noexcept;
  Repository& operator=(Repository&&) noexcept;
  ~Repository();

  // Facts of the clone.
  const std::string& git_directory() const;             // absolute, ends in '/'
  const std::string& common_directory() const;          // of the main work tree, where refs live
  const std::optional<std::string>& work_tree() const;  // absolute, ends in '/'; none when bare
  bool is_shallow() const;
  bool is_partial() const;  // a partial clone: blobs may be absent by design
  // URL of the remote "origin" without user and password; "" when there is none.
  std::string remote_url() const;
  std::string head_ref() const;                 // "refs/heads/main"; "" when detached
  std::optional<ObjectId> head_commit() const;  // none before the first commit
  // The tip of the default branch: origin/HEAD, then init.defaultBranch of the repository's own
  // configuration, main, master, each as origin/<name> and then as a local branch.
  std::optional<NamedCommit> default_branch() const;

  // Revision syntax of gitrevisions(7), peeled to a commit.
  Result<ObjectId> resolve(std::string_view revision) const;
  Result<Commit> commit(const ObjectId& id) const;
  // Every file of the tree of a commit, or of a tree.
  Result<std::unique_ptr<TreeView>> tree(const ObjectId& id) const;
  // The same tree, but only the named files of it: reads no more than the directories on their way.
  Result<std::unique_ptr<TreeView>> tree_of_paths(const ObjectId& id,
                                                  const std::vector<std::string>& paths) const;
  // What the next commit would hold: the index file, "" for the repository's own. Paths in conflict
  // are left out.
  Result<std::unique_ptr<TreeView>> index_tree(const std::string& index_file) const;
  Result<ObjectHeader> object_header(const ObjectId& id) const;
  // The raw bytes, at most `limit` of them: larger is an error.
  Result<std::string> read_blob(const ObjectId& id, std::uint64_t limit) const;

  // None when the histories are unrelated. Of several best ones the newest, then the lowest id.
  Result<std::optional<ObjectId>> merge_base(const ObjectId& a, const ObjectId& b) const;
  // A commit is its own ancestor.
  Result<bool> is_ancestor(const ObjectId& ancestor, const ObjectId& descendant) const;
  // Reachable from head and not from base; without a base, all of head's history. Where commit
  // dates lie, it may hold commits of base's history too (as `git rev-list base..head`), never too
  // few.
  Result<CommitList> commits_between(const std::optional<ObjectId>& base,
                                     const ObjectId& head) const;
  // From base (left out) to head, first parents only; an error when base is not on that line.
  Result<std::vector<ObjectId>> first_parents_between(const ObjectId& base,
                                                      const ObjectId& head) const;
  // The result of merging head into base. Computed in memory: three-way with renames, recursive
  // over several merge bases, no merge drivers. Its tree can be read as any other.
  Result<MergeResult> merge_result(const ObjectId& base, const ObjectId& head) const;

  // Entries that the commit's tree has and that differ from every parent at that path (id or kind):
  // what a person who made the commit put there (threats P1-5). Sorted by path.
  Result<std::vector<TreeEntry>> changes_of(const ObjectId& commit) const;
  // Entries that differ between two trees (or commits), removed ones too; sorted by path.
  Result<std::vector<TreeChange>> changes_between(const ObjectId& before,
                                                  const ObjectId& after) const;

  // For the sources of this layer (input/git_repository.h).
  struct Impl;
  const Impl& impl() const { return *impl_; }

 private:
  explicit Repository(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace foureyes
