// Walks paint commits with the side they are reachable from, newest first, until nothing is left
// that only one side reaches. See git's commit-reach.c for the idea ("paint down to common").
#include "input/commit_graph.h"

#include <algorithm>
#include <queue>

#include "base/check.h"
#include "base/text.h"

namespace foureyes {
namespace {

enum Paint : std::uint8_t {
  kNone = 0,
  kLeft = 1,
  kRight = 2,
  kBoth = 3,
};

// Histories that cross often have a few; more are made on purpose.
constexpr std::size_t kMergeBaseCandidates = 64;

Error shallow_error(std::string what) {
  return {.what = std::move(what),
          .fix = "fetch the rest of the history: git fetch --unshallow",
          .kind = ErrorKind::unavailable};
}

}  // namespace

bool CommitGraph::is_newer(CommitIndex a, CommitIndex b) const {
  const CommitNode &left = nodes_[a], &right = nodes_[b];
  return left.committed != right.committed ? left.committed > right.committed : left.id < right.id;
}

CommitIndex CommitGraph::intern(const ObjectName& name) {
  const auto [at, is_new] = indexes_.try_emplace(name, static_cast<CommitIndex>(nodes_.size()));
  if (is_new) nodes_.push_back({.id = name});
  return at->second;
}

Result<CommitIndex> CommitGraph::load(const ObjectName& name) {
  const CommitIndex index = intern(name);
  TRY(load_node(index));
  return index;
}

Result<void> CommitGraph::load_node(CommitIndex index) {
  if (nodes_[index].loaded) return {};
  const ObjectName name = nodes_[index].id;
  const auto object = objects_.read(name, ObjectType::commit, verification_);
  if (!object) return failure(object.error().error());
  auto header = parse_commit_header(object->bytes());
  if (!header)
    return failure({.what = concat("the commit ", name.hex(), " is malformed"),
                    .fix = "check the clone with `git fsck --full`",
                    .kind = ErrorKind::unavailable});
  fill(index, std::move(*header));
  return {};
}

void CommitGraph::adopt(const ObjectName& name, CommitHeader header) {
  const CommitIndex index = intern(name);
  fill(index, std::move(header));
  nodes_[index].adopted = true;
}

void CommitGraph::fill(CommitIndex index, CommitHeader header) {
  const bool edge = edges_.contains(nodes_[index].id) && !header.parents.empty();
  if (edge) header.parents.clear();
  std::vector<CommitIndex> parents;
  for (const ObjectName& parent : header.parents) parents.push_back(intern(parent));
  CommitNode& node = nodes_[index];
  node.tree = header.tree;
  node.parents = std::move(parents);
  node.authored = header.authored;
  node.committed = header.committed;
  node.edge = edge;
  node.loaded = true;
}

// Two sides and the paint of each commit. Every commit in the queue is loaded.
class CommitGraph::Painter {
 public:
  explicit Painter(CommitGraph& graph, MissingCommits missing = MissingCommits::fail)
      : graph_(graph), missing_(missing), queue_(Newer{&graph}) {}

  Result<void> add(const ObjectName& name, Paint paint) { return meet(graph_.intern(name), paint); }

  // Walks until only commits that both sides reach are left and none of them is newer than the
  // oldest that one side alone reaches.
  Result<void> run() {
    while (!queue_.empty()) {
      const CommitIndex index = queue_.top();
      if (one_sided_ == 0 && !may_still_matter(index)) break;
      queue_.pop();
      const Paint paint = paint_of(index);
      settle(index, paint);
      if (graph_.nodes_[index].edge) edges_met_.push_back(index);
      const std::vector<CommitIndex> parents = graph_.nodes_[index].parents;
      for (const CommitIndex parent : parents) TRY(meet(parent, paint));
    }
    return {};
  }

  Paint paint_of(CommitIndex index) const {
    return index < paints_.size() ? static_cast<Paint>(paints_[index]) : kNone;
  }
  // In the order they were reached; each once.
  std::vector<CommitIndex> painted(Paint paint) const {
    std::vector<CommitIndex> found;
    for (const CommitIndex index : reached_)
      if (paint_of(index) == paint) found.push_back(index);
    return found;
  }
  const std::vector<CommitIndex>& edges_met() const { return edges_met_; }
  const std::set<ObjectName>& left_out() const { return left_out_; }
  bool edge_on(Paint side) const {
    return std::any_of(edges_met_.begin(), edges_met_.end(),
                       [&](CommitIndex edge) { return (paint_of(edge) & side) != 0; });
  }

 private:
  struct Newer {
    const CommitGraph* graph;
    bool operator()(CommitIndex a, CommitIndex b) const { return graph->is_newer(b, a); }
  };

  Result<void> meet(CommitIndex index, Paint paint) {
    auto loaded = graph_.load_node(index);
    if (loaded) return push(index, paint);
    if (missing_ == MissingCommits::fail) return loaded;
    left_out_.insert(graph_.nodes_[index].id);
    return {};
  }

  Result<void> push(CommitIndex index, Paint paint) {
    if (index >= paints_.size()) {
      paints_.resize(graph_.nodes_.size(), kNone);
      queued_.resize(graph_.nodes_.size(), false);
    }
    const Paint before = paint_of(index);
    const auto after = static_cast<Paint>(before | paint);
    if (after == before) return {};
    if (before == kNone) reached_.push_back(index);
    paints_[index] = after;
    if (queued_[index]) {
      if (before != kBoth && after == kBoth) --one_sided_;
      return {};
    }
    queued_[index] = true;
    if (after != kBoth) ++one_sided_;
    queue_.push(index);
    return {};
  }

  void settle(CommitIndex index, Paint paint) {
    queued_[index] = false;
    if (paint == kBoth) return;
    --one_sided_;
    const std::int64_t when = graph_.nodes_[index].committed;
    oldest_one_sided_ = oldest_one_sided_ ? std::min(*oldest_one_sided_, when) : when;
  }

  bool may_still_matter(CommitIndex newest) const {
    return oldest_one_sided_ && graph_.nodes_[newest].committed >= *oldest_one_sided_;
  }

  CommitGraph& graph_;
  MissingCommits missing_;
  std::set<ObjectName> left_out_;
  std::vector<std::uint8_t> paints_;
  std::vector<bool> queued_;
  std::vector<CommitIndex> reached_;
  std::vector<CommitIndex> edges_met_;
  std::priority_queue<CommitIndex, std::vector<CommitIndex>, Newer> queue_;
  std::size_t one_sided_ = 0;  // in the queue
  std::optional<std::int64_t> oldest_one_sided_;
};

// Kahn's algorithm; of the commits that are ready, the oldest (then the lowest id) comes first.
void CommitGraph::sort_oldest_first(CommitWalk& walk) const {
  const std::vector<CommitIndex>& commits = walk.commits;
  std::unordered_map<CommitIndex, std::size_t> place;
  for (std::size_t i = 0; i < commits.size(); ++i) place.emplace(commits[i], i);
  std::vector<std::size_t> waiting_for(commits.size(), 0);
  std::vector<std::vector<CommitIndex>> children(commits.size());
  const auto later = [this](CommitIndex a, CommitIndex b) {
    const CommitNode &left = nodes_[a], &right = nodes_[b];
    return left.committed != right.committed ? left.committed > right.committed
                                             : left.id > right.id;
  };
  std::priority_queue<CommitIndex, std::vector<CommitIndex>, decltype(later)> ready(later);
  for (std::size_t i = 0; i < commits.size(); ++i) {
    for (const CommitIndex parent : nodes_[commits[i]].parents) {
      const auto at = place.find(parent);
      if (at == place.end()) continue;
      ++waiting_for[i];
      children[at->second].push_back(commits[i]);
    }
    if (waiting_for[i] == 0) ready.push(commits[i]);
  }
  std::vector<CommitIndex> ordered;
  ordered.reserve(commits.size());
  while (!ready.empty()) {
    const CommitIndex index = ready.top();
    ready.pop();
    ordered.push_back(index);
    for (const CommitIndex child : children[place[index]])
      if (--waiting_for[place[child]] == 0) ready.push(child);
  }
  walk.leads_back = ordered.size() < commits.size();
  if (walk.leads_back) {
    const auto last = static_cast<std::ptrdiff_t>(ordered.size());
    for (std::size_t i = 0; i < commits.size(); ++i)
      if (waiting_for[i] > 0) ordered.push_back(commits[i]);
    std::sort(ordered.begin() + last, ordered.end(),
              [&](CommitIndex a, CommitIndex b) { return later(b, a); });
  }
  walk.commits = std::move(ordered);
}

Result<CommitWalk> CommitGraph::all_of(const std::vector<ObjectName>& tips,
                                       MissingCommits missing) {
  Painter painter(*this, missing);
  for (const ObjectName& tip : tips) TRY(painter.add(tip, kLeft));
  TRY(painter.run());
  CommitWalk walk{.commits = painter.painted(kLeft),
                  .complete = painter.edges_met().empty(),
                  .missing = {painter.left_out().begin(), painter.left_out().end()}};
  sort_oldest_first(walk);
  return walk;
}

Result<CommitWalk> CommitGraph::between(const ObjectName& base, const ObjectName& head) {
  Painter painter(*this);
  TRY(painter.add(base, kLeft));
  TRY(painter.add(head, kRight));
  TRY(painter.run());
  const std::vector<CommitIndex> commits = painter.painted(kRight);
  const bool cut = std::any_of(commits.begin(), commits.end(),
                               [this](CommitIndex commit) { return nodes_[commit].edge; });
  // An edge on base's side may hide that a commit of head's is an ancestor of base: too many, not
  // too few, but only where head's side goes past that edge's date.
  CommitWalk walk{.commits = commits, .complete = !cut};
  sort_oldest_first(walk);
  return walk;
}

Result<bool> CommitGraph::is_ancestor(const ObjectName& ancestor, const ObjectName& descendant) {
  Painter painter(*this);
  TRY(painter.add(ancestor, kLeft));
  TRY(painter.add(descendant, kRight));
  TRY(painter.run());
  TRY_ASSIGN(const CommitIndex index, load(ancestor));
  if (painter.paint_of(index) == kBoth) return true;
  if (painter.edge_on(kRight))
    return failure(shallow_error(concat("This shallow clone ends before it shows whether ",
                                        descendant.hex(), " descends from ", ancestor.hex(), '.')));
  return false;
}

Result<std::optional<ObjectName>> CommitGraph::merge_base(const ObjectName& a,
                                                          const ObjectName& b) {
  Painter painter(*this);
  TRY(painter.add(a, kLeft));
  TRY(painter.add(b, kRight));
  TRY(painter.run());
  std::vector<CommitIndex> common = painter.painted(kBoth);
  // A common commit is a best one when no other descends from it. Most fall out as parents of one;
  // among the rest, the newest that no other descends from.
  std::set<CommitIndex> not_best;
  for (const CommitIndex index : common)
    not_best.insert(nodes_[index].parents.begin(), nodes_[index].parents.end());
  std::erase_if(common, [&](CommitIndex index) { return not_best.contains(index); });
  if (common.empty()) {
    if (!painter.edges_met().empty())
      return failure(shallow_error(concat("This shallow clone ends before the histories of ",
                                          a.hex(), " and ", b.hex(), " meet.")));
    return std::optional<ObjectName>();
  }
  std::sort(common.begin(), common.end(),
            [this](CommitIndex x, CommitIndex y) { return is_newer(x, y); });
  if (common.size() > kMergeBaseCandidates) common.resize(kMergeBaseCandidates);
  CommitIndex best = common.front();
  for (const CommitIndex other : common) {
    if (other == best) continue;
    TRY_ASSIGN(const bool better, is_ancestor(nodes_[best].id, nodes_[other].id));
    if (better) best = other;
  }
  return std::optional(nodes_[best].id);
}

Result<std::optional<std::vector<ObjectName>>> CommitGraph::first_parents(const ObjectName& base,
                                                                          const ObjectName& head) {
  std::vector<ObjectName> line;
  for (ObjectName at = head; at != base;) {
    TRY_ASSIGN(const CommitIndex index, load(at));
    line.push_back(at);
    if (nodes_[index].edge)
      return failure(shallow_error("this shallow clone ends on the line of first parents"));
    if (nodes_[index].parents.empty()) return std::optional<std::vector<ObjectName>>();
    at = nodes_[nodes_[index].parents.front()].id;
  }
  std::reverse(line.begin(), line.end());
  return std::optional(std::move(line));
}

}  // namespace foureyes
