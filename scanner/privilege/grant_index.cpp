#include "privilege/grant_index.h"

#include <algorithm>

#include "privilege/record_kinds.h"

namespace foureyes {
namespace {

auto meaning(const Grant& grant) {
  return std::tie(grant.plane, grant.kind, grant.effect, grant.subject, grant.action,
                  grant.resource, grant.condition, grant.unknown);
}

bool less_by_meaning(const Grant* a, const Grant* b) { return meaning(*a) < meaning(*b); }

// The text that every name of the pattern starts with, as far as that is seen at once.
std::string_view fixed_start(const Pattern& pattern) {
  if (pattern.kind != PatternKind::literal && pattern.kind != PatternKind::glob) return {};
  const std::string_view text = pattern.values.front();
  return text.substr(0, text.find_first_of("*?$"));
}

bool start_apart(std::string_view x, const Pattern& other) {
  const std::string_view y = fixed_start(other);
  const std::size_t both = std::min(x.size(), y.size());
  return x.substr(0, both) != y.substr(0, both);
}

}  // namespace

bool equal_meaning(const Grant* a, const Grant* b) { return meaning(*a) == meaning(*b); }

void sort_by_meaning(std::vector<const Grant*>& grants) {
  std::stable_sort(grants.begin(), grants.end(), less_by_meaning);
  grants.erase(std::unique(grants.begin(), grants.end(), equal_meaning), grants.end());
}

// Allowed names of one kind may cover each other across groups; a guard guards its own place only.
GrantIndex::Bucket GrantIndex::bucket_of(const Grant& grant, Effect effect) {
  return {grant.plane, grant.kind, effect, effect == Effect::guard ? grant.group : ""};
}

GrantIndex::GrantIndex(const std::vector<Grant>& grants) {
  Grants once;
  for (const Grant& grant : grants) once.push_back(&grant);
  sort_by_meaning(once);
  for (const Grant* item : once) {
    const Grant& grant = *item;
    Entry& bucket = buckets_[bucket_of(grant, grant.effect)];
    Resources& resources = grant.subject.kind == PatternKind::literal
                               ? bucket.by_subject[grant.subject.values.front()]
                               : bucket.patterned;
    if (grant.resource.kind == PatternKind::literal)
      resources.by_name[grant.resource.values.front()].push_back(item);
    else
      resources.patterned.push_back(item);
    subjects_.insert(grant.subject);
  }
}

std::vector<const Grant*> GrantIndex::candidates(const Grant& grant, Effect effect) const {
  const auto bucket = buckets_.find(bucket_of(grant, effect));
  if (bucket == buckets_.end()) return {};
  Grants out;
  add_meeting(bucket->second.patterned, grant.resource, out);
  if (grant.subject.kind == PatternKind::literal) {
    const auto found = bucket->second.by_subject.find(grant.subject.values.front());
    if (found != bucket->second.by_subject.end()) add_meeting(found->second, grant.resource, out);
  } else {
    for (const auto& [name, resources] : bucket->second.by_subject)
      add_meeting(resources, grant.resource, out);
  }
  if (record_kind(grant.kind).weight != KindWeight::evaluated) return out;
  const std::string_view action = fixed_start(grant.action);
  const std::string_view resource = fixed_start(grant.resource);
  const auto apart = [&](const Grant* other) {
    return start_apart(action, other->action) || start_apart(resource, other->resource);
  };
  out.erase(std::remove_if(out.begin(), out.end(), apart), out.end());
  return out;
}

bool GrantIndex::has_any(const Grant& grant, Effect effect) const {
  return buckets_.contains(bucket_of(grant, effect));
}

void GrantIndex::add_meeting(const Resources& resources, const Pattern& resource, Grants& out) {
  out.insert(out.end(), resources.patterned.begin(), resources.patterned.end());
  if (resource.kind == PatternKind::literal) {
    const auto found = resources.by_name.find(resource.values.front());
    if (found != resources.by_name.end())
      out.insert(out.end(), found->second.begin(), found->second.end());
    return;
  }
  for (const auto& [name, grants] : resources.by_name)
    out.insert(out.end(), grants.begin(), grants.end());
}

}  // namespace foureyes
