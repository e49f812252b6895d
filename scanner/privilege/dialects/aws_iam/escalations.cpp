#include "privilege/dialects/aws_iam/escalations.h"

#include <algorithm>

#include "base/text.h"
#include "privilege/dialects/aws_iam/catalogue.h"
#include "privilege/dialects/aws_iam/known_coverage.h"
#include "privilege/grant_order.h"

namespace foureyes::aws_iam {
namespace {

constexpr std::size_t kMaxTold = 3;  // ways that one grant names

bool gives(const Grant& grant, const Pattern& action) {
  return grant.kind == "iam-policy" && grant.effect == Effect::allow &&
         pattern_covers(grant.action, action);
}

bool always_denies(const Grant& grant, const Pattern& action) {
  return grant.kind == "iam-policy" && grant.effect == Effect::deny && !grant.unknown &&
         grant.condition.kind == ConditionKind::always &&
         pattern_covers(grant.resource, Pattern::glob("*")) && pattern_covers(grant.action, action);
}

// What a holder may do, its managed policies as their documents.
class Holdings {
 public:
  Holdings(const std::vector<Grant>& own, const std::vector<Grant>& beside)
      : own_(own), beside_(beside) {
    for (const std::vector<Grant>* part : {&own, &beside})
      for (const Grant& grant : *part)
        for (Grant& right : rights_of_managed_policy(grant)) managed_.push_back(std::move(right));
  }

  bool have(const Pattern& action) const {
    bool given = false;
    for (const std::vector<Grant>* part : {&own_, &beside_, &managed_})
      for (const Grant& grant : *part) {
        if (always_denies(grant, action)) return false;
        given = given || gives(grant, action);
      }
    return given;
  }

  bool have_all(const std::vector<Pattern>& actions) const {
    return std::all_of(actions.begin(), actions.end(),
                       [&](const Pattern& action) { return have(action); });
  }

 private:
  const std::vector<Grant>& own_;
  const std::vector<Grant>& beside_;
  std::vector<Grant> managed_;
};

struct Way {
  std::vector<Pattern> actions;
  std::string words;
};

Way way_of(const EscalationRow& row) {
  Way out;
  std::vector<std::string> names;
  for (std::string_view action : row.actions) {
    out.actions.push_back(Pattern::literal(to_lower(action)));
    names.emplace_back(action);
  }
  out.words = concat(names.size() > 1 ? "this completes " : "with ", join(names, " + "),
                     ": its holder ", row.leads_to);
  return out;
}

std::vector<Way> new_ways(const Holdings& before, const Holdings& after) {
  std::vector<Way> out;
  for (const EscalationRow& row : escalation_rows()) {
    Way way = way_of(row);
    if (after.have_all(way.actions) && !before.have_all(way.actions)) out.push_back(std::move(way));
  }
  return out;
}

bool takes_part(const Grant& grant, const Way& way) {
  const std::vector<Grant> managed = rights_of_managed_policy(grant);
  return std::any_of(way.actions.begin(), way.actions.end(), [&](const Pattern& action) {
    return gives(grant, action) ||
           std::any_of(managed.begin(), managed.end(),
                       [&](const Grant& right) { return gives(right, action); });
  });
}

void mark(Grant& grant, const std::vector<Way>& ways) {
  std::size_t count = 0;
  for (const Way& way : ways)
    if (takes_part(grant, way) && ++count <= kMaxTold) grant.marks.push_back(way.words);
  if (count > kMaxTold)
    grant.marks.push_back(
        concat("with it come ", count - kMaxTold, " more known ways to further rights"));
}

}  // namespace

void mark_new_escalations(const std::vector<Grant>& beside_before, const std::vector<Grant>& before,
                          const std::vector<Grant>& beside_after, std::vector<Grant>& after) {
  const std::vector<Way> ways =
      new_ways(Holdings(before, beside_before), Holdings(after, beside_after));
  for (Grant& grant : after) {
    if (grant.effect != Effect::allow || !grant.kind.starts_with("iam-")) continue;
    if (!ways.empty()) mark(grant, ways);
    if (grant.action.kind == PatternKind::symbol || grant.action.values.empty()) continue;
    const std::string& name = grant.action.values.front();
    const bool one =
        grant.action.kind == PatternKind::literal || grant.action.kind == PatternKind::glob;
    if (one && means_no_known_action(name))
      grant.marks.push_back(concat("AWS lists no action `", name, "`"));
  }
}

}  // namespace foureyes::aws_iam
