#include "pipeline/change.h"

#include <map>

#include "approval/repository_name.h"
#include "base/bytes.h"
#include "base/digest.h"
#include "base/path.h"
#include "base/text.h"
#include "pipeline/approval_files.h"

namespace foureyes {
namespace {

// A directory of the tree while its id is computed (git's tree format: gitformat-tree, "mode SP
// name NUL id").
struct Directory {
  std::map<std::string, std::string> entries;  // sort key -> the entry's bytes
};

std::string_view mode_of(EntryKind kind) {
  switch (kind) {
    case EntryKind::file:
      return "100644";
    case EntryKind::executable:
      return "100755";
    case EntryKind::symlink:
      return "120000";
    case EntryKind::submodule:
      return "160000";
  }
  return "";
}

std::string tree_entry(std::string_view mode, std::string_view name, std::string_view id_hex) {
  return concat(mode, " ", name, std::string_view("\0", 1), hex_decode(id_hex).value_or(""));
}

std::string tree_id(const Directory& directory) {
  std::string body;
  for (const auto& [key, bytes] : directory.entries) body += bytes;
  return sha1_hex(concat("tree ", body.size(), std::string_view("\0", 1), body));
}

Result<std::vector<Commit>> commits_of(const Repository& repository,
                                       const std::vector<ObjectId>& ids) {
  std::vector<Commit> commits;
  for (const ObjectId& id : ids) {
    TRY_ASSIGN(Commit commit, repository.commit(id));
    commits.push_back(std::move(commit));
  }
  return commits;
}

}  // namespace

Result<JudgedChange> judge_change(const Repository& repository, const ChangeRequest& request) {
  JudgedChange judged;
  Change& change = judged.change;
  TRY_ASSIGN(const Commit base, repository.commit(request.base));
  TRY_ASSIGN(const Commit head, repository.commit(request.head));
  TRY_ASSIGN(const auto merge_base, repository.merge_base(request.base, request.head));
  TRY_ASSIGN(const CommitList list, repository.commits_between(request.base, request.head));
  TRY_ASSIGN(change.commits, commits_of(repository, list.commits));
  TRY_ASSIGN(const MergeResult merge, repository.merge_result(request.base, request.head));

  change.repository = request.repository;
  change.target_ref = request.target_ref;
  change.ticket = request.ticket;
  change.base_commit = base.id.hex();
  change.base_tree = base.tree.hex();
  change.head_commit = head.id.hex();
  change.head_tree = head.tree.hex();
  if (merge_base) change.merge_base = merge_base->hex();
  if (merge.tree) change.result_tree = merge.tree->hex();
  change.merge_computed = merge.computed;
  judged.conflicts = merge.conflicts;
  judged.history_complete = list.complete;
  return judged;
}

std::string repository_uri(std::string_view remote_url) {
  const std::string name = repository_name(remote_url);
  return name.empty() ? "" : concat("git+https://", name);
}

std::string tree_without_approvals(const TreeView& tree) {
  std::map<std::string, Directory> directories;  // path -> what is known of it
  directories[""];
  for (const TreeEntry& entry : tree.entries()) {
    if (records_approval(entry, tree)) continue;
    const std::string_view name = file_name(entry.path);
    const std::string parent(directory_name(entry.path));
    directories[parent].entries[std::string(name)] =
        tree_entry(mode_of(entry.kind), name, entry.object);
    for (std::string path = parent; !path.empty(); path = std::string(directory_name(path))) {
      if (!directories.try_emplace(std::string(directory_name(path))).second) break;
    }
  }
  // Deeper paths first: a directory's id needs those below it. Git sorts directories as "name/".
  for (auto last = directories.rbegin(); last != directories.rend(); ++last) {
    const auto& [path, directory] = *last;
    if (path.empty()) break;
    const std::string_view name = file_name(path);
    directories[std::string(directory_name(path))].entries[concat(name, "/")] =
        tree_entry("40000", name, tree_id(directory));
  }
  return tree_id(directories[""]);
}

}  // namespace foureyes
