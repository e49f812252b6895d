#include "privilege/dialects/github_actions/scope.h"

#include <algorithm>

#include "base/digest.h"
#include "base/text.h"
#include "privilege/dialects/github_actions/expressions.h"
#include "privilege/dialects/github_actions/library.h"

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

const DocumentNode* find_ignoring_case(const DocumentNode* node, std::string_view name) {
  if (!node) return nullptr;
  for (const auto& [key, value] : node->members)
    if (equals_ignoring_case(key.text, name)) return &value;
  return nullptr;
}

const DocumentNode* step_with_id(const DocumentNode& job, std::string_view id) {
  const DocumentNode* steps = job.find("steps");
  if (!steps) return nullptr;
  for (const DocumentNode& step : steps->items)
    if (const auto name = step.find_string("id"); name && equals_ignoring_case(*name, id))
      return &step;
  return nullptr;
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

void Scope::set_inputs(const DocumentNode* with, const Scope& caller,
                       const DocumentNode* declared) {
  if (declared)
    for (const auto& [name, input] : declared->members)
      if (const DocumentNode* value = input.find("default"); value && value->is_scalar())
        values_[concat("inputs.", to_lower(name.text))] = value->text;
  if (!with || !with->is_mapping()) return;
  for (const auto& [name, value] : with->members)
    if (value.is_scalar())
      values_[concat("inputs.", to_lower(name.text))] = caller.resolved(value.text);
}

const std::string* Scope::value_of(const std::string& context) const {
  const auto found = values_.find(context);
  return found == values_.end() ? nullptr : &found->second;
}

std::string Scope::resolved(std::string_view text) const {
  std::string out(text);
  for (int round = 0; round < kMaxIndirection; ++round) {
    std::string next;
    std::size_t copied = 0;
    for (std::string_view expression : expressions_in(out)) {
      const std::string* value = value_of(to_lower(expression));
      if (!value || value->size() + out.size() > kMaxValue) continue;
      const auto inside = static_cast<std::size_t>(expression.data() - out.data());
      const std::size_t begin = out.rfind("${{", inside);
      const std::size_t end = out.find("}}", inside + expression.size());
      if (end == std::string::npos || begin < copied) continue;
      next += concat(std::string_view(out).substr(copied, begin - copied), *value);
      copied = end + 2;
    }
    if (copied == 0) return out;
    next += out.substr(copied);
    if (next == out) return out;
    out = std::move(next);
  }
  return out;
}

std::vector<std::string> Scope::matrix_values(const std::string& name) const {
  const DocumentNode* strategy = job_.find("strategy");
  const DocumentNode* matrix = strategy ? strategy->find("matrix") : nullptr;
  if (!matrix || !matrix->is_mapping()) return {};
  std::vector<std::string> out;
  const auto add = [&](const DocumentNode& value) {
    if (!value.is_scalar() || has_expression(value.text)) return false;
    out.push_back(value.text);
    return true;
  };
  if (const DocumentNode* values = find_ignoring_case(matrix, name)) {
    if (!values->is_sequence()) return {};
    for (const DocumentNode& value : values->items)
      if (!add(value)) return {};
  }
  if (const DocumentNode* more = matrix->find("include")) {
    if (!more->is_sequence()) return {};
    for (const DocumentNode& row : more->items)
      if (const DocumentNode* value = find_ignoring_case(&row, name); value && !add(*value))
        return {};
  }
  return out;
}

Pattern Scope::pattern_for(std::string_view text) const {
  const std::string value(trim(resolved(text)));
  if (!has_expression(value)) return Pattern::literal(value);
  const std::string whole = to_lower(whole_expression(value));
  if (whole.starts_with("matrix.") && whole.find_first_of(" ([|&") == std::string::npos) {
    auto values = matrix_values(whole.substr(7));
    if (values.size() == 1) return Pattern::literal(values.front());
    if (!values.empty()) return Pattern::set(std::move(values));
  }
  return Pattern::symbol(value, definitions_of(value));
}

std::string Scope::definition_of(const std::string& context) const {
  if (const std::string* value = value_of(context)) return *value;
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

void Scope::reach(std::string_view text, std::set<std::string>& out, int depth) const {
  for (std::string_view expression : expressions_in(text))
    for (const std::string& context : contexts_in(expression)) {
      if (!out.insert(context).second || depth >= kMaxIndirection) continue;
      if (const std::string* value = value_of(context)) reach(*value, out, depth + 1);
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
