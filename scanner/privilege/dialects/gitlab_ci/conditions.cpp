// When a job starts: `rules` (the first one that matches decides), `only` and `except`, `when`,
// `allow_failure`.
#include <algorithm>

#include "base/text.h"
#include "privilege/dialects/gitlab_ci/expression.h"
#include "privilege/dialects/gitlab_ci/job_site.h"
#include "privilege/normal_form.h"

namespace foureyes::gitlab_ci {
namespace {

enum class Start { never, by_hand, by_itself };

Start start_of(std::string_view when) {
  if (when == "never") return Start::never;
  return when == "manual" ? Start::by_hand : Start::by_itself;
}

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
  complete(out.disjuncts);
  bind_variables(site, out.disjuncts);
  return out;
}

struct StartGrant {
  Start start = Start::by_itself;
  RuleCondition when;
  std::vector<std::string> unless;  // earlier rules that decide otherwise
  JobPlace place;
};

void add_start(JobSite& site, const StartGrant& start) {
  Grant& grant = add_grant(site, "trigger", start.place);
  grant.group = "start";
  grant.action = start.start == Start::by_hand ? Pattern::literal("start by hand")
                                               : Pattern::set({"start", "start by hand"});
  grant.resource = Pattern::literal(site.key);
  grant.condition.kind = ConditionKind::any_of;
  grant.condition.any_of = start.when.disjuncts;
  for (auto& disjunct : grant.condition.any_of)
    for (const std::string& text : start.unless)
      disjunct.push_back({concat("case ", text), "equals", {}, MissingKey::is_true});
  const bool always = std::all_of(grant.condition.any_of.begin(), grant.condition.any_of.end(),
                                  [](const auto& disjunct) { return disjunct.empty(); });
  if (always) grant.condition = {};
  grant.unknown = start.when.unknown;
  if (grant.unknown) {
    grant.condition.kind = ConditionKind::unknown;
    grant.condition.any_of.clear();
    grant.condition.text = concat(start.when.words, " unless ", join(start.unless, "; "));
  }
  const std::string how = start.start == Start::by_hand ? "start by hand" : "start by itself";
  grant.brief_words =
      concat(how, start.when.words.empty() ? "" : concat(" when ", start.when.words),
             start.unless.empty() ? "" : " (unless an earlier rule decides)");
  grant.action_words = grant.brief_words;
}

void flatten(const DocumentNode& rules, std::vector<const DocumentNode*>& out, int depth = 0) {
  for (const DocumentNode& rule : rules.items) {
    if (rule.is_sequence() && depth < 10)
      flatten(rule, out, depth + 1);
    else
      out.push_back(&rule);
  }
}

// What a rule decides, as a name.
std::string case_of(const RuleCondition& when) {
  if (when.unknown) return concat("expression ", when.unknown->digest);
  return words_for(Condition{ConditionKind::any_of, when.disjuncts, ""});
}

// An earlier rule that starts less takes its cases away from a later one.
void add_rules(JobSite& site, const DocumentNode& rules, const std::string& route,
               std::string_view job_when) {
  std::vector<const DocumentNode*> list;
  flatten(rules, list);
  std::vector<std::pair<Start, std::string>> earlier;
  for (const DocumentNode* rule : list) {
    StartGrant start;
    start.start = start_of(rule->find_string("when").value_or(std::string(job_when)));
    start.when = condition_of(site, *rule);
    start.place = {route, rule->line};
    for (const auto& [other, text] : earlier)
      if (other < start.start) start.unless.push_back(text);
    DocumentNode condition = *rule;
    std::erase_if(condition.members, [](const DocumentMember& member) {
      return member.first.text != "if" && member.first.text != "changes" &&
             member.first.text != "exists";
    });
    earlier.emplace_back(start.start, case_of(start.when));
    if (start.start != Start::never) add_start(site, start);
    if (condition.members.empty()) return;  // the rules after it never count
  }
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

void add_only(JobSite& site, Start start) {
  const DocumentNode* only = site.job.node.find("only");
  const DocumentNode* except = site.job.node.find("except");
  StartGrant grant;
  grant.start = start;
  grant.place = {only ? "only" : "", only ? only->line : 1};
  const DocumentNode* refs = only && only->is_mapping() ? only->find("refs") : only;
  std::vector<std::string> names = strings_of(refs);
  if (!refs) names = {"branches", "tags"};
  std::sort(names.begin(), names.end());
  grant.when.disjuncts.clear();
  for (const std::string& name : names) grant.when.disjuncts.push_back(ref_condition(name));
  grant.when.words = join(names, ", ");
  if (only && only->is_mapping()) narrow_by_map(*only, grant.when);
  complete(grant.when.disjuncts);
  if (except) {
    if (except->is_mapping())
      grant.unless.push_back(concat("except ", normal_digest(*except)));
    else
      for (const std::string& name : strings_of(except))
        grant.unless.push_back(concat("except ", name));
  }
  if (!names.empty()) add_start(site, grant);
}

void add_gate(JobSite& site, const std::string& group, std::uint32_t line,
              const std::string& words) {
  Grant& guard = add_grant(site, "guard", {group, line});
  guard.effect = Effect::guard;
  guard.group = group;
  guard.action = Pattern::literal("stop the pipeline");
  guard.resource = Pattern::literal(group);
  guard.action_words = words;
  guard.brief_words = words;
}

// A failure of the job, or nobody starting it, stops what comes later.
void add_gates(JobSite& site, bool by_hand) {
  const DocumentNode* node = site.job.node.find("allow_failure");
  const bool has_rules = site.job.node.find("rules") != nullptr;
  const bool tolerated = node ? node->text != "false" : by_hand && !has_rules;
  const std::uint32_t line = node ? node->line : 1;
  if (!tolerated) add_gate(site, "failure", line, "that its failure stops the pipeline");
  if (node && node->is_mapping()) {
    Grant& guard = add_grant(site, "guard", {"allow_failure", line});
    guard.effect = Effect::guard;
    guard.group = "failure";
    guard.action = Pattern::literal("stop the pipeline");
    guard.resource = Pattern::complement(strings_of(node->find("exit_codes")));
    guard.action_words = "that its failure stops the pipeline, but for some exit codes";
    guard.brief_words = "stops it but for some exit codes";
  }
  if (const DocumentNode* rules = site.job.node.find("rules")) {
    std::vector<const DocumentNode*> list;
    flatten(*rules, list);
    for (const DocumentNode* rule : list)
      if (const DocumentNode* failure = rule->find("allow_failure");
          failure && failure->text != "false") {
        Grant& grant = add_grant(site, "trigger", {"rules.allow_failure", failure->line});
        grant.group = "failure";
        grant.action = Pattern::literal("let the pipeline pass without it");
        grant.resource = Pattern::literal(concat(site.key, " #", normal_digest(*rule)));
        grant.action_words = "fail, or not be started, and let the pipeline go on";
        grant.brief_words = grant.action_words;
      }
  }
  if (by_hand && !tolerated) add_gate(site, "when", 1, "that somebody must start it");
}

}  // namespace

void add_starts(JobSite& site) {
  const std::string when = site.job.node.find_string("when").value_or("on_success");
  if (const DocumentNode* rules = site.job.node.find("rules"))
    add_rules(site, *rules, "rules", when);
  else if (start_of(when) != Start::never)
    add_only(site, start_of(when));
  add_gates(site, start_of(when) == Start::by_hand);
}

void add_pipeline_starts(JobSite& site) {
  const DocumentNode* workflow = site.pipeline.root.find("workflow");
  const DocumentNode* rules = workflow ? workflow->find("rules") : nullptr;
  if (rules) return add_rules(site, *rules, "workflow.rules", "always");
  StartGrant start;
  start.place = {"workflow", 1};
  add_start(site, start);
}

}  // namespace foureyes::gitlab_ci
