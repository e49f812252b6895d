#include "privilege/dialects/codeowners/ownership.h"

#include <algorithm>

#include "base/digest.h"
#include "base/display_text.h"
#include "base/text.h"
#include "privilege/example_names.h"

namespace foureyes {
namespace {

bool asks_alike(const OwnerRule& a, const OwnerRule& b) {
  return a.owners == b.owners && a.approvals == b.approvals;
}

// Whatever satisfies `strong` satisfies `weak`: no other owners, and no fewer approvals.
bool implies(const OwnerRule& strong, const OwnerRule& weak) {
  return strong.approvals >= weak.approvals &&
         std::includes(weak.owners.begin(), weak.owners.end(), strong.owners.begin(),
                       strong.owners.end());
}

// A line without owners asks for nothing.
Ruling asking(const Ruling& ruling) {
  Ruling out;
  for (const OwnerRule* rule : ruling)
    if (!rule->owners.empty()) out.push_back(rule);
  return out;
}

bool is_implied(const OwnerRule& rule, const Ruling& ruling) {
  return std::any_of(ruling.begin(), ruling.end(),
                     [&](const OwnerRule* other) { return implies(*other, rule); });
}

bool all_implied(const Ruling& weak, const Ruling& strong) {
  return std::all_of(weak.begin(), weak.end(),
                     [&](const OwnerRule* rule) { return is_implied(*rule, strong); });
}

Direction compare_rulings(const Ruling& before, const Ruling& after) {
  const bool lost = !all_implied(asking(before), asking(after));
  const bool gained = !all_implied(asking(after), asking(before));
  return lost && gained ? Direction::mixed
         : lost         ? Direction::widened
         : gained       ? Direction::narrowed
                        : Direction::equivalent;
}

// Takes out, pair by pair, what both ask for alike.
void drop_common(Ruling& a, Ruling& b) {
  for (auto rule = a.begin(); rule != a.end();) {
    const auto same = std::find_if(
        b.begin(), b.end(), [&](const OwnerRule* other) { return asks_alike(**rule, *other); });
    if (same == b.end()) {
      ++rule;
      continue;
    }
    b.erase(same);
    rule = a.erase(rule);
  }
}

std::vector<std::uint32_t> lines_of(const Ruling& ruling) {
  std::vector<std::uint32_t> lines;
  for (const OwnerRule* rule : ruling) lines.push_back(rule->line);
  return lines;
}

std::string words_for_ruling(const Ruling& ruling) {
  std::vector<std::string> words;
  for (const OwnerRule* rule : asking(ruling)) words.push_back(words_for_owners(*rule));
  return words.empty() ? "nobody" : join(words, ", and ");
}

std::string patterns_of(const Ruling& ruling) {
  std::vector<std::string> words;
  for (const OwnerRule* rule : ruling)
    words.push_back(concat("`", rule->pattern, "`",
                           rule->section.empty() ? "" : concat(" of [", rule->section, "]")));
  return join(words, ", ");
}

// Which lines rule, in words: "`/pay/` (now `*.md`)".
std::string lines_in_words(const Ruling& before, const Ruling& after) {
  const std::string old_lines = patterns_of(before), new_lines = patterns_of(after);
  if (before.empty() || old_lines == new_lines) return new_lines;
  return concat(old_lines, " (now ", after.empty() ? "no line" : new_lines, ")");
}

// Somebody whose review is enough for the change of a path and was not before.
std::string new_reviewer(const Ruling& before, const Ruling& after) {
  const Ruling now = asking(after);
  if (now.empty()) return "anyone";
  for (const OwnerRule* rule : asking(before)) {
    if (is_implied(*rule, now)) continue;
    for (const OwnerRule* other : now)
      for (const std::string& owner : other->owners)
        if (!rule->owners.contains(owner)) return owner;
  }
  return concat(words_for_owners(*now.front()), " and nobody more");
}

GrantSource source_in(const OwnersFile& file, const OwnerRule& rule) {
  return {file.path, rule.pattern, rule.line};
}

}  // namespace

std::string words_for_owners(const OwnerRule& rule) {
  if (rule.owners.empty()) return "nobody";
  const std::string owners = join({rule.owners.begin(), rule.owners.end()}, " or ");
  return rule.approvals == 1 ? owners : concat(rule.approvals, " of ", owners);
}

void OwnershipDelta::compare(std::string_view old_path, std::string_view new_path, bool exists) {
  Ruling before = base_.owners.rules_for(old_path, budget_);
  Ruling after = head_.owners.rules_for(new_path, budget_);
  if (compare_rulings(before, after) == Direction::equivalent) return;
  drop_common(before, after);
  const Passage passage = old_path == new_path ? Passage::stays : Passage::moves;
  Group& group = groups_[{lines_of(before), lines_of(after), passage}];
  group.before = std::move(before);
  group.after = std::move(after);
  group.passage = passage;
  const std::string path =
      passage == Passage::moves ? concat(old_path, " -> ", new_path) : std::string(new_path);
  if (group.example.empty() || group.paths.empty()) group.example = path;
  if (exists) group.paths.push_back(path);
}

std::vector<DeltaRecord> OwnershipDelta::records() {
  std::vector<DeltaRecord> out;
  for (const auto& [key, group] : groups_) out.push_back(record_of(group));
  return out;
}

std::string OwnershipDelta::files_in_words(const Group& group) {
  if (group.paths.empty()) return "no file yet";
  std::string words = concat(group.paths.size(), group.paths.size() == 1 ? " file" : " files");
  return concat(words, ", ", group.paths.size() == 1 ? "" : "first ", group.paths.front());
}

// The group's example, with a word for what stands for any name, where the same lines rule that.
std::string OwnershipDelta::path_to_show(const Group& group) {
  if (!contains(group.example, kAnyName)) return group.example;
  for (const std::string& word : example_words()) {
    std::string path = replace_all(group.example, kAnyName, word);
    Ruling before = base_.owners.rules_for(path, examples_budget_);
    Ruling after = head_.owners.rules_for(path, examples_budget_);
    drop_common(before, after);
    if (examples_budget_ > 0 && before == group.before && after == group.after) return path;
  }
  return "";
}

DeltaRecord OwnershipDelta::record_of(const Group& group) {
  DeltaRecord record;
  record.direction = compare_rulings(group.before, group.after);
  record.plane = Plane::change;
  record.kind = "owner";
  record.effect = Effect::guard;
  record.action = group.passage == Passage::moves ? "review (moved files)" : "review";
  record.resource = plain_text(lines_in_words(group.before, group.after));
  record.before = plain_text(words_for_ruling(group.before));
  record.after = plain_text(words_for_ruling(group.after));
  record.subject = record.before;
  if (record.direction > Direction::narrowed) {
    const std::string path = plain_text(path_to_show(group));
    const std::string reviewer = plain_text(new_reviewer(group.before, group.after));
    if (path.empty())
      record.no_witness = "no single path was found that shows it";
    else
      record.witness = Witness{reviewer, "review", path, {}, {}};
  }
  if (!group.before.empty()) record.source_before = source_in(base_, *group.before.front());
  if (!group.after.empty()) record.source_after = source_in(head_, *group.after.front());
  if (group.passage == Passage::moves)
    record.bound_content.emplace_back("moved paths", sha256(join(group.paths, "\n")).hex());
  record.sentence =
      concat(group.passage == Passage::moves ? "files moved out of " : "paths of ", record.resource,
             " are now reviewed by ", record.after, "; before: ", record.before, " (",
             plain_text(files_in_words(group)), ")");
  return record;
}

}  // namespace foureyes
