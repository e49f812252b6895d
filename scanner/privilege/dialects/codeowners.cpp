// CODEOWNERS as guards: in each section, the last line that matches a path says who must review it.
// Ownership is evaluated over the paths of the repository before and after, so a file that moves
// out of a pattern, or a pattern that a later line shadows, shows (threats P1-1).
#include <algorithm>
#include <map>
#include <optional>

#include "base/digest.h"
#include "base/display_text.h"
#include "base/path.h"
#include "base/text.h"
#include "privilege/dialect.h"
#include "privilege/dialects/codeowners/owners_file.h"
#include "privilege/dialects/codeowners/ownership.h"

namespace foureyes {
namespace {

// (old path, new path) of files that moved: the same content, or else the same unique name.
std::vector<std::pair<std::string, std::string>> moves_of(const ChangeSet& changes) {
  std::map<std::string, std::vector<const TreeEntry*>> by_object, by_name;
  for (const EntryChange& change : changes.entries)
    if (change.before && !change.after) {
      by_object[change.before->object].push_back(change.before);
      by_name[std::string(file_name(change.before->path))].push_back(change.before);
    }
  std::vector<std::pair<std::string, std::string>> moves;
  for (const EntryChange& change : changes.entries) {
    if (change.before || !change.after) continue;
    const auto same = by_object.find(change.after->object);
    if (same != by_object.end()) {
      for (const TreeEntry* old : same->second) moves.emplace_back(old->path, change.after->path);
      if (same->second.size() > 16) same->second.resize(16);
      continue;
    }
    const auto named = by_name.find(std::string(file_name(change.after->path)));
    if (named != by_name.end() && named->second.size() == 1)
      moves.emplace_back(named->second.front()->path, change.after->path);
  }
  return moves;
}

// Every path that both sides have, and one example for each pattern.
void compare_all(const ChangeSet& changes, const OwnersFile& base, const OwnersFile& head,
                 OwnersPlatform platform, OwnershipDelta& delta) {
  const auto &b = changes.base.entries(), &h = changes.head.entries();
  for (std::size_t i = 0, j = 0; i < b.size() && j < h.size();) {
    const int order = b[i].path.compare(h[j].path);
    if (order == 0) delta.compare(b[i].path, h[j].path, true);
    if (order <= 0) ++i;
    if (order >= 0) ++j;
  }
  for (const OwnersFile* file : {&base, &head})
    for (const OwnerRule& rule : file->owners.rules())
      if (const std::string path = example_path(rule.pattern, platform); !path.empty())
        delta.compare(path, path, false);
}

DeltaRecord undecided(const OwnersFile& file, const Unknown& unknown) {
  DeltaRecord record;
  record.direction = Direction::unknown;
  record.plane = Plane::change;
  record.kind = "owner";
  record.effect = Effect::guard;
  record.subject = file.path;
  record.action = "review";
  record.resource = "every path";
  record.reasons = {std::string(code_of(unknown.reason))};
  record.no_witness = "whether there is one cannot be decided from the repository";
  if (!unknown.digest.empty()) record.bound_content.emplace_back("unread owners", unknown.digest);
  record.sentence =
      plain_text(concat("who must review is not decided: ", file.path, ": ", unknown.detail));
  return record;
}

using Moves = std::vector<std::pair<std::string, std::string>>;

void compare_on(OwnersPlatform platform, const ChangeSet& changes, const Moves& moves,
                const PrivilegeOptions& options, DialectDelta& out) {
  const auto files = owners_files(platform);
  const bool changed = std::any_of(files.begin(), files.end(),
                                   [&](std::string_view path) { return changes.touches(path); });
  const OwnersFile base = read_owners(changes.base, platform, options);
  const OwnersFile head = read_owners(changes.head, platform, options);
  OwnershipDelta ownership(base, head);
  if (changed) compare_all(changes, base, head, platform, ownership);
  for (const auto& [from, to] : moves) ownership.compare(from, to, true);
  for (DeltaRecord& record : ownership.records()) out.records.push_back(std::move(record));
  // An owner may have stood where nothing could be read: it is no less unknown when that goes.
  if (base.unknown != head.unknown)
    out.records.push_back(head.unknown ? undecided(head, *head.unknown)
                                       : undecided(base, *base.unknown));
  if (ownership.past_the_limit())
    out.records.push_back(undecided(
        head,
        {UnknownReason::limit, "too many lines for so many paths",
         changed && changes.head.find(head.path) ? changes.head.find(head.path)->object : ""}));
  if (head.notice) out.notices.push_back(*head.notice);
}

// A record that both platforms give is told once.
void drop_repeated(std::vector<DeltaRecord>& records) {
  std::vector<DeltaRecord> once;
  for (DeltaRecord& record : records)
    if (std::none_of(once.begin(), once.end(), [&](const DeltaRecord& other) {
          return other.sentence == record.sentence && other.direction == record.direction;
        }))
      once.push_back(std::move(record));
  records = std::move(once);
}

DialectDelta delta(const ChangeSet& changes, const PrivilegeOptions& options) {
  DialectDelta out;
  const bool changed =
      std::any_of(changes.entries.begin(), changes.entries.end(),
                  [](const EntryChange& change) { return is_owners_file(change.path()); });
  const Moves moves = moves_of(changes);
  if (!changed && moves.empty()) return out;
  const auto platforms = platforms_of({&changes.base, &changes.head}, options);
  for (OwnersPlatform platform : platforms) compare_on(platform, changes, moves, options, out);
  if (platforms.size() > 1) drop_repeated(out.records);
  return out;
}

void list_owners(const OwnersFile& file, DialectFacts& out) {
  out.files.push_back(file.path);
  if (file.notice) out.notices.push_back(*file.notice);
  for (const OwnerRule& rule : file.owners.rules()) {
    if (rule.excludes) continue;
    Grant grant;
    grant.plane = Plane::change;
    grant.kind = "owner";
    grant.effect = Effect::guard;
    grant.group = rule.section;
    grant.subject = Pattern::set({rule.owners.begin(), rule.owners.end()});
    grant.action = Pattern::literal("review");
    grant.resource = Pattern::glob(rule.pattern);
    grant.subject_words = words_for_owners(rule);
    grant.action_words = concat("review ", rule.pattern);
    grant.brief_words = "review";
    grant.source = {file.path, rule.pattern, rule.line};
    out.grants.push_back(std::move(grant));
  }
}

DialectFacts inventory(const TreeView& tree, const PrivilegeOptions& options) {
  DialectFacts out;
  std::string listed;
  for (OwnersPlatform platform : platforms_of({&tree}, options)) {
    const OwnersFile file = read_owners(tree, platform, options);
    if (!file.path.empty() && file.path != listed) list_owners(file, out);
    listed = file.path;
  }
  return out;
}

bool reads(std::string_view path) { return is_owners_file(path); }

}  // namespace

const Dialect& codeowners_dialect() {
  static const Dialect dialect = {"codeowners", "2", reads, inventory, delta};
  return dialect;
}

}  // namespace foureyes
