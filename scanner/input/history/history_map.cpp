#include "input/history/history_map.h"

#include <algorithm>
#include <unordered_set>

#include "base/path.h"
#include "base/text.h"
#include "input/git_objects.h"
#include "input/history/loose_objects.h"
#include "input/history/wanted_walk.h"
#include "input/object_text.h"
#include "input/refs.h"

namespace foureyes {
namespace {

// A tree that holds another one twice doubles what is below it, in every level. Past this many
// places an object gets one place and no further ones.
constexpr std::size_t kMostFurtherPlaces = 2'000'000;

// Which places each object has: one for nearly all, more for some.
class PlacesOfObjects {
 public:
  // False: nothing was added.
  bool add(HistoryObject object, std::uint32_t place) {
    if (object >= first_.size()) first_.resize(object + std::size_t{1}, kNone);
    std::uint32_t& first = first_[object];
    if (first == place) return false;
    if (first == kNone) {
      first = place;
      return true;
    }
    if (is_full()) return false;
    if (!further_.insert(key(object, place)).second) return false;
    further_of_[object].push_back(place);
    return true;
  }
  bool has(HistoryObject object, std::uint32_t place) const {
    if (!has_any(object)) return false;
    return first_[object] == place || further_.contains(key(object, place));
  }
  bool has_any(HistoryObject object) const {
    return object < first_.size() && first_[object] != kNone;
  }
  // Ascending.
  std::vector<std::uint32_t> of(HistoryObject object) const {
    std::vector<std::uint32_t> places;
    if (!has_any(object)) return places;
    places.push_back(first_[object]);
    if (const auto further = further_of_.find(object); further != further_of_.end())
      places.insert(places.end(), further->second.begin(), further->second.end());
    std::sort(places.begin(), places.end());
    return places;
  }
  std::size_t end() const { return first_.size(); }
  bool is_full() const { return further_.size() >= kMostFurtherPlaces; }

 private:
  static constexpr std::uint32_t kNone = UINT32_MAX;
  static std::uint64_t key(HistoryObject object, std::uint32_t place) {
    return static_cast<std::uint64_t>(object) << 32 | place;
  }
  std::vector<std::uint32_t> first_;
  std::unordered_map<HistoryObject, std::vector<std::uint32_t>> further_of_;
  std::unordered_set<std::uint64_t> further_;
};

// Directories in each other: git's own limit (core.maxTreeDepth). A tree that holds itself, by an
// index that lies, would have no end.
constexpr std::size_t kMostDepth = 2048;

}  // namespace

class HistoryMap::Impl {
 public:
  Impl(const Repository::Impl& repository, const WalkLimits& limits, const HistoryScope& scope)
      : repository_(repository),
        limits_(limits),
        scope_(scope),
        forest_(
            ObjectForest::read(join_path(repository.common_directory, "objects"), limits.threads)),
        objects_(forest_) {}

  Result<void> read(const OnMessage& on_message, PhaseClock& clock) {
    clock.begin("commits");
    for (const Notice& notice : forest_.notices()) notices_.insert(notice);
    TRY_ASSIGN(targets_, targets_of_refs(repository_));
    notices_.insert(targets_.notices.begin(), targets_.notices.end());
    tags_reached_ = targets_.tags.size();
    if (scope_.all_objects) find_unreached();
    TRY(read_commits(on_message));
    clock.begin("trees");
    trees_.emplace(forest_, *repository_.objects, objects_, names_, limits_);
    clock.begin("paths");
    spread_paths();
    clock.end();
    return {};
  }

  std::vector<Appearance> first_appearances(const std::vector<HistoryObject>& blobs);
  void visit_tips(const std::vector<HistoryObject>& blobs, const OnTip& met);

  const Repository::Impl& repository_;
  WalkLimits limits_;
  HistoryScope scope_;
  ObjectForest forest_;
  HistoryObjects objects_;
  NameTable names_;
  PathTable paths_;
  std::optional<TreeTable> trees_;
  RefTargets targets_;
  std::vector<ObjectName> other_commits_;  // that no ref names
  std::vector<ObjectName> other_blobs_;
  std::size_t tags_reached_ = 0;
  std::size_t commits_reached_ = 0;
  std::size_t commits_left_out_ = 0;
  std::vector<ObjectName> commits_;
  std::vector<HistoryObject> roots_;    // the trees of the commits
  std::vector<std::int64_t> authored_;  // by CommitPlace
  std::vector<TipTree> tip_trees_;
  std::vector<CommitPlace> places_;  // by ForestIndex
  std::vector<CommitPlace> commits_outside_;
  PlacesOfObjects directories_of_trees_;
  PlacesOfObjects paths_of_blobs_;
  std::vector<HistoryObject> blobs_outside_;
  std::size_t blobs_ = 0;
  std::size_t trees_reached_ = 0;
  std::set<Notice> notices_;

 private:
  struct TreePlace {
    HistoryObject tree;
    DirectoryId directory;
  };

  Result<void> read_commits(const OnMessage& on_message);
  void find_unreached();
  void add_commits(CommitGraph& graph, const std::vector<CommitIndex>& commits);
  Result<void> read_tips(CommitGraph& graph);
  WantedWalk walk_to(const std::vector<HistoryObject>& blobs);
  void spread_paths();
  void spread(TreePlace place, std::vector<TreePlace>& below);
  void spread(const TreeRow& row, DirectoryId directory, std::vector<TreePlace>& below);
  void add_tree(HistoryObject tree, DirectoryId directory, std::vector<TreePlace>& below) {
    if (directories_of_trees_.add(tree, directory)) below.push_back({tree, directory});
  }
};

Result<void> HistoryMap::Impl::read_commits(const OnMessage& on_message) {
  CommitGraph graph(*repository_.objects, repository_.shallow_edges, Verification::none);
  std::vector<std::vector<std::pair<ForestIndex, CommitHeader>>> headers(limits_.threads);
  walk_forest(forest_, ObjectType::commit, limits_, [&](const ForestVisit& visit) {
    if (auto header = parse_commit_header(visit.bytes)) {
      headers[visit.worker].emplace_back(visit.object, std::move(*header));
      on_message(visit.object, message_of(visit.bytes), visit.worker);
    }
  });
  for (auto& part : headers) {
    for (auto& [commit, header] : part) graph.adopt(forest_.name(commit), std::move(header));
    part = {};
  }
  TRY_ASSIGN(CommitWalk walk, graph.all_of(targets_.commits, MissingCommits::leave_out));
  for (const ObjectName& commit : walk.missing)
    if (const auto object = repository_.objects->read(commit, ObjectType::commit); !object)
      notices_.insert(object.error().notice(""));
    else
      notices_.insert({.detail = concat("The commit ", commit.hex(), " is malformed.")});
  if (!walk.complete) notices_.insert(shallow_notice());
  if (walk.leads_back) notices_.insert(leads_back_notice());
  places_.assign(forest_.size(), kNoCommitPlace);
  add_commits(graph, walk.commits);
  commits_reached_ = commits_.size();
  if (scope_.all_objects) {
    const std::set<CommitIndex> reached(walk.commits.begin(), walk.commits.end());
    TRY_ASSIGN(walk, graph.all_of(other_commits_, MissingCommits::leave_out));
    if (walk.leads_back) notices_.insert(leads_back_notice());
    std::erase_if(walk.commits, [&](CommitIndex commit) { return reached.contains(commit); });
    add_commits(graph, walk.commits);
  }
  return read_tips(graph);
}

void HistoryMap::Impl::add_commits(CommitGraph& graph, const std::vector<CommitIndex>& commits) {
  std::vector<CommitIndex> wanted = commits;
  if (scope_.since)
    std::erase_if(wanted, [&](CommitIndex commit) {
      return graph.node(commit).committed < scope_.since->seconds;
    });
  if (scope_.max_commits && wanted.size() > *scope_.max_commits)
    wanted.erase(wanted.begin(), wanted.end() - static_cast<std::ptrdiff_t>(*scope_.max_commits));
  commits_left_out_ += commits.size() - wanted.size();
  for (const CommitIndex index : wanted) {
    const CommitNode& node = graph.node(index);
    const auto place = static_cast<CommitPlace>(commits_.size());
    const HistoryObject commit = objects_.id(node.id);
    if (graph.is_adopted(index) && objects_.is_packed(commit))
      places_[commit] = place;
    else
      commits_outside_.push_back(place);
    commits_.push_back(node.id);
    roots_.push_back(objects_.id(node.tree));
    authored_.push_back(node.authored);
  }
}

// Everything that is there: what refs reach is told apart by coming first.
void HistoryMap::Impl::find_unreached() {
  const std::set<ObjectName> known(targets_.tags.begin(), targets_.tags.end());
  const auto add = [&](const ObjectName& name, ObjectType type) {
    if (type == ObjectType::commit) other_commits_.push_back(name);
    if (type == ObjectType::blob) other_blobs_.push_back(name);
    if (type == ObjectType::tag && !known.contains(name)) targets_.tags.push_back(name);
  };
  for (ForestIndex object = 0; object < forest_.size(); ++object)
    if (const auto type = forest_.type(object); type && !forest_.is_shadowed(object))
      add(forest_.name(object), *type);
  const auto loose = loose_objects(join_path(repository_.common_directory, "objects"));
  for (const ObjectName& name : loose) {
    if (forest_.find(name)) continue;
    const auto header = repository_.objects->header(name);
    if (header)
      add(name, header->type);
    else
      notices_.insert(header.error().notice(""));
  }
  std::sort(targets_.tags.begin() + static_cast<std::ptrdiff_t>(tags_reached_),
            targets_.tags.end());
}

// Many tips have one tree: main, origin/main, HEAD, a tag.
Result<void> HistoryMap::Impl::read_tips(CommitGraph& graph) {
  std::unordered_map<HistoryObject, std::size_t> known;
  for (const auto& [ref, commit] : targets_.tips) {
    const auto index = graph.load(commit);
    if (!index) continue;  // there is a notice
    const HistoryObject root = objects_.id(graph.node(*index).tree);
    const auto [at, is_new] = known.try_emplace(root, tip_trees_.size());
    if (is_new) tip_trees_.push_back({.root = root});
    tip_trees_[at->second].refs.push_back(ref);
  }
  return {};
}

// Directory by directory, from the top: when a level is spread, all places of the level are known.
// So a tree whose base is in the same directory only adds what is its own.
void HistoryMap::Impl::spread_paths() {
  std::vector<TreePlace> level;
  for (const HistoryObject root : roots_) add_tree(root, kTopDirectory, level);
  for (const auto& [tree, ref] : targets_.trees)
    add_tree(objects_.id(tree), paths_.directory(kTopDirectory, names_.id(ref)), level);
  for (const auto& [blob, ref] : targets_.blobs)
    paths_of_blobs_.add(objects_.id(blob), paths_.path(kTopDirectory, names_.id(ref)));
  std::vector<TreePlace> below;
  for (std::size_t depth = 0; !level.empty() && depth < kMostDepth; ++depth) {
    below.clear();
    for (const TreePlace place : level) spread(place, below);
    std::swap(level, below);
  }
  if (!level.empty()) notices_.insert(too_deep_notice(kMostDepth));
  for (const ObjectName& blob : other_blobs_)
    if (const HistoryObject object = objects_.id(blob); !paths_of_blobs_.has_any(object))
      paths_of_blobs_.add(object, paths_.path(kTopDirectory, names_.id("")));
  if (directories_of_trees_.is_full() || paths_of_blobs_.is_full())
    notices_.insert({.reason = NoticeReason::partial_scan,
                     .path = "",
                     .detail = "The trees hold each other so often that not all paths of their "
                               "files were followed; each file was looked at under one."});
  for (HistoryObject tree = 0; tree < directories_of_trees_.end(); ++tree)
    if (directories_of_trees_.has_any(tree)) ++trees_reached_;
  for (HistoryObject blob = 0; blob < paths_of_blobs_.end(); ++blob) {
    if (!paths_of_blobs_.has_any(blob)) continue;
    ++blobs_;
    if (!objects_.is_packed(blob) || forest_.type(blob) != ObjectType::blob)
      blobs_outside_.push_back(blob);
  }
}

void HistoryMap::Impl::spread(TreePlace place, std::vector<TreePlace>& below) {
  const auto base = trees_->base(place.tree);
  if (base && directories_of_trees_.has(*base, place.directory)) {
    for (const TreeRow& row : trees_->own_rows(place.tree)) spread(row, place.directory, below);
    return;
  }
  const TreeTable::Whole whole = trees_->whole(place.tree);
  for (const TreeRow& row : whole.rows) spread(row, place.directory, below);
  if (whole.problem)
    notices_.insert(whole.problem->notice(paths_.directory_text(place.directory, names_)));
}

void HistoryMap::Impl::spread(const TreeRow& row, DirectoryId directory,
                              std::vector<TreePlace>& below) {
  switch (row.kind) {
    case TreeRow::Kind::tree:
      return add_tree(row.child, paths_.directory(directory, row.name), below);
    case TreeRow::Kind::file:
      paths_of_blobs_.add(row.child, paths_.path(directory, row.name));
      return;
    case TreeRow::Kind::submodule:
      notices_.insert(submodule_notice(
          join_path(paths_.directory_text(directory, names_), names_.name(row.name))));
  }
}

// From the oldest commit on: where a blob is met first, it appeared.
std::vector<Appearance> HistoryMap::Impl::first_appearances(
    const std::vector<HistoryObject>& blobs) {
  WantedWalk walk = walk_to(blobs);
  std::unordered_map<HistoryObject, Appearance> found;
  for (const HistoryObject blob : blobs) found.emplace(blob, Appearance());
  for (CommitPlace commit = 0; commit < commits_.size(); ++commit)
    walk.visit(roots_[commit], [&](HistoryObject blob, PathId path) {
      const auto at = found.find(blob);
      if (at == found.end()) return;
      Appearance& appearance = at->second;
      if (appearance.commit == kNoCommitPlace) appearance.commit = commit;
      if (appearance.commit == commit) appearance.paths.push_back(path);
    });
  std::vector<Appearance> appearances;
  for (const HistoryObject blob : blobs) {
    Appearance& appearance = found.at(blob);
    if (appearance.commit == kNoCommitPlace) appearance.paths = paths_of_blobs_.of(blob);
    appearances.push_back(appearance);
  }
  return appearances;
}

void HistoryMap::Impl::visit_tips(const std::vector<HistoryObject>& blobs, const OnTip& met) {
  WantedWalk walk = walk_to(blobs);
  const std::unordered_set<HistoryObject> wanted(blobs.begin(), blobs.end());
  for (std::size_t tree = 0; tree < tip_trees_.size(); ++tree) {
    walk.forget();
    walk.visit(tip_trees_[tree].root, [&](HistoryObject blob, PathId path) {
      if (wanted.contains(blob)) met(tree, blob, path);
    });
  }
}

WantedWalk HistoryMap::Impl::walk_to(const std::vector<HistoryObject>& blobs) {
  WantedWalk walk(*trees_, paths_);
  for (const HistoryObject blob : blobs)
    for (const PathId path : paths_of_blobs_.of(blob)) walk.want(path);
  return walk;
}

HistoryMap::HistoryMap(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
HistoryMap::~HistoryMap() = default;

Result<std::unique_ptr<HistoryMap>> HistoryMap::read(const Repository& repository,
                                                     const WalkLimits& limits,
                                                     const OnMessage& on_message, PhaseClock& clock,
                                                     const HistoryScope& scope) {
  clock.begin("index");
  auto impl = std::make_unique<Impl>(repository.impl(), limits, scope);
  TRY(impl->read(on_message, clock));
  return std::unique_ptr<HistoryMap>(new HistoryMap(std::move(impl)));
}

const ObjectForest& HistoryMap::forest() const { return impl_->forest_; }
const ObjectStore& HistoryMap::store() const { return *impl_->repository_.objects; }
ObjectName HistoryMap::name(HistoryObject object) const { return impl_->objects_.name(object); }
const std::vector<ObjectName>& HistoryMap::commits() const { return impl_->commits_; }
std::vector<CommitPlace> HistoryMap::commits_outside() const { return impl_->commits_outside_; }
std::optional<CommitPlace> HistoryMap::place_of(ForestIndex commit) const {
  const CommitPlace place = impl_->places_[commit];
  return place == kNoCommitPlace ? std::nullopt : std::optional(place);
}
std::size_t HistoryMap::commits_reached() const { return impl_->commits_reached_; }
std::size_t HistoryMap::commits_left_out() const { return impl_->commits_left_out_; }
std::size_t HistoryMap::tags_reached() const { return impl_->tags_reached_; }
const std::vector<ObjectName>& HistoryMap::tags() const { return impl_->targets_.tags; }
std::vector<PathId> HistoryMap::paths_of(HistoryObject blob) const {
  return impl_->paths_of_blobs_.of(blob);
}
std::string HistoryMap::path_text(PathId path) const {
  return impl_->paths_.text(path, impl_->names_);
}
std::size_t HistoryMap::paths() const { return impl_->paths_.size(); }
const std::vector<HistoryObject>& HistoryMap::blobs_outside() const {
  return impl_->blobs_outside_;
}
std::size_t HistoryMap::blobs() const { return impl_->blobs_; }
std::size_t HistoryMap::trees() const { return impl_->trees_reached_; }
std::vector<Notice> HistoryMap::notices() const {
  return {impl_->notices_.begin(), impl_->notices_.end()};
}
std::vector<Appearance> HistoryMap::first_appearances(const std::vector<HistoryObject>& blobs) {
  return impl_->first_appearances(blobs);
}
Instant HistoryMap::authored(CommitPlace commit) const { return {impl_->authored_[commit]}; }
const std::vector<TipTree>& HistoryMap::tip_trees() const { return impl_->tip_trees_; }
void HistoryMap::visit_tips(const std::vector<HistoryObject>& blobs, const OnTip& met) {
  impl_->visit_tips(blobs, met);
}

}  // namespace foureyes
