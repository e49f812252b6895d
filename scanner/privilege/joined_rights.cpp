#include "privilege/joined_rights.h"

#include <algorithm>
#include <deque>
#include <set>

#include "base/digest.h"
#include "base/text.h"

namespace foureyes {
namespace {

constexpr std::size_t kMaxTold = 6;
constexpr std::size_t kMaxChain = 64;  // names that one record carries

bool has_name(const Pattern& pattern) { return pattern.kind == PatternKind::literal; }

const std::string& name_of(const Pattern& pattern) { return pattern.values.front(); }

// What is denied belongs to what was looked at, not to what the edge brings.
std::string bound_words(const Grant& right, const std::string& holder) {
  std::string unread = right.unknown ? right.unknown->digest : "";
  return concat(holder, " ", name_of(right.effect), " ", words_for(right.action), " on ",
                words_for(right.resource), " if ", words_for(right.condition), " ", unread);
}

}  // namespace

RightsGraph::RightsGraph(const std::vector<Grant>& grants, Test is_edge) : is_edge_(is_edge) {
  for (const Grant& grant : grants)
    if (has_name(grant.subject) && grant.effect != Effect::guard)
      by_subject_[name_of(grant.subject)].push_back(&grant);
}

HeldRights RightsGraph::walk(const std::string& start) {
  HeldRights out;
  std::vector<std::string> bound;
  std::set<std::string> seen = {start};
  std::deque<std::string> open = {start};
  for (; !open.empty(); open.pop_front()) {
    const auto found = by_subject_.find(open.front());
    if (found == by_subject_.end()) continue;
    bool has_rights = false;
    for (const Grant* grant : found->second) {
      if (steps_ == 0) out.past_limit = true;
      if (out.past_limit) break;
      --steps_;
      if (is_edge_(*grant)) {
        if (has_name(grant->resource) && seen.insert(name_of(grant->resource)).second)
          open.push_back(name_of(grant->resource));
        continue;
      }
      has_rights = true;
      bound.push_back(bound_words(*grant, open.front()));
      if (grant->effect == Effect::deny) continue;
      ++out.count;
      if (out.told.size() < kMaxTold) out.told.push_back(grant->action_words);
    }
    if (has_rights && out.via.size() < kMaxChain) out.via.push_back(open.front());
  }
  std::sort(bound.begin(), bound.end());
  out.digest = sha256(join(bound, "\n")).hex();
  return out;
}

const HeldRights& RightsGraph::held_by(const std::string& subject) {
  const auto found = known_.find(subject);
  if (found != known_.end()) return found->second;
  return known_.emplace(subject, walk(subject)).first->second;
}

void add_held_rights(const HeldRights& held, std::string_view which_may, Grant& edge) {
  if (held.past_limit)
    edge.unknown = Unknown{UnknownReason::limit, "more rights behind it than are followed", ""};
  if (held.count == 0) return;
  std::vector<std::string> told = held.told;
  if (held.count > told.size()) told.push_back(concat(held.count - told.size(), " more"));
  edge.action_words += concat(", ", which_may, " ", join(told, "; "));
  edge.via.insert(edge.via.end(), held.via.begin(), held.via.end());
  edge.bound_content.emplace_back(concat("rights of ", words_for(edge.resource)), held.digest);
}

}  // namespace foureyes
