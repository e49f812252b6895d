#include "privilege/dialects/gitlab_ci/start_cases.h"

#include <algorithm>

#include "base/text.h"
#include "privilege/dialects/gitlab_ci/expression.h"
#include "privilege/dialects/gitlab_ci/job_site.h"
#include "privilege/normal_form.h"

namespace foureyes::gitlab_ci {
namespace {

Conjunct conjunct(std::string key, std::vector<std::string> values) {
  return {std::move(key), "equals", std::move(values), MissingKey::is_false};
}

// Names that the files define mean what they define.
void bind_variables(const JobSite& site, Disjuncts& disjuncts) {
  for (auto& disjunct : disjuncts)
    for (Conjunct& c : disjunct)
      if (const std::string* value = variable(site, c.key))
        c.key += concat(" (default ", *value, ")");
}

// One rule's condition; `unknown` when an expression cannot be read.
struct RuleCondition {
  Disjuncts disjuncts = {{}};
  std::optional<Conjunct> only_test;  // all that it asks for, where that is one comparison
  std::string words;
  std::optional<Unknown> unknown;
};

void narrow_by_files(const DocumentNode& rule, std::string_view key, RuleCondition& out) {
  const DocumentNode* node = rule.find(key);
  if (!node) return;
  std::vector<std::string> paths = strings_of(node->is_mapping() ? node->find("paths") : node);
  std::sort(paths.begin(), paths.end());
  if (const auto compare = node->find_string("compare_to"))
    for (std::string& path : paths) path += concat(" against ", *compare);
  for (auto& disjunct : out.disjuncts) disjunct.push_back(conjunct(concat("some of ", key), paths));
  out.words += concat(out.words.empty() ? "" : " and ", key, " ", join(paths, ", "));
}

RuleCondition condition_of(const JobSite& site, const DocumentNode& rule) {
  RuleCondition out;
  if (const DocumentNode* expression = rule.find("if")) {
    out.words = concat("`", expression->text, "`");
    auto disjuncts = read_expression(expression->text);
    if (!disjuncts)
      out.unknown = Unknown{UnknownReason::expression, "an expression", normal_digest(*expression)};
    else
      out.disjuncts = std::move(*disjuncts);
  }
  narrow_by_files(rule, "changes", out);
  narrow_by_files(rule, "exists", out);
  Disjuncts asked = out.disjuncts;
  complete(out.disjuncts);
  bind_variables(site, out.disjuncts);
  bind_variables(site, asked);
  if (asked.size() == 1 && asked.front().size() == 1) out.only_test = asked.front().front();
  return out;
}

// An earlier rule that decides otherwise does not match: what that means for the keys where it is
// one comparison, else only its name.
Conjunct negation_of(const RuleCondition& when, std::string name) {
  // Of a key with many values, "another value" is not "none of these".
  const bool is_told =
      when.only_test && !when.unknown && !when.only_test->key.starts_with("some of ");
  const bool equals = is_told && when.only_test->operator_family == "equals";
  if (!equals && !(is_told && when.only_test->operator_family == "not-equals"))
    return {std::move(name), std::string(kUnless), {}, MissingKey::is_true};
  Conjunct out = *when.only_test;
  out.operator_family = equals ? "not-equals" : "equals";
  out.missing = out.missing == MissingKey::is_true ? MissingKey::is_false : MissingKey::is_true;
  return out;
}

bool includes(Start more, Start less) {
  const std::vector<std::string> wide = ways_of(more), narrow = ways_of(less);
  return std::all_of(narrow.begin(), narrow.end(), [&](const std::string& way) {
    return std::find(wide.begin(), wide.end(), way) != wide.end();
  });
}

// `unless`: earlier rules that decide otherwise.
void set_condition(StartCase& out, const RuleCondition& when, const std::vector<Conjunct>& unless) {
  out.words = concat(when.words.empty() ? "" : concat(" when ", when.words),
                     unless.empty() ? "" : " (unless an earlier rule decides)");
  out.unknown = when.unknown;
  if (when.unknown) {
    out.condition.kind = ConditionKind::unknown;
    const Condition rest{ConditionKind::any_of, {unless}, ""};
    out.condition.text = concat(when.words, unless.empty() ? "" : " and ", words_for(rest));
    return;
  }
  out.condition.any_of = when.disjuncts;
  for (auto& disjunct : out.condition.any_of)
    disjunct.insert(disjunct.end(), unless.begin(), unless.end());
  const bool always = std::all_of(out.condition.any_of.begin(), out.condition.any_of.end(),
                                  [](const auto& disjunct) { return disjunct.empty(); });
  if (always)
    out.condition.any_of.clear();
  else
    out.condition.kind = ConditionKind::any_of;
}

// Rules may hold lists of rules, which count as if they were written out.
void flatten(const DocumentNode& rules, std::vector<const DocumentNode*>& out, int depth = 0) {
  for (const DocumentNode& rule : rules.items) {
    if (rule.is_sequence() && depth < 10)
      flatten(rule, out, depth + 1);
    else
      out.push_back(&rule);
  }
}

Failure said_by(const DocumentNode* allow_failure, Failure otherwise) {
  if (!allow_failure || allow_failure->is_null()) return otherwise;
  return allow_failure->text == "false" ? Failure::stops : Failure::is_tolerated;
}

bool always_matches(const DocumentNode& rule) {
  return !rule.find("if") && !rule.find("changes") && !rule.find("exists");
}

// What a rule decides, as a name.
std::string case_of(const RuleCondition& when) {
  if (when.unknown) return concat("expression ", when.unknown->digest);
  return words_for(Condition{ConditionKind::any_of, when.disjuncts, ""});
}

// "main", "tags", "/^release/": what `only` and `except` name.
std::vector<Conjunct> ref_condition(const std::string& ref) {
  if (ref == "branches" || ref == "tags" || ref == "merge_requests")
    return {conjunct("pipeline", {ref})};
  for (std::string_view source : {"api", "chat", "external", "external_pull_requests", "pipelines",
                                  "pushes", "schedules", "triggers", "web"})
    if (ref == source) return {conjunct("source", {ref})};
  const bool pattern = ref.starts_with('/');
  return {{"ref", pattern ? "matches" : "equals", {ref}, MissingKey::is_false},
          conjunct("pipeline", {"branches", "tags"})};
}

void narrow_by_map(const DocumentNode& only, RuleCondition& out) {
  for (const auto& [key, value] : only.members) {
    if (key.text == "refs") continue;
    for (auto& disjunct : out.disjuncts)
      disjunct.push_back(conjunct(concat("some of only ", key.text), {normal_digest(value)}));
    out.words += concat(out.words.empty() ? "" : " and ", key.text, " of `only`");
  }
}

StartCase only_case(const JobSite& site, const DocumentNode* only, const DocumentNode* except,
                    const std::vector<std::string>& names) {
  RuleCondition when;
  when.disjuncts.clear();
  for (const std::string& name : names) when.disjuncts.push_back(ref_condition(name));
  when.words = join(names, ", ");
  if (only && only->is_mapping()) narrow_by_map(*only, when);
  complete(when.disjuncts);
  std::vector<Conjunct> unless;
  if (except && except->is_mapping())
    unless.push_back(negation_of({}, concat("except ", normal_digest(*except))));
  else
    for (const std::string& name : strings_of(except))
      unless.push_back(negation_of({}, concat("except ", name)));
  StartCase out;
  out.failure = failure_of(site.job.node);
  out.place = {only ? "only" : "", only ? only->line : 1};
  set_condition(out, when, unless);
  return out;
}

std::vector<StartCase> only_cases(const JobSite& site, Start start) {
  const DocumentNode* only = site.job.node.find("only");
  const DocumentNode* refs = only && only->is_mapping() ? only->find("refs") : only;
  std::vector<std::string> names = strings_of(refs);
  if (!refs) names = {"branches", "tags"};
  std::sort(names.begin(), names.end());
  if (names.empty()) return {};
  StartCase out = only_case(site, only, site.job.node.find("except"), names);
  out.start = start;
  return {out};
}

}  // namespace

Start start_of(std::string_view when) {
  if (when == "never") return Start::never;
  if (when == "manual") return Start::by_hand;
  if (when == "on_failure") return Start::after_failure;
  return when == "always" ? Start::whatever_failed : Start::by_itself;
}

std::vector<std::string> ways_of(Start start) {
  switch (start) {
    case Start::never:
      return {};
    case Start::by_hand:
      return {"start by hand"};
    case Start::by_itself:
      return {"start", "start by hand"};
    case Start::after_failure:
      return {"start after a failure", "start by hand"};
    case Start::whatever_failed:
      return {"start", "start after a failure", "start by hand"};
  }
  return {};
}

std::string_view words_for(Start start) {
  switch (start) {
    case Start::by_hand:
      return "start by hand";
    case Start::after_failure:
      return "start by itself after a failure";
    case Start::whatever_failed:
      return "start by itself even after a failure";
    default:
      return "start by itself";
  }
}

Failure failure_of(const DocumentNode& job) {
  const bool by_hand = start_of(job.find_string("when").value_or("")) == Start::by_hand;
  // A manual job stops nothing unless it says so; a manual rule does.
  const Failure otherwise = by_hand && !job.find("rules") ? Failure::is_tolerated : Failure::stops;
  return said_by(job.find("allow_failure"), otherwise);
}

std::vector<StartCase> rule_cases(const JobSite& site, const DocumentNode& rules,
                                  const std::string& route, std::string_view when) {
  std::vector<const DocumentNode*> list;
  flatten(rules, list);
  std::vector<StartCase> out;
  std::vector<std::pair<Start, Conjunct>> earlier;  // what each leaves over
  for (const DocumentNode* rule : list) {
    StartCase start;
    start.start = start_of(rule->find_string("when").value_or(std::string(when)));
    start.failure = said_by(rule->find("allow_failure"), failure_of(site.job.node));
    start.place = {route, rule->line};
    start.rule = rule;
    const RuleCondition condition = condition_of(site, *rule);
    // A rule that starts less takes its cases away from a later one.
    std::vector<Conjunct> unless;
    for (const auto& [other, rest] : earlier)
      if (!includes(other, start.start)) unless.push_back(rest);
    set_condition(start, condition, unless);
    earlier.emplace_back(start.start, negation_of(condition, case_of(condition)));
    if (start.start != Start::never) out.push_back(std::move(start));
    if (always_matches(*rule)) break;  // the rules after it never count
  }
  return out;
}

std::vector<StartCase> start_cases(const JobSite& site) {
  const std::string when = site.job.node.find_string("when").value_or("on_success");
  if (const DocumentNode* rules = site.job.node.find("rules"))
    return rule_cases(site, *rules, "rules", when);
  const Start start = start_of(when);
  return start == Start::never ? std::vector<StartCase>() : only_cases(site, start);
}

}  // namespace foureyes::gitlab_ci
