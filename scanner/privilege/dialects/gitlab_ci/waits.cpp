#include "privilege/dialects/gitlab_ci/waits.h"

#include <algorithm>

#include "base/text.h"
#include "privilege/dialects/gitlab_ci/expression.h"

namespace foureyes::gitlab_ci {
namespace {

constexpr std::string_view kHoldings[] = {"environment", "id_tokens", "identity", "pages",
                                          "release",     "secrets",   "trigger"};

bool holds_something(const Job& job) {
  return job.name == "pages" ||
         std::any_of(std::begin(kHoldings), std::end(kHoldings),
                     [&](std::string_view key) { return job.node.find(key) != nullptr; });
}

bool is_undecided(const Condition& condition) {
  return condition.kind == ConditionKind::unknown || condition.kind == ConditionKind::symbol;
}

Condition undecided(const Condition& a, std::string_view joint, const Condition& b) {
  return {ConditionKind::unknown, {}, concat(words_for(a), joint, words_for(b))};
}

Condition either_of(const Condition& a, const Condition& b) {
  if (a.kind == ConditionKind::always) return a;
  if (b.kind == ConditionKind::always) return b;
  if (is_undecided(a) || is_undecided(b)) return undecided(a, " or ", b);
  Condition out = a;
  out.any_of.insert(out.any_of.end(), b.any_of.begin(), b.any_of.end());
  return out;
}

Condition both_conditions(const Condition& a, const Condition& b) {
  if (a.kind == ConditionKind::always) return b;
  if (b.kind == ConditionKind::always) return a;
  if (is_undecided(a) || is_undecided(b)) return undecided(a, " and ", b);
  const auto both = both_of(a.any_of, b.any_of);
  return both ? Condition{ConditionKind::any_of, *both, ""} : undecided(a, " and ", b);
}

void add_manual(std::optional<ManualStart>& out, const StartCase& start) {
  const bool by_default = start.place.route.empty();  // neither `rules` nor `only` say when
  const std::string words = by_default ? "" : start.words;
  if (!out) {
    out = ManualStart{start.condition, words};
    return;
  }
  out->condition = either_of(out->condition, start.condition);
  out->words += concat(" or", words);
}

// One way in which the job starts: with these needs, under this condition.
struct Variant {
  const DocumentNode* needs = nullptr;
  Condition condition;
};

// `needs` in a rule takes the place of the job's.
std::vector<Variant> variants_of(const JobSite& site) {
  const DocumentNode* needs = site.job.node.find("needs");
  std::vector<Variant> out;
  bool differ = false;
  for (const StartCase& start : start_cases(site)) {
    const DocumentNode* own = start.rule ? start.rule->find("needs") : nullptr;
    differ = differ || own;
    out.push_back({own ? own : needs, start.condition});
  }
  return differ ? out : std::vector<Variant>{{needs, {}}};
}

class WaitReader {
 public:
  WaitReader(const JobSite& site, JobOrder& order, const Holds& holds)
      : site_(site), order_(order), holds_(holds), checks_count_(holds_something(site.job)) {}

  void read(const Variant& variant, JobWaits& out) {
    if (order_.past_the_limit()) return;
    const Waits waits = order_.waits_of(site_.job, variant.needs);
    CheckWait checks{variant.condition, {}};
    const auto add = [&](const std::string& name, const Hold& hold,
                         const std::optional<ManualStart>& manual) {
      const std::string key = concat(site_.pipeline.path, "#", name);
      if (manual)
        out.gates.push_back(
            {key, both_conditions(variant.condition, manual->condition), manual->words});
      if (checks_count_ && (manual || hold.starts_by_itself)) checks.keys.insert(key);
    };
    const Hold elsewhere{ManualStart{{}, " if it is a manual job"}, std::nullopt, true};
    for (const std::string& name : waits.named) {
      const auto found = holds_.find(name);
      const Hold& hold = found == holds_.end() ? elsewhere : found->second;
      add(name, hold, hold.by_need);
    }
    for (const auto& [name, hold] : holds_)
      if (name != site_.job.name && (hold.by_stage || checks_count_) &&
          !waits.named.contains(name) && order_.is_before(name, waits.stages))
        add(name, hold, hold.by_stage);
    if (!checks.keys.empty()) out.checks.push_back(std::move(checks));
  }

 private:
  const JobSite& site_;
  JobOrder& order_;
  const Holds& holds_;
  bool checks_count_;
};

bool same_gate(const GateWait& a, const GateWait& b) {
  return a.key == b.key && a.condition == b.condition;
}

std::vector<GateWait> only_in(const std::vector<GateWait>& own,
                              const std::vector<GateWait>& other) {
  std::map<std::string_view, std::vector<const GateWait*>> others;
  for (const GateWait& gate : other) others[gate.key].push_back(&gate);
  std::vector<GateWait> out;
  for (const GateWait& gate : own) {
    const auto found = others.find(gate.key);
    const bool both = found != others.end() &&
                      std::any_of(found->second.begin(), found->second.end(),
                                  [&](const GateWait* item) { return same_gate(*item, gate); });
    if (!both) out.push_back(gate);
  }
  return out;
}

std::vector<CheckWait> only_in(const std::vector<CheckWait>& own,
                               const std::vector<CheckWait>& other, const GitlabFacts& other_side) {
  std::vector<CheckWait> out;
  for (CheckWait wait : own) {
    const auto same = std::find_if(other.begin(), other.end(), [&](const CheckWait& item) {
      return item.condition == wait.condition;
    });
    std::erase_if(wait.keys, [&](const std::string& key) {
      return !other_side.jobs.contains(key) || (same != other.end() && same->keys.contains(key));
    });
    if (!wait.keys.empty()) out.push_back(std::move(wait));
  }
  return out;
}

std::string name_in(const std::string& key) { return key.substr(key.find('#') + 1); }

Grant& add_wait(DialectFacts& facts, const std::string& key, const JobInfo& job,
                std::string_view action) {
  Grant& guard = facts.grants.emplace_back();
  guard.kind = "guard";
  guard.effect = Effect::guard;
  guard.group = "wait";
  guard.subject = Pattern::literal(key);
  guard.subject_words = job.words;
  guard.action = Pattern::literal(std::string(action));
  guard.source = job.source;
  return guard;
}

void add_gates(DialectFacts& facts, const std::string& key, const JobInfo& job) {
  for (const GateWait& gate : job.waits.gates) {
    Grant& guard = add_wait(facts, key, job, "wait for a start by hand");
    const std::string name = name_in(gate.key);
    guard.resource = Pattern::literal(gate.key);
    guard.condition = gate.condition;
    guard.action_words =
        concat("the wait for `", name, "`, which somebody must start", gate.words, ",");
    guard.brief_words = concat("`", name, "` by hand", gate.words);
  }
}

// What somebody must start is told once, by its gate.
void add_checks(DialectFacts& facts, const std::string& key, const JobInfo& job) {
  std::set<std::string> gates;
  for (const GateWait& gate : job.waits.gates) gates.insert(gate.key);
  for (const CheckWait& wait : job.waits.checks) {
    std::vector<std::string> names;
    for (const std::string& check : wait.keys)
      if (!gates.contains(check)) names.push_back(concat("`", name_in(check), "`"));
    Grant& guard = add_wait(facts, key, job, "wait for it to pass");
    guard.resource = Pattern::set({wait.keys.begin(), wait.keys.end()});
    guard.condition = wait.condition;
    if (names.empty()) continue;
    guard.brief_words = concat(join(names, ", "), " to pass");
    guard.action_words = concat("the wait for ", guard.brief_words);
  }
}

}  // namespace

Hold hold_of(const std::vector<StartCase>& cases) {
  Hold out;
  for (const StartCase& start : cases) {
    if (start.start != Start::by_hand) {
      out.starts_by_itself = true;
      continue;
    }
    add_manual(out.by_need, start);
    if (start.failure == Failure::stops) add_manual(out.by_stage, start);
  }
  return out;
}

JobWaits waits_of(const JobSite& site, JobOrder& order, const Holds& holds) {
  JobWaits out;
  WaitReader reader(site, order, holds);
  for (const Variant& variant : variants_of(site)) reader.read(variant, out);
  return out;
}

void keep_differences(GitlabFacts& base, GitlabFacts& head) {
  for (auto& [key, job] : base.jobs) {
    const auto found = head.jobs.find(key);
    if (found == head.jobs.end()) continue;
    JobWaits& before = job.waits;
    JobWaits& after = found->second.waits;
    const JobWaits lost{only_in(before.gates, after.gates),
                        only_in(before.checks, after.checks, head)};
    after = {only_in(after.gates, before.gates), only_in(after.checks, before.checks, base)};
    before = lost;
  }
}

std::set<std::string> awaited_checks(const GitlabFacts& facts, const GitlabFacts& other) {
  std::set<std::string> out;
  for (const auto& [key, job] : facts.jobs) {
    if (!other.jobs.contains(key)) continue;
    for (const CheckWait& wait : job.waits.checks)
      for (const std::string& check : wait.keys)
        if (!other.jobs.contains(check)) out.insert(check);
    for (const GateWait& gate : job.waits.gates) out.erase(gate.key);
  }
  return out;
}

void add_waits(GitlabFacts& facts) {
  for (const auto& [key, job] : facts.jobs) {
    add_gates(facts.facts, key, job);
    add_checks(facts.facts, key, job);
  }
}

}  // namespace foureyes::gitlab_ci
