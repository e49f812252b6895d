#include "privilege/grant_ceiling.h"

#include <algorithm>

#include "base/text.h"
#include "privilege/grant_order.h"

namespace foureyes {
namespace {

Pattern any_of(const std::vector<std::string>& texts) {
  return texts.empty() ? Pattern::top() : Pattern::set(texts);
}

template <class Value>
bool names(const std::vector<Value>& list, const Value& value) {
  return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
}

bool is_within(const AllowedGrant& allowed, const Grant& grant) {
  return !grant.unknown && names(allowed.planes, grant.plane) && names(allowed.kinds, grant.kind) &&
         pattern_covers(any_of(allowed.actions), grant.action) &&
         pattern_covers(any_of(allowed.resources), grant.resource);
}

}  // namespace

std::vector<GrantAboveCeiling> grants_above(const std::vector<GrantCeiling>& ceilings,
                                            const std::vector<Grant>& grants) {
  std::vector<GrantAboveCeiling> above;
  for (const GrantCeiling& ceiling : ceilings) {
    const Pattern subjects = any_of(ceiling.subjects);
    for (const Grant& grant : grants) {
      if (grant.effect != Effect::allow || !patterns_may_meet(subjects, grant.subject)) continue;
      const bool within =
          std::any_of(ceiling.may.begin(), ceiling.may.end(),
                      [&](const AllowedGrant& allowed) { return is_within(allowed, grant); });
      if (!within) above.push_back({ceiling.name, &grant});
    }
  }
  return above;
}

std::string words_for(const GrantAboveCeiling& above) {
  const Grant& grant = *above.grant;
  const std::string subject =
      grant.subject_words.empty() ? words_for(grant.subject) : grant.subject_words;
  const std::string action =
      grant.action_words.empty() ? words_for(grant.action) : grant.action_words;
  const std::string unread =
      grant.unknown ? concat(" (", code_of(grant.unknown->reason), ")") : std::string();
  return concat(above.ceiling, ": ", subject, " may ", action, unread);
}

}  // namespace foureyes
