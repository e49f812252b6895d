// GitHub Actions workflows and the local actions and workflows that they call.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "privilege/dialect.h"
#include "privilege/dialects/github_actions/pairing.h"
#include "privilege/dialects/github_actions/workflow_files.h"
#include "privilege/record_writer.h"

namespace foureyes {
namespace {

using namespace github_actions;

bool calls_local_code(const TreeView& tree, const std::string& path,
                      const PrivilegeOptions& options) {
  const auto file = read_privilege_file(tree, path, options.limits);
  return file && (!file->content || contains(*file->content, "./"));
}

// The workflows of one side whose grants the change can touch.
std::set<std::string> affected(const TreeView& tree, const ChangeSet& changes,
                               const PrivilegeOptions& options) {
  const bool called_code_changed =
      std::any_of(changes.entries.begin(), changes.entries.end(), [](const EntryChange& change) {
        return is_workflow_path(change.path()) || is_action_path(change.path());
      });
  std::set<std::string> out;
  for (const std::string& path : workflows_of(tree)) {
    const bool link = tree.find(path)->kind == EntryKind::symlink;
    if (changes.touches(path) || link ||
        (called_code_changed && calls_local_code(tree, path, options)))
      out.insert(path);
  }
  return out;
}

DialectFacts inventory(const TreeView& tree, const PrivilegeOptions& options) {
  return read_workflows(tree, workflows_of(tree), options).facts;
}

// Places from which a host may read workflows, and from which no dialect does: behind a linked
// directory, and under another case of the name (threats P1-3).
void add_unread_places(const ChangeSet& changes, std::vector<Notice>& out) {
  for (std::string_view path : {".github", ".github/workflows"}) {
    const TreeEntry* entry = changes.head.find(path);
    if (!entry || entry->kind != EntryKind::symlink || changes.entries.empty()) continue;
    out.push_back({NoticeReason::unresolved, std::string(path),
                   "The directory of workflows is a link; what is behind it was not read.", true});
  }
  for (const EntryChange& change : changes.entries) {
    if (!change.after || is_workflow_path(change.path())) continue;
    if (!is_workflow_path(to_lower(change.path()))) continue;
    out.push_back({NoticeReason::no_dialect, change.path(),
                   "Where case does not count this is a workflow; it was not read.", true});
  }
}

DialectDelta delta(const ChangeSet& changes, const PrivilegeOptions& options) {
  DialectDelta out;
  ActionsFacts base =
      read_workflows(changes.base, affected(changes.base, changes, options), options);
  ActionsFacts head =
      read_workflows(changes.head, affected(changes.head, changes, options), options);
  out.records = undo_renames(base, head);
  drop_unpaired(base, head);
  for (DeltaRecord& record : records_between(base.facts, head.facts, changes.head, options.limits))
    out.records.push_back(std::move(record));
  for (const Notice& notice : head.facts.notices) {
    out.notices.push_back(notice);
    out.notices.back().touches_change = changes.touches(notice.path);
  }
  add_unread_places(changes, out.notices);
  return out;
}

bool reads(std::string_view path) { return is_workflow_path(path) || is_action_path(path); }

}  // namespace

const Dialect& github_actions_dialect() {
  static const Dialect dialect = {"github_actions", "3", reads, inventory, delta};
  return dialect;
}

}  // namespace foureyes
