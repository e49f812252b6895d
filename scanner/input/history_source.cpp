// Every blob, commit message and tag message that any ref reaches. Commits are walked oldest first
// and each distinct tree is read once, so the cost is the number of trees, not of commits times
// files; the first commit that has a blob names it, with the path it had there.
//
// This is the plain reader, object by object through libgit2. The reader of whole packs will stand
// beside it in input/pack/ and give the same items.
#include <unordered_map>
#include <unordered_set>

#include "base/path.h"
#include "base/text.h"
#include "input/git_objects.h"
#include "input/git_repository.h"
#include "input/object_text.h"
#include "input/refs.h"

namespace foureyes {
namespace {

constexpr std::uint32_t kNoCommit = UINT32_MAX;

// An item in 32 bytes: a history has a million.
struct Row {
  ObjectName object;
  std::uint32_t commit = kNoCommit;  // index into the commits of the walk
  std::uint32_t path = 0;            // index into the paths
  BlobKind kind = BlobKind::file;
};

struct History {
  std::vector<Row> rows;
  std::vector<std::string> paths;
  std::vector<ObjectName> commits;
  std::vector<Notice> notices;
};

class HistorySource : public BlobSource {
 public:
  HistorySource(const ObjectStore& objects, History history, std::uint64_t limit)
      : objects_(objects), history_(std::move(history)), limit_(limit) {}

  std::string description() const override {
    const std::size_t count = history_.commits.size();
    return concat("the history of all refs, ", count, count == 1 ? " commit" : " commits");
  }
  std::size_t size() const override { return history_.rows.size(); }
  const std::vector<Notice>& notices() const override { return history_.notices; }
  std::uint64_t commits() const override { return history_.commits.size(); }
  SourceExtent extent() const override { return SourceExtent::history; }

  BlobItem item(std::size_t index) const override {
    const Row& row = history_.rows[index];
    BlobItem item{.kind = row.kind};
    if (row.kind == BlobKind::file) item.paths = {history_.paths[row.path]};
    if (row.kind != BlobKind::commit_message) item.blob = row.object.id();
    if (row.commit != kNoCommit) item.commit = history_.commits[row.commit].id();
    return item;
  }

  BlobText read(std::size_t index) const override {
    const Row& row = history_.rows[index];
    switch (row.kind) {
      case BlobKind::commit_message:
        return message_text(objects_, row.object, ObjectType::commit, Verification::none);
      case BlobKind::tag_message:
        return message_text(objects_, row.object, ObjectType::tag, Verification::none);
      default:
        return file_text(objects_, row.object, history_.paths[row.path], limit_,
                         Verification::none);
    }
  }

 private:
  const ObjectStore& objects_;
  History history_;
  std::uint64_t limit_;
};

class HistoryWalk {
 public:
  explicit HistoryWalk(const ObjectStore& objects) : objects_(objects) {}

  void add_commit(const CommitNode& node) {
    const auto commit = static_cast<std::uint32_t>(history_.commits.size());
    history_.commits.push_back(node.id);
    history_.rows.push_back(
        {.object = node.id, .commit = commit, .kind = BlobKind::commit_message});
    add_tree(node.tree, "", commit);
  }

  void add_tag(const ObjectName& tag) {
    if (seen_.insert(tag).second)
      history_.rows.push_back({.object = tag, .kind = BlobKind::tag_message});
  }

  void add_blob(const ObjectName& blob, const std::string& path, std::uint32_t commit) {
    if (seen_.insert(blob).second)
      history_.rows.push_back({.object = blob, .commit = commit, .path = path_index(path)});
  }

  void add_tree(const ObjectName& root, const std::string& path, std::uint32_t commit) {
    if (!seen_.insert(root).second) return;
    pending_.emplace_back(root, path);
    while (!pending_.empty()) {
      const auto [tree, directory] = std::move(pending_.back());
      pending_.pop_back();
      visit(tree, directory, commit);
    }
  }

  void add_notice(Notice notice) { notices_.insert(std::move(notice)); }

  History finish() && {
    history_.notices.assign(notices_.begin(), notices_.end());
    return std::move(history_);
  }

 private:
  // Reads the tree beside the one that was read last for this directory: what both have was
  // visited then.
  void visit(const ObjectName& tree, const std::string& directory, std::uint32_t commit) {
    auto object = objects_.read(tree, ObjectType::tree, Verification::none);
    if (!object) return add_notice(object.error().notice(directory));
    const auto before = latest_.find(directory);
    RawTreeReader reader(object->bytes());
    RawTreeReader old_reader(before == latest_.end() ? std::string_view() : before->second.bytes());
    RawTreeEntry entry, old;
    bool has_old = old_reader.next(old);
    while (reader.next(entry)) {
      while (has_old && old.name < entry.name) has_old = old_reader.next(old);
      if (has_old && old.name == entry.name && old.same_as(entry)) continue;
      visit_entry(entry, directory, commit);
    }
    if (reader.malformed())
      add_notice({.reason = NoticeReason::unreadable,
                  .path = directory,
                  .detail = concat("The tree ", tree.hex(),
                                   " is malformed; what follows in it "
                                   "was not looked at.")});
    latest_.insert_or_assign(directory, std::move(*object));
  }

  void visit_entry(const RawTreeEntry& entry, const std::string& directory, std::uint32_t commit) {
    if (entry.is_tree()) {
      if (seen_.insert(entry.object).second)
        pending_.emplace_back(entry.object, join_path(directory, entry.name));
    } else if (entry.kind() == EntryKind::submodule) {
      add_notice(submodule_notice(join_path(directory, entry.name)));
    } else {
      add_blob(entry.object, join_path(directory, entry.name), commit);
    }
  }

  std::uint32_t path_index(const std::string& path) {
    const auto [at, is_new] =
        path_indexes_.try_emplace(path, static_cast<std::uint32_t>(history_.paths.size()));
    if (is_new) history_.paths.push_back(path);
    return at->second;
  }

  const ObjectStore& objects_;
  History history_;
  std::unordered_set<ObjectName, ObjectNameHash> seen_;
  std::unordered_map<std::string, std::uint32_t> path_indexes_;
  std::unordered_map<std::string, RawObject> latest_;
  std::vector<std::pair<ObjectName, std::string>> pending_;
  std::set<Notice> notices_;
};

}  // namespace

BlobSourceResult history_source(const Repository& repository, const HistoryOptions& options) {
  const Repository::Impl& impl = repository.impl();
  HistoryWalk walk(*impl.objects);
  TRY_ASSIGN(const RefTargets targets, targets_of_refs(impl));
  for (const Notice& notice : targets.notices) walk.add_notice(notice);
  CommitGraph graph(*impl.objects, impl.shallow_edges, Verification::none);
  TRY_ASSIGN(const CommitWalk commits, graph.all_of(targets.commits));
  for (const CommitIndex index : commits.commits) walk.add_commit(graph.node(index));
  for (const ObjectName& tag : targets.tags) walk.add_tag(tag);
  for (const auto& [tree, ref] : targets.trees) walk.add_tree(tree, ref, kNoCommit);
  for (const auto& [blob, ref] : targets.blobs) walk.add_blob(blob, ref, kNoCommit);
  if (!commits.complete)
    walk.add_notice({.reason = NoticeReason::shallow,
                     .path = "",
                     .detail = "This clone is shallow: the history before its edge was not looked "
                               "at. Fetch it with git fetch --unshallow."});
  return std::make_unique<HistorySource>(*impl.objects, std::move(walk).finish(),
                                         options.blob_limit);
}

}  // namespace foureyes
