#include "privilege/request_search.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "privilege/example_names.h"
#include "privilege/grant_order.h"
#include "privilege/key_values.h"
#include "privilege/request_evaluator.h"
#include "privilege/shortest_text.h"

namespace foureyes {
namespace {

using Grants = std::vector<const Grant*>;
using Patterns = std::vector<const Pattern*>;

constexpr std::size_t kMaxTries = 200;      // requests looked at in one search
constexpr std::size_t kMaxWalk = 100'000;   // steps of one automaton
constexpr std::size_t kMaxAssumptions = 4;  // more are no witness to rely on
constexpr std::size_t kAxes = 3;

constexpr Pattern Grant::*kPatterns[kAxes] = {&Grant::subject, &Grant::action, &Grant::resource};
constexpr std::string Witness::*kNames[kAxes] = {&Witness::subject, &Witness::action,
                                                 &Witness::resource};

bool is_every_name(const Pattern& pattern) {
  return pattern.kind == PatternKind::top || pattern_covers(pattern, Pattern::top());
}

// What the request must still stay out of, to be outside of the grants met so far.
struct Bounds {
  std::array<Patterns, kAxes> left_out;
  std::vector<Requirement> requirements;
};

class Search {
 public:
  Search(const RequestRegion& region, Certainty certainty, std::size_t& steps)
      : region_(region), certainty_(certainty), steps_(steps) {}

  std::optional<Witness> run() {
    Condition condition;
    for (const Grant* grant : region_.within)
      condition = both_conditions(condition, grant->condition);
    if (condition.kind == ConditionKind::always) return descend({});
    if (condition.kind != ConditionKind::any_of) return std::nullopt;
    for (const auto& conjuncts : condition.any_of) {
      Bounds bounds;
      for (const Conjunct& conjunct : conjuncts)
        bounds.requirements.push_back({&conjunct, Outcome::holds});
      if (auto found = descend(bounds)) return found;
    }
    return std::nullopt;
  }

 private:
  std::optional<Witness> descend(const Bounds& bounds) {
    if (tries_ == 0 || steps_ == 0) return std::nullopt;
    --tries_;
    Witness request;
    for (std::size_t axis = 0; axis < kAxes; ++axis) {
      auto name = name_on(axis, bounds.left_out[axis]);
      if (!name) return std::nullopt;
      request.*kNames[axis] = std::move(*name);
    }
    auto keys = keys_for(bounds.requirements, steps_);
    if (!keys) return std::nullopt;
    request.keys = std::move(*keys);
    if (const Grant* met = conflict(request)) return leave(*met, bounds, request);
    return confirmed(std::move(request));
  }

  // Tries each way out of a grant that applies.
  std::optional<Witness> leave(const Grant& met, const Bounds& bounds, const Witness& request) {
    for (std::size_t axis = 0; axis < kAxes; ++axis) {
      const Pattern& pattern = met.*kPatterns[axis];
      if (pattern.kind == PatternKind::symbol || is_every_name(pattern)) continue;
      Bounds narrower = bounds;
      narrower.left_out[axis].push_back(&pattern);
      if (auto found = descend(narrower)) return found;
    }
    if (met.condition.kind != ConditionKind::any_of) return std::nullopt;
    for (const auto& conjuncts : met.condition.any_of) {
      if (condition_holds({ConditionKind::any_of, {conjuncts}, ""}, request.keys) == Truth::no)
        continue;
      for (const Conjunct& conjunct : conjuncts) {
        Bounds narrower = bounds;
        narrower.requirements.push_back({&conjunct, Outcome::fails});
        if (auto found = descend(narrower)) return found;
      }
      return std::nullopt;
    }
    return std::nullopt;
  }

  const Grant* conflict(const Witness& request) {
    for (const Grant* grant : region_.outside)
      if (applies(*grant, request) != Truth::no) return grant;
    const Truth least = certainty_ == Certainty::proven ? Truth::perhaps : Truth::yes;
    for (const Grant* grant : region_.not_allowed)
      if (applies(*grant, request) >= least)
        return any_applies(region_.denied, request) == Truth::yes ? nullptr : grant;
    return nullptr;
  }

  std::optional<Witness> confirmed(Witness request) {
    for (const Grant* grant : region_.within)
      if (grant_applies(*grant, request) != Truth::yes) return std::nullopt;
    if (any_applies(region_.denied, request) == Truth::yes) return request;
    for (const Grant* grant : region_.not_allowed)
      if (grant_applies(*grant, request) == Truth::perhaps)
        request.assumes.push_back(concat("`", words_for(grant->action), "` on `",
                                         words_for(grant->resource),
                                         "` of before does not already allow it"));
    if (request.assumes.size() > kMaxAssumptions) return std::nullopt;
    return request;
  }

  Truth applies(const Grant& grant, const Witness& request) {
    steps_ -= std::min<std::size_t>(steps_, 1);
    return grant_applies(grant, request);
  }

  // A name that every grant of `within` has on the axis and none of `left_out` has.
  std::optional<std::string> name_on(std::size_t axis, const Patterns& left_out) {
    Patterns within;
    for (const Grant* grant : region_.within) within.push_back(&(grant->*kPatterns[axis]));
    const auto suits = [&](const std::string& name) {
      const auto has = [&](const Pattern* p) { return name_matches(*p, name) == Truth::yes; };
      const auto lacks = [&](const Pattern* p) { return name_matches(*p, name) == Truth::no; };
      return std::all_of(within.begin(), within.end(), has) &&
             std::all_of(left_out.begin(), left_out.end(), lacks);
    };
    const Grant& first = *region_.within.front();
    for (const std::string& name : usual_names(first.kind, kPatterns[axis]))
      if (suits(name)) return name;
    for (const Pattern* pattern : within)
      for (const std::string& value : pattern->values) {
        if (pattern->kind == PatternKind::complement) break;
        steps_ -= std::min<std::size_t>(steps_, 1);
        for (std::string& name : pattern->kind == PatternKind::literal
                                     ? std::vector<std::string>{value}
                                     : example_names(value))
          if (suits(name)) return std::move(name);
      }
    for (const std::string& word : example_words())
      if (suits(word)) return word;
    return by_automaton(within, left_out, suits);
  }

  template <class Test>
  std::optional<std::string> by_automaton(const Patterns& within, const Patterns& left_out,
                                          const Test& suits) {
    const auto is_text = [](const Pattern* p) { return p->kind == PatternKind::literal; };
    if (std::any_of(within.begin(), within.end(), is_text)) return std::nullopt;
    std::vector<GlobLanguage> in, out;
    for (const Pattern* pattern : within) {
      if (pattern->kind == PatternKind::symbol) return std::nullopt;
      in.push_back(language_of(*pattern));
    }
    for (const Pattern* pattern : left_out) out.push_back(language_of(*pattern));
    std::size_t walk = std::min(steps_, kMaxWalk);
    steps_ -= walk;
    auto name = shortest_text(in, out, walk);
    steps_ += walk;
    if (name && !suits(*name)) return std::nullopt;
    return name;
  }

  const RequestRegion& region_;
  const Certainty certainty_;
  std::size_t& steps_;
  std::size_t tries_ = kMaxTries;
};

}  // namespace

std::optional<Witness> find_request(const RequestRegion& region, Certainty certainty,
                                    std::size_t& steps) {
  return Search(region, certainty, steps).run();
}

}  // namespace foureyes
