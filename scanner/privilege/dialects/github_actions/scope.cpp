#include "privilege/dialects/github_actions/scope.h"

#include <algorithm>
#include <functional>

#include "base/digest.h"
#include "base/text.h"
#include "privilege/dialects/github_actions/expressions.h"
#include "privilege/dialects/github_actions/library.h"
#include "privilege/dialects/github_actions/matrix.h"

namespace foureyes::github_actions {
namespace {

constexpr int kMaxIndirection = 6;
constexpr std::size_t kMaxValue = 4096;

// The part of a context between the first two dots: "steps.login.outputs.x" -> "login".
std::string second_part(const std::string& context) {
  const std::size_t begin = context.find('.');
  if (begin == std::string::npos) return "";
  return context.substr(begin + 1, context.find('.', begin + 1) - begin - 1);
}

const DocumentNode* step_with_id(const DocumentNode& job, std::string_view id) {
  const DocumentNode* steps = job.find("steps");
  if (!steps) return nullptr;
  for (const DocumentNode& step : steps->items)
    if (const auto name = step.find_string("id"); name && equals_ignoring_case(*name, id))
      return &step;
  return nullptr;
}

// A context that another job, workflow or action has too, with other values.
bool belongs_to_its_place(const std::string& context) {
  for (std::string_view name : {"matrix", "strategy", "needs", "steps", "job", "inputs", "env"})
    if (context.substr(0, context.find('.')) == name) return true;
  return context.starts_with("github.event.inputs");
}

std::string with_values(std::string_view text,
                        const std::function<const std::string*(const std::string&)>& value_of) {
  std::string out;
  std::size_t copied = 0;
  for (std::string_view expression : expressions_in(text)) {
    const std::string* value = value_of(to_lower(expression));
    if (!value || value->size() + text.size() > kMaxValue) continue;
    const auto inside = static_cast<std::size_t>(expression.data() - text.data());
    const std::size_t begin = text.rfind("${{", inside);
    const std::size_t end = text.find("}}", inside + expression.size());
    if (end == std::string_view::npos || begin < copied) continue;
    out += concat(text.substr(copied, begin - copied), *value);
    copied = end + 2;
  }
  return out.append(text.substr(copied));
}

}  // namespace

Scope::Scope(const DocumentNode& workflow, const DocumentNode& job)
    : workflow_(workflow), job_(job) {
  enter_env(workflow.find("env"));
  enter_env(job.find("env"));
}

void Scope::enter_env(const DocumentNode* env) {
  if (!env || !env->is_mapping()) return;
  for (const auto& [name, value] : env->members)
    if (value.is_scalar()) values_[concat("env.", to_lower(name.text))] = value.text;
}

void Scope::give(const std::string& name, const std::string& text, const Scope& caller) {
  std::set<std::string> contexts = caller.reachable_contexts(text);
  values_.erase(name);
  if (std::any_of(contexts.begin(), contexts.end(), belongs_to_its_place))
    given_[name] = {caller.resolved(text), caller.pattern_for(text),
                    sha256(concat(text, "\n", caller.definitions_of(text))).hex(),
                    std::move(contexts)};
  else
    values_[name] = text;
}

void Scope::set_inputs(const DocumentNode* with, const Scope& caller,
                       const DocumentNode* declared) {
  given_.clear();
  std::erase_if(values_, [](const auto& item) { return item.first.starts_with("inputs."); });
  if (declared)
    for (const auto& [name, input] : declared->members)
      if (const DocumentNode* value = input.find("default"); value && value->is_scalar())
        values_[concat("inputs.", to_lower(name.text))] = value->text;
  if (!with || !with->is_mapping()) return;
  for (const auto& [name, value] : with->members)
    if (value.is_scalar())
      give(concat("inputs.", to_lower(name.text)), caller.with_own_values(value.text), caller);
}

const std::string* Scope::value_of(const std::string& context) const {
  const auto found = values_.find(context);
  return found == values_.end() ? nullptr : &found->second;
}

std::string Scope::with_own_values(std::string_view text) const {
  std::string out(text);
  for (int round = 0; round < kMaxIndirection; ++round) {
    std::string next =
        with_values(out, [this](const std::string& context) { return value_of(context); });
    if (next == out) break;
    out = std::move(next);
  }
  return out;
}

// What the caller gave stays as the caller wrote it: its expressions have no meaning here.
std::string Scope::resolved(std::string_view text) const {
  return with_values(with_own_values(text), [this](const std::string& context) {
    const auto found = given_.find(context);
    return found == given_.end() ? nullptr : &found->second.text;
  });
}

std::vector<std::string> Scope::choices_of(const std::string& context, Extent extent) const {
  if (const auto given = given_.find(context); given != given_.end())
    return given->second.pattern.kind == PatternKind::symbol ? std::vector<std::string>()
                                                             : given->second.pattern.values;
  if (!context.starts_with("matrix.") || context.find_first_of(" ([|&") != std::string::npos)
    return {};
  const std::string name = context.substr(7);
  auto values = matrix_values(job_, name);
  if (!values.empty() && extent == Extent::part && !every_row_has(job_, name)) return {};
  return values;
}

Pattern Scope::pattern_for(std::string_view text) const {
  const std::string value(trim(with_own_values(text)));
  const auto expressions = expressions_in(value);
  const Extent extent = whole_expression(value).empty() ? Extent::part : Extent::whole;
  std::vector<std::string> values = {value};
  for (std::string_view expression : expressions) {
    const auto choices = choices_of(to_lower(expression), extent);
    // Which values of two lists come together is not decided.
    if (choices.empty() || (values.size() > 1 && choices.size() > 1)) {
      values.clear();
      break;
    }
    std::vector<std::string> longer;
    for (const std::string& one : values)
      for (const std::string& choice : choices)
        longer.push_back(with_values(one, [&](const std::string& context) {
          return context == to_lower(expression) ? &choice : nullptr;
        }));
    values = std::move(longer);
  }
  if (values.empty() || has_expression(values.front()))
    return Pattern::symbol(resolved(value), definitions_of(value));
  return values.size() == 1 ? Pattern::literal(values.front()) : Pattern::set(std::move(values));
}

std::string Scope::definition_of(const std::string& context) const {
  if (const std::string* value = value_of(context)) return *value;
  if (const auto given = given_.find(context); given != given_.end())
    return given->second.definitions;
  const std::string name = second_part(context);
  if (context.starts_with("matrix")) {
    const DocumentNode* strategy = job_.find("strategy");
    return strategy ? normal_digest(*strategy) : "";
  }
  if (context.starts_with("inputs.") || context.starts_with("github.event.inputs")) {
    const DocumentNode* on = workflow_.find("on");
    return on ? normal_digest(*on) : "";
  }
  if (context.starts_with("needs.")) {
    const DocumentNode* job = find_ignoring_case(workflow_.find("jobs"), name);
    return job ? normal_digest(*job) : "";
  }
  if (context.starts_with("steps.")) {
    const DocumentNode* step = step_with_id(job_, name);
    return step ? normal_digest(*step) : "";
  }
  return "";
}

std::string Scope::definitions_of(std::string_view text) const {
  Sha256Builder digest;
  bool any = false;
  for (const std::string& context : reachable_contexts(text)) {
    const std::string definition = definition_of(context);
    if (definition.empty()) continue;
    any = true;
    digest.add(context).add(definition);
  }
  return any ? digest.finish().hex() : "";
}

std::string Scope::fact_of(const std::string& context) const {
  if (const std::string* value = value_of(context)) return *value;
  if (const auto given = given_.find(context); given != given_.end()) {
    const Pattern& pattern = given->second.pattern;
    if (pattern.kind != PatternKind::symbol) return join(pattern.values, "` or `");
    return given->second.text;
  }
  if (context.starts_with("matrix.")) return join(matrix_values(job_, context.substr(7)), "` or `");
  return "";
}

std::string Scope::facts_of(std::string_view expression) const {
  std::vector<std::string> facts;
  for (const std::string& context : contexts_in(expression))
    if (const std::string fact = fact_of(context); !fact.empty())
      facts.push_back(concat(context, " is `", fact, "`"));
  return join(facts, ", ");
}

void Scope::reach(std::string_view text, std::set<std::string>& out, int depth) const {
  for (std::string_view expression : expressions_in(text))
    for (const std::string& context : contexts_in(expression)) {
      if (!out.insert(context).second || depth >= kMaxIndirection) continue;
      if (const std::string* value = value_of(context)) reach(*value, out, depth + 1);
      if (const auto given = given_.find(context); given != given_.end())
        out.insert(given->second.contexts.begin(), given->second.contexts.end());
    }
}

std::set<std::string> Scope::reachable_contexts(std::string_view text) const {
  std::set<std::string> out;
  reach(text, out, 0);
  return out;
}

std::string Scope::outsider_text_in(std::string_view text) const {
  for (const std::string& context : reachable_contexts(text))
    if (outsider_writes(context)) return context;
  return "";
}

bool Scope::names_pull_request_head_in(std::string_view text) const {
  const auto contexts = reachable_contexts(text);
  return std::any_of(contexts.begin(), contexts.end(),
                     [](const std::string& c) { return names_pull_request_head(c); });
}

}  // namespace foureyes::github_actions
