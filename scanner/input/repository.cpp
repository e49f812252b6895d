#include "input/repository.h"

#include "base/text.h"
#include "input/git_objects.h"
#include "input/git_repository.h"
#include "input/index_file.h"
#include "input/merge.h"
#include "input/tree_walk.h"

namespace foureyes {
namespace {

class GitTree : public TreeView {
 public:
  GitTree(const ObjectStore& objects, std::vector<TreeEntry> entries)
      : objects_(objects), entries_(std::move(entries)) {}

  const std::vector<TreeEntry>& entries() const override { return entries_; }

  Result<std::string> read(const TreeEntry& entry, std::size_t limit) const override {
    const auto id = ObjectId::parse(entry.object);
    if (!id || entry.kind == EntryKind::submodule)
      return failure({.what = "a submodule has no content here",
                      .where = entry.path,
                      .kind = ErrorKind::unavailable});
    const auto blob = objects_.read_blob(ObjectName::from(*id), limit);
    if (blob) return std::string(blob->bytes());
    Error error = blob.error().error();
    error.where = entry.path;
    return failure(std::move(error));
  }

 private:
  const ObjectStore& objects_;
  std::vector<TreeEntry> entries_;
};

std::vector<ObjectId> ids_of(const std::vector<ObjectName>& names) {
  std::vector<ObjectId> ids;
  ids.reserve(names.size());
  for (const ObjectName& name : names) ids.push_back(name.id());
  return ids;
}

}  // namespace

Repository::Repository(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Repository::Repository(Repository&&) noexcept = default;
Repository& Repository::operator=(Repository&&) noexcept = default;
Repository::~Repository() = default;

Result<Repository> Repository::open(const RepositoryLocation& location) {
  TRY_ASSIGN(std::unique_ptr<Impl> impl, open_repository(location));
  return Repository(std::move(impl));
}

bool Repository::is_inside_work_tree(const std::string& path) {
  const auto repository = open({.path = path});
  return repository && repository->work_tree();
}

Result<Commit> Repository::commit(const ObjectId& id) const {
  const auto object = impl_->objects->read(ObjectName::from(id), ObjectType::commit);
  if (!object) return failure(object.error().error());
  auto commit = parse_commit(id, object->bytes());
  if (!commit)
    return failure({.what = concat("the commit ", id.hex(), " is malformed"),
                    .fix = "check the clone with `git fsck --full`",
                    .kind = ErrorKind::unavailable});
  return *std::move(commit);
}

// The tree of a commit; any other object must be a tree itself.
static Result<ObjectName> tree_name(const ObjectStore& objects, const ObjectId& id) {
  const ObjectName name = ObjectName::from(id);
  const auto header = objects.header(name);
  if (!header) return failure(header.error().error());
  if (header->type != ObjectType::commit) return name;
  const auto object = objects.read(name, ObjectType::commit);
  if (!object) return failure(object.error().error());
  const auto commit = parse_commit_header(object->bytes());
  if (!commit)
    return failure(
        {.what = concat("the commit ", id.hex(), " is malformed"), .kind = ErrorKind::unavailable});
  return commit->tree;
}

Result<std::unique_ptr<TreeView>> Repository::tree(const ObjectId& id) const {
  TRY_ASSIGN(const ObjectName name, tree_name(*impl_->objects, id));
  TRY_ASSIGN(std::vector<TreeEntry> entries, files_of_tree(*impl_->objects, name));
  return std::unique_ptr<TreeView>(std::make_unique<GitTree>(*impl_->objects, std::move(entries)));
}

Result<std::unique_ptr<TreeView>> Repository::tree_of_paths(
    const ObjectId& id, const std::vector<std::string>& paths) const {
  TRY_ASSIGN(const ObjectName name, tree_name(*impl_->objects, id));
  TRY_ASSIGN(auto entries, named_files_of_tree(*impl_->objects, name, paths));
  return std::unique_ptr<TreeView>(std::make_unique<GitTree>(*impl_->objects, std::move(entries)));
}

Result<std::unique_ptr<TreeView>> Repository::index_tree(const std::string& index_file) const {
  TRY_ASSIGN(const IndexFile index,
             IndexFile::read(index_file.empty() ? impl_->git_directory + "index" : index_file));
  std::vector<TreeEntry> entries;
  for (const IndexEntry& entry : index.entries()) {
    if (entry.stage != 0 || entry.intent_to_add) continue;
    const RawTreeEntry raw{.name = entry.path, .mode = entry.mode, .object = entry.object};
    entries.push_back({std::string(entry.path), raw.kind(), entry.object.hex()});
  }
  return std::unique_ptr<TreeView>(std::make_unique<GitTree>(*impl_->objects, std::move(entries)));
}

Result<ObjectHeader> Repository::object_header(const ObjectId& id) const {
  const auto header = impl_->objects->header(ObjectName::from(id));
  if (!header) return failure(header.error().error());
  return *header;
}

Result<std::string> Repository::read_blob(const ObjectId& id, std::uint64_t limit) const {
  const auto blob = impl_->objects->read_blob(ObjectName::from(id), limit);
  if (!blob) return failure(blob.error().error());
  return std::string(blob->bytes());
}

Result<std::optional<ObjectId>> Repository::merge_base(const ObjectId& a, const ObjectId& b) const {
  TRY_ASSIGN(const auto base, impl_->graph->merge_base(ObjectName::from(a), ObjectName::from(b)));
  return base ? std::optional(base->id()) : std::nullopt;
}

Result<bool> Repository::is_ancestor(const ObjectId& ancestor, const ObjectId& descendant) const {
  return impl_->graph->is_ancestor(ObjectName::from(ancestor), ObjectName::from(descendant));
}

Result<CommitList> Repository::commits_between(const std::optional<ObjectId>& base,
                                               const ObjectId& head) const {
  CommitGraph& graph = *impl_->graph;
  const ObjectName tip = ObjectName::from(head);
  TRY_ASSIGN(const CommitWalk walk,
             base ? graph.between(ObjectName::from(*base), tip) : graph.all_of({tip}));
  CommitList list{.complete = walk.complete};
  for (const CommitIndex index : walk.commits) list.commits.push_back(graph.node(index).id.id());
  return list;
}

Result<std::vector<ObjectId>> Repository::first_parents_between(const ObjectId& base,
                                                                const ObjectId& head) const {
  TRY_ASSIGN(const auto line,
             impl_->graph->first_parents(ObjectName::from(base), ObjectName::from(head)));
  if (!line)
    return failure(
        {.what = concat(base.hex(), " is not on the line of first parents of ", head.hex(), '.'),
         .fix = "name two commits of one branch, the older first"});
  return ids_of(*line);
}

Result<MergeResult> Repository::merge_result(const ObjectId& base, const ObjectId& head) const {
  TRY_ASSIGN(const bool descends, is_ancestor(base, head));
  if (!descends)
    return merge_in_memory(*impl_->objects, ObjectName::from(base), ObjectName::from(head));
  TRY_ASSIGN(const ObjectName tree, tree_name(*impl_->objects, head));
  return MergeResult{.tree = tree.id()};
}

Result<std::vector<TreeEntry>> Repository::changes_of(const ObjectId& commit) const {
  CommitGraph& graph = *impl_->graph;
  TRY_ASSIGN(const CommitIndex index, graph.load(ObjectName::from(commit)));
  std::vector<ObjectName> parents;
  const std::vector<CommitIndex> parent_indexes = graph.node(index).parents;
  for (const CommitIndex parent : parent_indexes) {
    TRY_ASSIGN(const CommitIndex loaded, graph.load(graph.node(parent).id));
    parents.push_back(graph.node(loaded).tree);
  }
  return entries_changed_against_all(*impl_->objects, graph.node(index).tree, parents);
}

Result<std::vector<TreeChange>> Repository::changes_between(const ObjectId& before,
                                                            const ObjectId& after) const {
  TRY_ASSIGN(const ObjectName old_tree, tree_name(*impl_->objects, before));
  TRY_ASSIGN(const ObjectName new_tree, tree_name(*impl_->objects, after));
  return changes_between_trees(*impl_->objects, old_tree, new_tree);
}

}  // namespace foureyes
