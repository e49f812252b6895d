// The commits of a repository as a graph, loaded as walks reach them. Replace refs, grafts and
// commit-graph files are not looked at; the edge of a shallow clone is a commit without parents
// that is marked as such.
//
// Walks go from new to old by committer date, as git's do, and are exact where git's are: dates
// that lie cost time in is_ancestor() and may cost an extra commit in between().
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "input/git_objects.h"
#include "input/object_name.h"
#include "input/object_store.h"

namespace foureyes {

// Index of a commit in the graph.
using CommitIndex = std::uint32_t;

struct CommitNode {
  ObjectName id;
  ObjectName tree = {};
  std::vector<CommitIndex> parents = {};
  std::int64_t authored = 0;
  std::int64_t committed = 0;
  bool loaded = false;
  bool adopted = false;
  bool edge = false;  // its parents are cut off by a shallow clone
};

struct CommitWalk {
  std::vector<CommitIndex> commits = {};  // oldest first, parents before children
  bool complete = true;                   // no edge was met
  // Parents lead back to a commit: an index gives objects the names of others. (Where names are
  // verified that cannot be.) Such commits come last, with what descends from them, by date.
  bool leads_back = false;
  std::vector<ObjectName> missing = {};  // left out, with what only they lead to
};

enum class MissingCommits { fail, leave_out };

// One thread at a time.
class CommitGraph {
 public:
  // `edges`: the commits that the clone's `shallow` file lists.
  CommitGraph(const ObjectStore& objects, std::set<ObjectName> edges, Verification verification)
      : objects_(objects), edges_(std::move(edges)), verification_(verification) {}

  // Takes over what the caller has read; load() then reads nothing.
  void adopt(const ObjectName& name, CommitHeader header);
  bool is_adopted(CommitIndex index) const { return nodes_[index].adopted; }
  // Loads the commit when it is new. References stay valid until the next load().
  Result<CommitIndex> load(const ObjectName& name);
  const CommitNode& node(CommitIndex index) const { return nodes_[index]; }

  // Everything that `tips` reach.
  Result<CommitWalk> all_of(const std::vector<ObjectName>& tips,
                            MissingCommits missing = MissingCommits::fail);
  Result<CommitWalk> between(const ObjectName& base, const ObjectName& head);
  Result<bool> is_ancestor(const ObjectName& ancestor, const ObjectName& descendant);
  Result<std::optional<ObjectName>> merge_base(const ObjectName& a, const ObjectName& b);
  // From base (left out) to head along first parents; nullopt when base is not on that line.
  Result<std::optional<std::vector<ObjectName>>> first_parents(const ObjectName& base,
                                                               const ObjectName& head);

 private:
  class Painter;
  Result<void> load_node(CommitIndex index);
  void fill(CommitIndex index, CommitHeader header);
  CommitIndex intern(const ObjectName& name);
  void sort_oldest_first(CommitWalk& walk) const;
  bool is_newer(CommitIndex a, CommitIndex b) const;

  const ObjectStore& objects_;
  std::set<ObjectName> edges_;
  Verification verification_;
  std::vector<CommitNode> nodes_;
  std::unordered_map<ObjectName, CommitIndex, ObjectNameHash> indexes_;
};

}  // namespace foureyes
