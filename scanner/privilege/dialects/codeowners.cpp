// CODEOWNERS as guards: the last line that matches a path says who must review it. Ownership is
// evaluated over the paths of the repository before and after, so a file that moves out of a
// pattern, or a pattern that a later line shadows, shows (threats P1-1).
#include <algorithm>
#include <map>
#include <optional>
#include <tuple>

#include "base/digest.h"
#include "base/display_text.h"
#include "base/path.h"
#include "base/text.h"
#include "privilege/dialect.h"
#include "privilege/dialects/codeowners_rules.h"

namespace foureyes {
namespace {

constexpr std::size_t kMaxMatches = 20'000'000;

// The one file that counts, read.
struct OwnersFile {
  std::string path;  // "" when there is none
  OwnerMap owners{{}};
  std::optional<Unknown> unknown;
  std::optional<Notice> notice;
};

OwnersFile read_owners(const TreeView& tree, const PrivilegeOptions& options) {
  OwnersFile out;
  for (std::string_view path : kCodeownersFiles) {
    auto file = read_privilege_file(tree, path, options.limits);
    if (!file) continue;
    out.path = path;
    out.unknown = std::move(file->unknown);
    out.notice = std::move(file->notice);
    if (file->content && file->content->size() <= kMaxCodeownersBytes)
      out.owners = OwnerMap(parse_codeowners(*file->content));
    if (file->content && file->content->size() > kMaxCodeownersBytes)
      out.notice = Notice{NoticeReason::too_large, out.path,
                          "The platform ignores a CODEOWNERS file above 3 MB.", true};
    return out;
  }
  return out;
}

std::string words_for_owners(const std::set<std::string>& owners) {
  return owners.empty() ? "nobody" : join({owners.begin(), owners.end()}, " or ");
}

// Any one owner's review is enough: fewer owners are a stronger guard, none is none.
Direction compare_owners(const std::set<std::string>& before, const std::set<std::string>& after) {
  if (before == after) return Direction::equivalent;
  if (after.empty()) return Direction::widened;
  if (before.empty()) return Direction::narrowed;
  const bool kept = std::includes(after.begin(), after.end(), before.begin(), before.end());
  const bool fewer = std::includes(before.begin(), before.end(), after.begin(), after.end());
  return kept ? Direction::widened : fewer ? Direction::narrowed : Direction::mixed;
}

enum class Passage { stays, moves };

// Files that one line ruled and another rules now.
struct Group {
  const OwnerRule* before = nullptr;
  const OwnerRule* after = nullptr;
  Passage passage = Passage::stays;
  std::vector<std::string> paths;  // of the repository
  std::string example;             // the first of them, or a path that may come
};

class OwnershipDelta {
 public:
  OwnershipDelta(const OwnersFile& base, const OwnersFile& head) : base_(base), head_(head) {}

  void compare(std::string_view old_path, std::string_view new_path, bool exists) {
    const OwnerRule* before = base_.owners.rule_for(old_path, budget_);
    const OwnerRule* after = head_.owners.rule_for(new_path, budget_);
    if (owners_of(before) == owners_of(after)) return;
    const Passage passage = old_path == new_path ? Passage::stays : Passage::moves;
    Group& group = groups_[{line_of(before), line_of(after), passage}];
    group.before = before;
    group.after = after;
    group.passage = passage;
    const std::string path =
        passage == Passage::moves ? concat(old_path, " -> ", new_path) : std::string(new_path);
    if (group.example.empty() || group.paths.empty()) group.example = path;
    if (exists) group.paths.push_back(path);
  }

  bool past_the_limit() const { return budget_ == 0; }

  std::vector<DeltaRecord> records() const {
    std::vector<DeltaRecord> out;
    for (const auto& [key, group] : groups_) out.push_back(record_of(group));
    return out;
  }

 private:
  static std::uint32_t line_of(const OwnerRule* rule) { return rule ? rule->line : 0; }
  static const std::set<std::string>& owners_of(const OwnerRule* rule) {
    static const std::set<std::string> kNobody;
    return rule ? rule->owners : kNobody;
  }

  DeltaRecord record_of(const Group& group) const;

  const OwnersFile& base_;
  const OwnersFile& head_;
  std::size_t budget_ = kMaxMatches;
  std::map<std::tuple<std::uint32_t, std::uint32_t, Passage>, Group> groups_;
};

std::string files_in_words(const Group& group) {
  if (group.paths.empty()) return "no file yet";
  std::string words = concat(group.paths.size(), group.paths.size() == 1 ? " file" : " files");
  return concat(words, ", ", group.paths.size() == 1 ? "" : "first ", group.paths.front());
}

// Which lines rule, in words: "`/pay/` (now `*.md`)".
std::string lines_in_words(const Group& group) {
  if (!group.before) return concat("`", group.after->pattern, "`");
  if (!group.after) return concat("`", group.before->pattern, "` (now no line)");
  if (group.before->pattern == group.after->pattern) return concat("`", group.after->pattern, "`");
  return concat("`", group.before->pattern, "` (now `", group.after->pattern, "`)");
}

// A change of one path that passes with the review of somebody whose review was not enough.
std::optional<Witness> witness_of(const Group& group, const std::set<std::string>& before,
                                  const std::set<std::string>& after) {
  const auto added = std::find_if(after.begin(), after.end(), [&](const std::string& owner) {
    return !before.contains(owner);
  });
  if (added == after.end() && !after.empty()) return std::nullopt;
  const std::string reviewer = after.empty() ? "anyone" : *added;
  return Witness{plain_text(reviewer), "review", plain_text(group.example), {}, {}};
}

DeltaRecord OwnershipDelta::record_of(const Group& group) const {
  DeltaRecord record;
  record.direction = compare_owners(owners_of(group.before), owners_of(group.after));
  record.plane = Plane::change;
  record.kind = "owner";
  record.effect = Effect::guard;
  record.subject = plain_text(words_for_owners(owners_of(group.before)));
  record.action = group.passage == Passage::moves ? "review (moved files)" : "review";
  record.resource = plain_text(lines_in_words(group));
  record.before = plain_text(words_for_owners(owners_of(group.before)));
  record.after = plain_text(words_for_owners(owners_of(group.after)));
  if (record.direction > Direction::narrowed)
    record.witness = witness_of(group, owners_of(group.before), owners_of(group.after));
  if (group.before) record.source_before = {base_.path, group.before->pattern, group.before->line};
  if (group.after) record.source_after = {head_.path, group.after->pattern, group.after->line};
  if (group.passage == Passage::moves)
    record.bound_content.emplace_back("moved paths", sha256(join(group.paths, "\n")).hex());
  record.sentence =
      plain_text(concat(group.passage == Passage::moves ? "files moved out of " : "paths of ",
                        lines_in_words(group), " are now reviewed by ", record.after,
                        "; before: ", record.before, " (", files_in_words(group), ")"));
  return record;
}

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

bool owners_changed(const ChangeSet& changes) {
  return std::any_of(std::begin(kCodeownersFiles), std::end(kCodeownersFiles),
                     [&](std::string_view path) { return changes.touches(path); });
}

// Every path that both sides have, and one example for each pattern.
void compare_all(const ChangeSet& changes, const OwnersFile& base, const OwnersFile& head,
                 OwnershipDelta& delta) {
  const auto &b = changes.base.entries(), &h = changes.head.entries();
  for (std::size_t i = 0, j = 0; i < b.size() && j < h.size();) {
    const int order = b[i].path.compare(h[j].path);
    if (order == 0) delta.compare(b[i].path, h[j].path, true);
    if (order <= 0) ++i;
    if (order >= 0) ++j;
  }
  for (const OwnersFile* file : {&base, &head})
    for (const OwnerRule& rule : file->owners.rules())
      if (const std::string path = example_path(rule.pattern); !path.empty())
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

DialectDelta delta(const ChangeSet& changes, const PrivilegeOptions& options) {
  DialectDelta out;
  const bool changed = owners_changed(changes);
  const auto moves = moves_of(changes);
  if (!changed && moves.empty()) return out;
  const OwnersFile base = read_owners(changes.base, options);
  const OwnersFile head = read_owners(changes.head, options);
  OwnershipDelta ownership(base, head);
  if (changed) compare_all(changes, base, head, ownership);
  for (const auto& [from, to] : moves) ownership.compare(from, to, true);
  out.records = ownership.records();
  if (head.unknown && base.unknown != head.unknown)
    out.records.push_back(undecided(head, *head.unknown));
  if (ownership.past_the_limit())
    out.records.push_back(undecided(
        head,
        {UnknownReason::limit, "too many lines for so many paths",
         changed && changes.head.find(head.path) ? changes.head.find(head.path)->object : ""}));
  if (head.notice) out.notices.push_back(*head.notice);
  return out;
}

DialectFacts inventory(const TreeView& tree, const PrivilegeOptions& options) {
  DialectFacts out;
  const OwnersFile file = read_owners(tree, options);
  if (file.path.empty()) return out;
  out.files.push_back(file.path);
  if (file.notice) out.notices.push_back(*file.notice);
  for (const OwnerRule& rule : file.owners.rules()) {
    Grant grant;
    grant.plane = Plane::change;
    grant.kind = "owner";
    grant.effect = Effect::guard;
    grant.subject = Pattern::set({rule.owners.begin(), rule.owners.end()});
    grant.action = Pattern::literal("review");
    grant.resource = Pattern::glob(rule.pattern);
    grant.subject_words = words_for_owners(rule.owners);
    grant.action_words = concat("review ", rule.pattern);
    grant.brief_words = "review";
    grant.source = {file.path, rule.pattern, rule.line};
    out.grants.push_back(std::move(grant));
  }
  return out;
}

bool reads(std::string_view path) {
  return std::find(std::begin(kCodeownersFiles), std::end(kCodeownersFiles), path) !=
         std::end(kCodeownersFiles);
}

}  // namespace

const Dialect& codeowners_dialect() {
  static const Dialect dialect = {"codeowners", "1", reads, inventory, delta};
  return dialect;
}

}  // namespace foureyes
