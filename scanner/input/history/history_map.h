// What a history holds and where: every commit that a ref reaches, oldest first, and every path
// that a blob has had in any of them. Made from the packs' own deltas (tree_table.h): it costs what
// changed from tree to tree, not trees times entries.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/instant.h"
#include "base/phase_clock.h"
#include "base/result.h"
#include "input/git_repository.h"
#include "input/history/history_scope.h"
#include "input/history/path_table.h"
#include "input/history/tree_table.h"
#include "input/pack/forest_walk.h"
#include "model/notice.h"

namespace foureyes {

// Index into the commits of a history, oldest first.
using CommitPlace = std::uint32_t;
inline constexpr CommitPlace kNoCommitPlace = UINT32_MAX;

// The first commit whose tree has a blob, and the paths it has there.
struct Appearance {
  CommitPlace commit = kNoCommitPlace;  // none: only a ref names it, or a tree that a ref names
  std::vector<PathId> paths = {};
};

// A tree that tips have.
struct TipTree {
  HistoryObject root = 0;
  std::vector<std::string> refs = {};  // "HEAD", "refs/heads/main"; by name
};

class HistoryMap {
 public:
  // Of each packed commit, reached or not: called from any worker while the map is made.
  using OnMessage =
      std::function<void(ForestIndex commit, std::string_view message, std::size_t worker)>;

  // The repository must outlive the map.
  static Result<std::unique_ptr<HistoryMap>> read(const Repository& repository,
                                                  const WalkLimits& limits,
                                                  const OnMessage& on_message, PhaseClock& clock,
                                                  const HistoryScope& scope = {});
  ~HistoryMap();

  const ObjectForest& forest() const;
  const ObjectStore& store() const;
  ObjectName name(HistoryObject object) const;

  const std::vector<ObjectName>& commits() const;  // oldest first, parents before children
  // So many of them are reached by a ref: those that are not come last.
  std::size_t commits_reached() const;
  std::size_t commits_left_out() const;        // by the scope
  Instant authored(CommitPlace commit) const;  // as the commit claims
  // Those commits that are not in the packs, or damaged there.
  std::vector<CommitPlace> commits_outside() const;
  std::optional<CommitPlace> place_of(ForestIndex commit) const;
  const std::vector<ObjectName>& tags() const;
  std::size_t tags_reached() const;  // as with commits

  // All paths of a blob, ascending; empty: no ref reaches it.
  std::vector<PathId> paths_of(HistoryObject blob) const;
  std::string path_text(PathId path) const;
  std::size_t paths() const;
  // Reached blobs that no pack holds as a blob, ascending.
  const std::vector<HistoryObject>& blobs_outside() const;
  // How many distinct ones are reached.
  std::size_t blobs() const;
  std::size_t trees() const;
  std::vector<Notice> notices() const;  // sorted

  // Of each of these blobs, in their order. Costs what is on the way to their paths.
  std::vector<Appearance> first_appearances(const std::vector<HistoryObject>& blobs);
  // What HEAD, branches and tags hold today.
  const std::vector<TipTree>& tip_trees() const;
  // Calls met(index of the tip tree, blob, path) for each place that one of the blobs has there,
  // tree by tree.
  using OnTip = std::function<void(std::size_t tree, HistoryObject blob, PathId path)>;
  void visit_tips(const std::vector<HistoryObject>& blobs, const OnTip& met);

 private:
  class Impl;
  explicit HistoryMap(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace foureyes
