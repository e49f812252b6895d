// SQL: what the statements of a database's files grant, folded in the order in which they run. The
// files of one folder belong to one database; a change is judged over all files of its folders.
#include <algorithm>
#include <set>

#include "base/digest.h"
#include "base/path.h"
#include "base/text.h"
#include "privilege/dialect.h"
#include "privilege/dialects/sql/dbt_grants.h"
#include "privilege/dialects/sql/fold.h"
#include "privilege/dialects/sql/history.h"
#include "privilege/dialects/sql/migrations.h"
#include "privilege/dialects/sql/state_grants.h"
#include "privilege/record_writer.h"

namespace foureyes {
namespace {

using namespace sql;

constexpr std::size_t kMaxPlaceBytes = 64u << 20;

struct LoadedFile {
  RunOrder order;
  PrivilegeFile file;
};

struct Database {
  std::string place;
  std::vector<LoadedFile> files;
};

using Databases = std::map<std::string, Database>;

// The SQL files of the places that `wanted` names; of all where it is null.
Databases load(const TreeView& tree, const std::set<std::string>* wanted,
               const PrivilegeOptions& options) {
  Databases out;
  std::map<std::string, std::size_t> bytes;
  for (const TreeEntry& entry : tree.entries()) {
    if (!is_sql_path(entry.path)) continue;
    const SqlFile sql = classify(entry.path);
    if (wanted && !wanted->contains(sql.place)) continue;
    auto file = read_privilege_file(tree, entry.path, options.limits);
    if (!file) continue;
    if (file->content && !may_speak_of_privileges(*file->content)) continue;
    std::size_t& total = bytes[sql.place];
    total += file->content ? file->content->size() : 0;
    if (total > kMaxPlaceBytes) {
      file->content.reset();
      file->unknown = Unknown{UnknownReason::limit, "too much SQL in one folder", entry.object};
      file->notice = Notice{NoticeReason::too_large, entry.path,
                            "The folder holds more SQL than is read.", true};
    }
    Database& database = out[sql.place];
    database.place = sql.place;
    database.files.push_back({sql.order, std::move(*file)});
  }
  for (auto& [place, database] : out)
    std::stable_sort(database.files.begin(), database.files.end(),
                     [](const LoadedFile& a, const LoadedFile& b) { return a.order < b.order; });
  return out;
}

Flavour flavour_of(const Database& database) {
  if (const Flavour flavour = flavour_of_path(database.place); flavour != Flavour::common)
    return flavour;
  std::string sample;
  for (const LoadedFile& file : database.files) {
    if (const Flavour flavour = flavour_of_path(file.file.path); flavour != Flavour::common)
      return flavour;
    if (file.file.content && sample.size() < (1u << 20)) sample += concat("\n", *file.file.content);
  }
  return flavour_of_content(sample);
}

std::string place_words(const std::string& place) {
  return concat("SQL in ", place.empty() ? "the root folder" : place);
}

Unread unread_file(const LoadedFile& file) {
  Unread unread;
  unread.reason = file.file.unknown ? file.file.unknown->reason : UnknownReason::parse;
  unread.digest = file.file.unknown ? file.file.unknown->digest : "";
  unread.words = "a file that cannot be read";
  unread.source = {file.file.path, "", 1};
  return unread;
}

// What undoes is not run when all goes well; where it says something, nobody knows when.
void add_undo(const std::string& text, const std::string& path, Flavour flavour, State& state) {
  const std::string said = privilege_text(text, flavour);
  if (said.empty()) return;
  state.unread.push_back({UnknownReason::dynamic,
                          sha256(said).hex(),
                          "the part that takes a migration back",
                          {path, "", 1}});
}

DialectFacts facts_of(const Database& database, Flavour flavour) {
  DialectFacts out;
  State state;
  for (const LoadedFile& file : database.files) {
    out.files.push_back(file.file.path);
    if (file.file.notice) out.notices.push_back(*file.file.notice);
    if (!file.file.content) {
      state.unread.push_back(unread_file(file));
      continue;
    }
    const Directions text = directions_of(*file.file.content);
    if (file.order.role == FileRole::undo) {
      add_undo(*file.file.content, file.file.path, flavour, state);
      continue;
    }
    add_undo(text.down, file.file.path, flavour, state);
    if (file.order.role == FileRole::schema) {
      State alone;
      fold_file({file.file.path, text.up, flavour}, alone, out.notices);
      state.merge(std::move(alone));
    } else {
      fold_file({file.file.path, text.up, flavour}, state, out.notices);
    }
  }
  out.grants = grants_of(state, place_words(database.place));
  return out;
}

void append(DialectFacts&& from, DialectFacts& to) {
  for (Grant& grant : from.grants) to.grants.push_back(std::move(grant));
  for (Notice& notice : from.notices) to.notices.push_back(std::move(notice));
  for (std::string& path : from.files) to.files.push_back(std::move(path));
}

// By project: the same model of another project is another model.
std::map<std::string, DialectFacts> dbt_facts(const TreeView& tree,
                                              const std::set<std::string>* paths,
                                              const PrivilegeOptions& options) {
  std::map<std::string, DialectFacts> out;
  std::vector<Notice> notices;
  for (const auto& [project, state] : dbt_states(tree, paths, options, notices))
    out[project].grants =
        grants_of(state, concat("dbt project in ", project.empty() ? "the root folder" : project));
  if (!out.empty()) out.begin()->second.notices = std::move(notices);
  return out;
}

DialectFacts inventory(const TreeView& tree, const PrivilegeOptions& options) {
  DialectFacts out;
  for (const auto& [place, database] : load(tree, nullptr, options))
    append(facts_of(database, flavour_of(database)), out);
  for (auto& [project, facts] : dbt_facts(tree, nullptr, options)) append(std::move(facts), out);
  return out;
}

bool speaks(const TreeView& tree, const TreeEntry* entry, const PrivilegeOptions& options) {
  if (!entry) return false;
  const auto file = read_privilege_file(tree, entry->path, options.limits);
  return file && (!file->content || may_speak_of_privileges(*file->content));
}

std::set<std::string> touched_places(const ChangeSet& changes, const PrivilegeOptions& options) {
  std::set<std::string> out;
  for (const EntryChange& change : changes.entries)
    if (is_sql_path(change.path()) && (speaks(changes.base, change.before, options) ||
                                       speaks(changes.head, change.after, options)))
      out.insert(classify(change.path()).place);
  return out;
}

std::vector<Migration> migrations_of(const Database& database, Flavour flavour) {
  std::vector<Migration> out;
  for (const LoadedFile& file : database.files)
    if (file.order.role == FileRole::versioned && file.file.content)
      out.push_back({file.file.path, file.order,
                     privilege_text(directions_of(*file.file.content).up, flavour)});
  return out;
}

const Database* find(const Databases& databases, const std::string& place) {
  const auto found = databases.find(place);
  return found == databases.end() ? nullptr : &found->second;
}

// A folder that moved as a whole is the same database under another name.
std::map<std::string, std::string> moved_places(const Databases& base, const Databases& head) {
  std::map<std::string, std::string> by_content, out;  // content -> old place; new place -> old
  for (const auto& [place, database] : base)
    if (!head.contains(place))
      for (const LoadedFile& file : database.files)
        if (file.file.content) by_content[*file.file.content] = place;
  std::set<std::string> taken;
  for (const auto& [place, database] : head) {
    if (base.contains(place)) continue;
    for (const LoadedFile& file : database.files) {
      const auto old = by_content.find(file.file.content.value_or(""));
      if (old == by_content.end() || !taken.insert(old->second).second) continue;
      out[place] = old->second;
      break;
    }
  }
  return out;
}

void compare(const DialectFacts& base, const DialectFacts& head, const ChangeSet& changes,
             const PrivilegeOptions& options, DialectDelta& out) {
  for (DeltaRecord& record : records_between(base, head, changes.head, options.limits))
    out.records.push_back(std::move(record));
  for (const Notice& notice : head.notices) {
    out.notices.push_back(notice);
    out.notices.back().touches_change = changes.touches(notice.path);
  }
}

void compare_databases(const Database* before, const Database* after, const ChangeSet& changes,
                       const PrivilegeOptions& options, DialectDelta& out) {
  // One flavour for both sides: a file more must not change what the others say.
  Flavour flavour = after ? flavour_of(*after) : Flavour::common;
  if (before && flavour == Flavour::common) flavour = flavour_of(*before);
  const DialectFacts old_facts = before ? facts_of(*before, flavour) : DialectFacts{};
  DialectFacts new_facts = after ? facts_of(*after, flavour) : DialectFacts{};
  if (before && after && before->place == after->place)
    for (const Unread& part :
         rewritten_history(migrations_of(*before, flavour), migrations_of(*after, flavour)))
      new_facts.grants.push_back(unread_grant(part, place_words(after->place)));
  compare(old_facts, new_facts, changes, options, out);
}

// dbt's grants: each project by the files that change.
void compare_projects(const ChangeSet& changes, const PrivilegeOptions& options,
                      DialectDelta& out) {
  std::set<std::string> paths;
  for (const EntryChange& change : changes.entries)
    if (may_hold_dbt_grants(change.path())) paths.insert(change.path());
  if (paths.empty()) return;
  auto base = dbt_facts(changes.base, &paths, options);
  auto head = dbt_facts(changes.head, &paths, options);
  for (const auto& [project, facts] : base) head.try_emplace(project);
  for (const auto& [project, facts] : head) compare(base[project], facts, changes, options, out);
}

DialectDelta delta(const ChangeSet& changes, const PrivilegeOptions& options) {
  DialectDelta out;
  compare_projects(changes, options, out);
  const std::set<std::string> places = touched_places(changes, options);
  if (places.empty()) return out;
  const Databases base = load(changes.base, &places, options);
  const Databases head = load(changes.head, &places, options);
  const std::map<std::string, std::string> moved = moved_places(base, head);
  std::set<std::string> done;
  for (const auto& [now, before] : moved) {
    compare_databases(find(base, before), find(head, now), changes, options, out);
    done.insert({now, before});
  }
  for (const std::string& place : places)
    if (!done.contains(place))
      compare_databases(find(base, place), find(head, place), changes, options, out);
  return out;
}

}  // namespace

const Dialect& sql_dialect() {
  static const Dialect dialect = {"sql", "2", is_sql_path, inventory, delta};
  return dialect;
}

}  // namespace foureyes
