#include "input/history/tree_table.h"

#include <algorithm>
#include <memory>

#include "base/text.h"
#include "input/git_objects.h"
#include "input/pack/delta.h"

namespace foureyes {
namespace {

constexpr std::size_t kAfterName = 1 + ObjectName::kSize;  // the zero byte and the object

TreeRow::Kind kind_of(const RawTreeEntry& entry) {
  if (entry.is_tree()) return TreeRow::Kind::tree;
  return entry.kind() == EntryKind::submodule ? TreeRow::Kind::submodule : TreeRow::Kind::file;
}

}  // namespace

HistoryObject HistoryObjects::id(const ObjectName& name) {
  if (const auto packed = forest_.find(name)) return *packed;
  const auto next = static_cast<HistoryObject>(size());
  const auto [at, is_new] = outside_ids_.try_emplace(name, next);
  if (is_new) outside_.push_back(name);
  return at->second;
}

ObjectName HistoryObjects::name(HistoryObject object) const {
  return is_packed(object) ? forest_.name(object) : outside_[object - forest_.size()];
}

// What one worker reads. Names are numbered for itself, objects outside the packs are left open.
class TreeTable::Builder {
 public:
  explicit Builder(const ObjectForest& forest) : forest_(forest) {}

  void visit(const ForestVisit& visit) {
    if (way_.size() <= visit.depth) way_.resize(visit.depth + 1);
    Layout& layout = way_[visit.depth];
    layout = {.tree = visit.object, .starts = std::move(layout.starts)};
    layout.starts.clear();
    Row row{.first_own = count(own_), .first_lost = count(lost_), .is_read = true};
    const bool has_base = visit.base != kNoForestIndex && way_[visit.depth - 1].tree == visit.base;
    if (has_base) {
      row.base = visit.base;
      read_delta(visit, way_[visit.depth - 1], layout);
    } else {
      while (read_own(visit.bytes, layout)) {
      }
    }
    // A malformed tree is read again where it can be complained about.
    row.is_read = layout.end == visit.bytes.size();
    row.own = count(own_) - row.first_own;
    row.lost = count(lost_) - row.first_lost;
    rows_.emplace_back(visit.object, row);
  }

 private:
  friend class TreeTable;
  // Where the entries of a tree on the way start.
  struct Layout {
    ForestIndex tree = kNoForestIndex;
    std::vector<std::uint32_t> starts = {};
    std::size_t end = 0;  // of the last entry
  };
  template <class T>
  static std::uint32_t count(const std::vector<T>& list) {
    return static_cast<std::uint32_t>(list.size());
  }

  // Reads the entry at the layout's end; false at the end of the tree and at what is none.
  bool read_own(std::string_view bytes, Layout& layout) {
    RawTreeReader reader(bytes.substr(layout.end));
    RawTreeEntry entry;
    if (!reader.next(entry)) return false;
    layout.starts.push_back(static_cast<std::uint32_t>(layout.end));
    layout.end =
        static_cast<std::size_t>(entry.name.data() - bytes.data()) + entry.name.size() + kAfterName;
    const auto child = forest_.find(entry.object);
    if (!child) outside_.emplace_back(count(own_), entry.object);
    own_.push_back({names_.id(entry.name), child.value_or(kNoForestIndex), kind_of(entry)});
    return true;
  }

  // Entries that lie in one copied run are the base's; where they start is known. All others are
  // read.
  void read_delta(const ForestVisit& visit, const Layout& base, Layout& layout) {
    kept_.clear();
    auto reader = DeltaReader::open(visit.delta);
    DeltaRun run;
    bool has_run = reader && reader->next(run);
    while (layout.end < visit.bytes.size()) {
      while (has_run && run.target + run.size <= layout.end) has_run = reader->next(run);
      if (has_run && run.base && keep(run, base, layout)) continue;
      if (!read_own(visit.bytes, layout)) break;
    }
    lose_what_is_not_kept(visit.base_bytes, base);
  }

  // Takes over the entries from the layout's end on that the run copies whole; false: none.
  bool keep(const DeltaRun& run, const Layout& base, Layout& layout) {
    const std::vector<std::uint32_t>& starts = base.starts;
    const std::uint64_t from = *run.base + (layout.end - run.target);
    const std::uint64_t to = *run.base + run.size;
    const auto first = std::lower_bound(starts.begin(), starts.end(), from);
    if (first == starts.end() || *first != from) return false;
    auto last = std::upper_bound(first, starts.end(), to) - 1;  // the first that is not whole
    if (last + 1 == starts.end() && base.end <= to) ++last;
    if (first == last) return false;
    const std::uint64_t end = last == starts.end() ? base.end : *last;
    for (auto start = first; start != last; ++start)
      layout.starts.push_back(static_cast<std::uint32_t>(*start - from + layout.end));
    layout.end += end - from;
    kept_.emplace_back(first - starts.begin(), last - starts.begin());
    return true;
  }

  void lose_what_is_not_kept(std::string_view bytes, const Layout& base) {
    std::sort(kept_.begin(), kept_.end());
    kept_.emplace_back(base.starts.size(), base.starts.size());
    std::size_t next = 0;
    for (const auto& [first, last] : kept_) {
      for (; next < first; ++next) {
        RawTreeReader reader(bytes.substr(base.starts[next]));
        RawTreeEntry entry;
        if (reader.next(entry)) lost_.push_back(names_.id(entry.name));
      }
      next = std::max(next, last);
    }
  }

  const ObjectForest& forest_;
  NameTable names_;
  std::vector<std::pair<ForestIndex, Row>> rows_;
  std::vector<TreeRow> own_;
  std::vector<NameId> lost_;
  std::vector<std::pair<std::uint32_t, ObjectName>> outside_;  // index into own_
  std::vector<Layout> way_;
  std::vector<std::pair<std::size_t, std::size_t>> kept_;  // of the base's entries
};

TreeTable::TreeTable(const ObjectForest& forest, const ObjectStore& store, HistoryObjects& objects,
                     NameTable& names, const WalkLimits& limits)
    : store_(store), objects_(objects), names_(names), rows_(forest.size()) {
  std::vector<std::unique_ptr<Builder>> builders;
  for (std::size_t worker = 0; worker < limits.threads; ++worker)
    builders.push_back(std::make_unique<Builder>(forest));
  walk_forest(forest, ObjectType::tree, limits,
              [&](const ForestVisit& visit) { builders[visit.worker]->visit(visit); });
  for (const auto& builder : builders) merge(*builder);
}

void TreeTable::merge(Builder& builder) {
  std::vector<NameId> names(builder.names_.size());
  for (NameId name = 0; name < names.size(); ++name)
    names[name] = names_.id(builder.names_.name(name));
  for (const auto& [at, object] : builder.outside_) builder.own_[at].child = objects_.id(object);
  const std::uint32_t first_own = Builder::count(own_);
  const std::uint32_t first_lost = Builder::count(lost_);
  for (TreeRow row : builder.own_) {
    row.name = names[row.name];
    own_.push_back(row);
  }
  for (const NameId name : builder.lost_) lost_.push_back(names[name]);
  for (auto [tree, row] : builder.rows_) {
    row.first_own += first_own;
    row.first_lost += first_lost;
    rows_[tree] = row;
  }
}

std::optional<HistoryObject> TreeTable::base(HistoryObject tree) const {
  if (!is_read(tree) || rows_[tree].base == kNoForestIndex || !is_read(rows_[tree].base))
    return std::nullopt;
  return rows_[tree].base;
}

TreeTable::Rows TreeTable::own_rows(HistoryObject tree) const {
  const TreeRow* first = own_.data() + rows_[tree].first_own;
  return {first, first + rows_[tree].own};
}

// From the tree to its root: the first that says something about a name is right.
TreeTable::Whole TreeTable::whole(HistoryObject tree) {
  for (HistoryObject at = tree; at != kNoForestIndex; at = rows_[at].base)
    if (!is_read(at)) return read(objects_.name(tree));
  Whole whole;
  decided_.resize(names_.size(), 0);
  ++round_;
  for (HistoryObject at = tree; at != kNoForestIndex; at = rows_[at].base) {
    for (const TreeRow& row : own_rows(at))
      if (decided_[row.name] != round_) whole.rows.push_back(row);
    for (const TreeRow& row : own_rows(at)) decided_[row.name] = round_;
    for (std::uint32_t i = 0; i < rows_[at].lost; ++i)
      decided_[lost_[rows_[at].first_lost + i]] = round_;
  }
  return whole;
}

std::vector<TreeRow> TreeTable::with_own(const std::vector<TreeRow>& rows, HistoryObject tree) {
  decided_.resize(names_.size(), 0);
  ++round_;
  for (std::uint32_t i = 0; i < rows_[tree].lost; ++i)
    decided_[lost_[rows_[tree].first_lost + i]] = round_;
  std::vector<TreeRow> all(own_rows(tree).begin(), own_rows(tree).end());
  for (const TreeRow& row : rows)
    if (decided_[row.name] != round_) all.push_back(row);
  return all;
}

TreeTable::Whole TreeTable::read(const ObjectName& name) {
  Whole whole;
  const auto object = store_.read(name, ObjectType::tree, Verification::none);
  if (!object) {
    whole.problem = object.error();
    return whole;
  }
  RawTreeReader reader(object->bytes());
  RawTreeEntry entry;
  while (reader.next(entry))
    whole.rows.push_back({names_.id(entry.name), objects_.id(entry.object), kind_of(entry)});
  if (reader.malformed())
    whole.problem = {
        NoticeReason::unreadable,
        concat("The tree ", name.hex(), " is malformed; what follows in it was not looked at.")};
  return whole;
}

}  // namespace foureyes
