#include "privilege/record_writer.h"

#include <algorithm>
#include <set>

#include "base/digest.h"
#include "base/display_text.h"
#include "base/text.h"
#include "privilege/bound_code.h"
#include "privilege/record_kinds.h"

namespace foureyes {
namespace {

using Grants = std::vector<const Grant*>;

constexpr std::size_t kMaxWords = 400;

// A text for people, and part of the meaning: what is cut off stays in it as a digest. Cut between
// words: the half of a credential would be no credential to whoever masks them.
std::string clipped(const std::string& text) {
  if (text.size() <= kMaxWords) return text;
  const std::size_t space = text.rfind(' ', kMaxWords);
  const std::string_view kept = std::string_view(text).substr(0, space == text.npos ? 0 : space);
  return to_valid_utf8(concat(kept, "... (sha256 ", sha256(text).hex(), ")"));
}

template <class Words>
std::string listed(const Grants& grants, const Words& words, std::string_view separator) {
  std::vector<std::string> out;
  std::set<std::string> said;
  for (const Grant* grant : grants) {
    std::string text = clipped(plain_text(words(*grant)));
    if (!text.empty() && said.insert(text).second) out.push_back(std::move(text));
  }
  return clipped(join(out, separator));
}

std::string briefly(const Grants& grants) {
  return listed(
      grants, [](const Grant& g) { return g.brief_words.empty() ? g.action_words : g.brief_words; },
      "; ");
}

const Grants& first_filled(const Grants& a, const Grants& b) { return a.empty() ? b : a; }

// What the record is about: what is new where something is, else what is gone.
const Grants& subject_matter(const SlotChange& change) {
  if (!change.after.empty() && !change.gained.empty()) return change.gained;
  return first_filled(change.lost, change.after);
}

std::string_view words_for_reason(UnknownReason reason) {
  switch (reason) {
    case UnknownReason::expression:
      return "an expression that only the platform evaluates";
    case UnknownReason::outside_default:
      return "it depends on a default outside the repository";
    case UnknownReason::external_check:
      return "its protection lives outside the repository";
    case UnknownReason::include:
      return "it includes what is not in the repository";
    case UnknownReason::variable:
      return "a variable without a value in the repository";
    case UnknownReason::new_key:
      return "a permission that this version does not know";
    case UnknownReason::parse:
      return "the file cannot be read as its consumer would";
    case UnknownReason::limit:
      return "it is past a limit of size or depth";
    default:
      return "it cannot be decided from the repository";
  }
}

std::string because(const SlotChange& change) {
  std::vector<std::string> words;
  for (UnknownReason reason : change.reasons) words.emplace_back(words_for_reason(reason));
  return words.empty() ? "" : concat(" (", join(words, "; "), ")");
}

std::string allowed_sentence(const DeltaRecord& record, const SlotChange& change) {
  const std::string who = clipped(plain_text(subject_matter(change).front()->subject_words));
  const auto words = [](const Grant& g) { return g.action_words; };
  const std::string gained = listed(change.gained, words, " and ");
  const std::string lost = listed(change.lost, words, " and ");
  const std::string before = record.before.empty() ? "nothing" : record.before;
  const std::string after = record.after.empty() ? "nothing" : record.after;
  switch (record.direction) {
    case Direction::widened:
      return concat(who, " may now ", gained, "; before: ", before, because(change));
    case Direction::unknown:
      return concat(who, " may now perhaps ", gained, "; before: ", before, because(change));
    case Direction::narrowed:
      return concat(who, " may no longer ", lost, "; now: ", after);
    case Direction::mixed:
      return concat(who, " may now ", gained, ", and no longer ", lost);
    case Direction::equivalent:
      break;
  }
  return concat(who, " now runs ", after, "; before: ", before);
}

std::string denied_sentence(const DeltaRecord& record, const SlotChange& change) {
  const auto words = [](const Grant& g) { return concat(g.action_words, " to ", g.subject_words); };
  const std::string gone = listed(change.lost, words, " and ");
  const std::string added = listed(change.gained, words, " and ");
  switch (record.direction) {
    case Direction::narrowed:
      return concat("now denied: ", added);
    case Direction::mixed:
      return concat("no longer denied: ", gone, "; now denied: ", added);
    case Direction::equivalent:  // it stopped nothing that its policy or those beside it allow
      return gone.empty() ? concat("now denied, and not allowed before: ", added)
                          : concat("no longer denied, and not allowed either: ", gone);
    default:
      return concat("no longer denied: ", gone, because(change));
  }
}

std::string guard_sentence(const DeltaRecord& record, const SlotChange& change) {
  const auto words = [](const Grant& g) { return concat(g.action_words, " on ", g.subject_words); };
  const std::string gone = listed(change.lost, words, " and ");
  const std::string added = listed(change.gained, words, " and ");
  switch (record.direction) {
    case Direction::narrowed:
      return concat(added, " is new");
    case Direction::mixed:
      return concat(gone, " changes; before: ", record.before, "; now: ", record.after);
    default:
      return concat(gone, " is gone", record.after.empty() ? "" : "; now: ", record.after,
                    because(change));
  }
}

void fill_meaning(DeltaRecord& record, const SlotChange& change) {
  const Grants& matter = subject_matter(change);
  const Grant& first = *matter.front();
  record.direction = change.direction;
  record.plane = first.plane;
  record.kind = first.kind;
  record.effect = first.effect;
  record.subject = clipped(plain_text(words_for(first.subject)));
  record.action = listed(
      matter, [](const Grant& g) { return words_for(g.action); }, "; ");
  record.resource = listed(
      matter, [](const Grant& g) { return words_for(g.resource); }, "; ");
  record.condition = listed(
      matter, [](const Grant& g) { return words_for(g.condition); }, "; ");
  record.before = briefly(first_filled(change.before, change.related_before));
  record.after = briefly(first_filled(change.after, change.related_after));
  for (const std::string& step : first.via) record.via.push_back(plain_text(step));
  for (UnknownReason reason : change.reasons) record.reasons.emplace_back(code_of(reason));
}

void fill_sources(DeltaRecord& record, const SlotChange& change) {
  const Grants& before = first_filled(change.lost, change.before);
  const Grants& after = first_filled(change.gained, change.after);
  if (!before.empty()) record.source_before = before.front()->source;
  if (!after.empty()) record.source_after = after.front()->source;
}

// What a grant itself binds, and what stands for the content that could not be read. On both sides:
// an unknown that disappears is as much part of the record as one that appears.
void bind_grants(DeltaRecord& record, const SlotChange& change) {
  for (const Grants* grants : {&change.lost, &change.gained}) {
    const std::string_view side = grants == &change.lost ? "before" : "after";
    for (const Grant* grant : *grants) {
      for (const auto& [name, digest] : grant->bound_content)
        record.bound_content.emplace_back(plain_text(name), digest);
      if (grant->unknown && !grant->unknown->digest.empty())
        record.bound_content.emplace_back(concat("unread ", side, ": ", words_for(grant->resource)),
                                          grant->unknown->digest);
    }
  }
}

// By the job that is the subject, or the workflow that is the resource (a trigger starts it).
const BoundCode* code_of_record(const SlotChange& change, const DialectFacts& head) {
  const Grant& grant = *first_filled(change.after, change.before).front();
  for (const Pattern* pattern : {&grant.subject, &grant.resource}) {
    if (pattern->kind != PatternKind::literal) continue;
    const auto found = head.code.find(pattern->values.front());
    if (found != head.code.end()) return &found->second;
  }
  return nullptr;
}

// A name too long to read shows nothing.
bool is_readable(const Witness& witness) {
  constexpr std::size_t kMaxName = 2000;
  return std::max({witness.subject.size(), witness.action.size(), witness.resource.size()}) <=
         kMaxName;
}

void fill_witness(DeltaRecord& record, const SlotChange& change) {
  record.no_witness = clipped(plain_text(change.shown.why_none));
  if (change.direction == Direction::unknown)
    record.no_witness = "whether there is one cannot be decided from the repository";
  if (!change.shown.witness) return;
  if (!is_readable(*change.shown.witness)) {
    record.no_witness = "its names are too long to be read";
    return;
  }
  Witness witness = *change.shown.witness;
  for (std::string* name : {&witness.subject, &witness.action, &witness.resource})
    *name = plain_text(*name);
  for (RequestKey& key : witness.keys) {
    key.name = plain_text(key.name);
    if (key.value) key.value = plain_text(*key.value);
  }
  for (std::string& words : witness.assumes) words = clipped(plain_text(words));
  record.witness = std::move(witness);
}

// What the gained grants lead to, once each; the sentence ends with it.
void fill_marks(DeltaRecord& record, const SlotChange& change) {
  if (record.effect != Effect::allow) return;
  std::set<std::string> marks;
  for (const Grant* grant : change.gained)
    for (const std::string& mark : grant->marks) marks.insert(clipped(plain_text(mark)));
  record.marks.assign(marks.begin(), marks.end());
  for (const std::string& mark : record.marks) record.sentence += concat("; ", mark);
}

bool needs_approval(Direction direction) { return direction > Direction::narrowed; }

}  // namespace

std::string sentence_for(const DeltaRecord& record, const SlotChange& change) {
  if (record.effect == Effect::deny) return denied_sentence(record, change);
  return record.effect == Effect::guard ? guard_sentence(record, change)
                                        : allowed_sentence(record, change);
}

std::vector<DeltaRecord> records_between(const DialectFacts& base, const DialectFacts& head,
                                         const TreeView& head_tree, const PrivilegeLimits& limits) {
  std::vector<DeltaRecord> records;
  for (const SlotChange& change : compare_grants(base.grants, head.grants)) {
    DeltaRecord record;
    fill_meaning(record, change);
    fill_sources(record, change);
    record.sentence = sentence_for(record, change);
    fill_marks(record, change);
    fill_witness(record, change);
    if (needs_approval(record.direction)) {
      bind_grants(record, change);
      if (const BoundCode* code = code_of_record(change, head))
        bind_code(record, *code, head_tree, limits);
    }
    std::sort(record.bound_content.begin(), record.bound_content.end());
    record.bound_content.erase(
        std::unique(record.bound_content.begin(), record.bound_content.end()),
        record.bound_content.end());
    records.push_back(std::move(record));
  }
  return records;
}

}  // namespace foureyes
