// All trees of a repository, each as what makes it differ from the tree that its pack stores it
// against. A tree of a thousand entries that differs in two costs two.
#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

#include "input/history/path_table.h"
#include "input/object_name.h"
#include "input/object_store.h"
#include "input/pack/forest_walk.h"

namespace foureyes {

// An object of a history: a ForestIndex, or above those one that no pack holds.
using HistoryObject = std::uint32_t;

// Names of objects as numbers, those outside the packs as well.
class HistoryObjects {
 public:
  explicit HistoryObjects(const ObjectForest& forest) : forest_(forest) {}
  HistoryObject id(const ObjectName& name);
  ObjectName name(HistoryObject object) const;
  bool is_packed(HistoryObject object) const { return object < forest_.size(); }
  std::size_t size() const { return forest_.size() + outside_.size(); }

 private:
  const ObjectForest& forest_;
  std::vector<ObjectName> outside_;
  std::unordered_map<ObjectName, HistoryObject, ObjectNameHash> outside_ids_;
};

struct TreeRow {
  NameId name = 0;
  HistoryObject child = 0;
  enum class Kind : std::uint8_t { tree, file, submodule } kind = Kind::file;
};

class TreeTable {
 public:
  // Reads all trees of the packs. The references must outlive the table.
  TreeTable(const ObjectForest& forest, const ObjectStore& store, HistoryObjects& objects,
            NameTable& names, const WalkLimits& limits);

  struct Rows {
    const TreeRow* first = nullptr;
    const TreeRow* last = nullptr;
    const TreeRow* begin() const { return first; }
    const TreeRow* end() const { return last; }
  };
  // The tree with which it shares all rows but its own ones; none: all its rows are its own, or it
  // has to be asked for as a whole.
  std::optional<HistoryObject> base(HistoryObject tree) const;
  Rows own_rows(HistoryObject tree) const;

  // All rows of a tree, in any order. One that no pack holds, or that is damaged there, is read
  // now; the problem says what could not be read.
  struct Whole {
    std::vector<TreeRow> rows;
    std::optional<ObjectProblem> problem = {};
  };
  Whole whole(HistoryObject tree);
  // `rows` are some rows of the tree's base; the same of the tree itself, and all its own.
  std::vector<TreeRow> with_own(const std::vector<TreeRow>& rows, HistoryObject tree);

 private:
  class Builder;
  struct Row {
    std::uint32_t first_own = 0;
    std::uint32_t own = 0;
    std::uint32_t first_lost = 0;
    std::uint32_t lost = 0;
    HistoryObject base = kNoForestIndex;
    bool is_read = false;
  };
  void merge(Builder& builder);
  bool is_read(HistoryObject tree) const { return tree < rows_.size() && rows_[tree].is_read; }
  Whole read(const ObjectName& name);

  const ObjectStore& store_;
  HistoryObjects& objects_;
  NameTable& names_;
  std::vector<Row> rows_;  // by ForestIndex
  std::vector<TreeRow> own_;
  std::vector<NameId> lost_;  // names of rows of the base that are not in it, or otherwise
  std::vector<std::uint32_t> decided_;  // by NameId, for whole(): the round that saw it
  std::uint32_t round_ = 0;
};

}  // namespace foureyes
