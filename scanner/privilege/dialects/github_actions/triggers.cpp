#include "privilege/dialects/github_actions/triggers.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace foureyes::github_actions {
namespace {

struct EventRow {
  std::string_view event;
  Starter starter;
  std::string_view words;
};

constexpr std::array kEvents = {
    EventRow{"pull_request_target", Starter::outsiders, "anyone who can open a pull request"},
    EventRow{"workflow_run", Starter::outsiders, "anyone who can start the workflow it follows"},
    EventRow{"issue_comment", Starter::outsiders, "anyone who can comment"},
    EventRow{"issues", Starter::outsiders, "anyone who can open an issue"},
    EventRow{"discussion", Starter::outsiders, "anyone who can open a discussion"},
    EventRow{"discussion_comment", Starter::outsiders, "anyone who can comment on a discussion"},
    EventRow{"fork", Starter::outsiders, "anyone who can fork"},
    EventRow{"watch", Starter::outsiders, "anyone who can star the repository"},
    EventRow{"gollum", Starter::outsiders, "anyone who can edit the wiki"},
    EventRow{"push", Starter::insiders, "anyone who can push"},
    EventRow{"pull_request", Starter::insiders,
             "anyone who can open a pull request (from a fork: without secrets)"},
    EventRow{"workflow_dispatch", Starter::insiders, "anyone with write access"},
    EventRow{"repository_dispatch", Starter::insiders, "any token with write access"},
    EventRow{"schedule", Starter::insiders, "the clock"},
    EventRow{"workflow_call", Starter::insiders, "any workflow that may call it"},
};

// `types` that an event has when none are written.
std::vector<std::string> default_types(std::string_view event) {
  if (event == "pull_request" || event == "pull_request_target")
    return {"opened", "reopened", "synchronize"};
  return {};
}

std::vector<std::string> texts_of(const DocumentNode* node) {
  std::vector<std::string> out;
  if (!node || node->is_null()) return out;
  if (!node->is_sequence()) return {node->text};
  for (const DocumentNode& item : node->items) out.push_back(item.text);
  return out;
}

// Ref filters with ?, + or [] have a meaning of their own: equal only to themselves.
bool is_plain_filter(const std::string& value) {
  return value.find_first_of("?+[]\\") == std::string::npos;
}

void add_values(std::vector<Conjunct>& out, std::string key, std::string family,
                std::vector<std::string> values) {
  if (!std::all_of(values.begin(), values.end(), is_plain_filter)) family += "-extended";
  std::sort(values.begin(), values.end());
  out.push_back({std::move(key), std::move(family), std::move(values), MissingKey::is_false});
}

// One list of filters. A pattern that starts with ! takes away from those before it.
std::vector<Conjunct> filter(std::string_view kind, const std::vector<std::string>& values) {
  std::vector<std::string> positive, negative;
  bool positive_after_negative = false;
  for (const std::string& value : values) {
    if (value.starts_with('!')) {
      negative.push_back(concat("refs/", kind, "/", value.substr(1)));
    } else {
      positive_after_negative = positive_after_negative || !negative.empty();
      positive.push_back(concat("refs/", kind, "/", value));
    }
  }
  std::vector<Conjunct> out;
  if (positive_after_negative) {  // order matters: only the same list is the same
    out.push_back({"ref", "ordered-filter", values, MissingKey::is_false});
    return out;
  }
  add_values(out, "ref", "ref-glob", positive);
  if (!negative.empty()) add_values(out, "ref", "not-ref-glob", negative);
  return out;
}

// The refs of an event: branches or tags, whichever are written; all when neither is.
Condition ref_condition(const DocumentNode& options) {
  Condition condition;
  for (const auto& [kind, key] : {std::pair{"heads", "branches"}, std::pair{"tags", "tags"}}) {
    if (const auto* values = options.find(key))
      condition.any_of.push_back(filter(kind, texts_of(values)));
    if (const auto* values = options.find(concat(key, "-ignore"))) {
      std::vector<Conjunct> out;
      std::vector<std::string> refs;
      for (const std::string& value : texts_of(values))
        refs.push_back(concat("refs/", kind, "/", value));
      add_values(out, "ref", "ref-glob", {concat("refs/", kind, "/**")});
      add_values(out, "ref", "not-ref-glob", refs);
      condition.any_of.push_back(std::move(out));
    }
  }
  if (!condition.any_of.empty()) condition.kind = ConditionKind::any_of;
  return condition;
}

void add_to_all(Condition& condition, Conjunct conjunct) {
  if (condition.kind == ConditionKind::always) {
    condition.kind = ConditionKind::any_of;
    condition.any_of = {{}};
  }
  for (auto& conjuncts : condition.any_of) conjuncts.push_back(conjunct);
}

Condition condition_of(const std::string& event, const DocumentNode* options) {
  Condition condition;
  if (options && options->is_mapping()) condition = ref_condition(*options);
  std::vector<std::string> types = texts_of(options ? options->find("types") : nullptr);
  if (types.empty()) types = default_types(event);
  if (!types.empty()) {
    std::sort(types.begin(), types.end());
    add_to_all(condition, {"activity", "equals", types, MissingKey::is_false});
  }
  if (event == "workflow_run" && options) {
    std::vector<std::string> workflows = texts_of(options->find("workflows"));
    std::sort(workflows.begin(), workflows.end());
    add_to_all(condition, {"workflow", "equals", workflows, MissingKey::is_false});
  }
  return condition;
}

Trigger trigger(const DocumentNode& event, const DocumentNode* options) {
  Trigger out;
  out.event = event.text;
  out.line = event.line;
  out.condition = condition_of(event.text, options);
  for (const EventRow& row : kEvents)
    if (row.event == event.text) out.starter = row.starter;
  return out;
}

}  // namespace

std::vector<Trigger> read_triggers(const DocumentNode& workflow) {
  std::vector<Trigger> out;
  const DocumentNode* on = workflow.find("on");
  if (!on) on = workflow.find("true");  // a YAML 1.1 writer's `on`
  if (!on) return out;
  if (on->is_mapping()) {
    for (const auto& [event, options] : on->members) out.push_back(trigger(event, &options));
  } else if (on->is_sequence()) {
    for (const DocumentNode& event : on->items) out.push_back(trigger(event, nullptr));
  } else {
    out.push_back(trigger(*on, nullptr));
  }
  return out;
}

bool started_by_outsiders(const std::vector<Trigger>& triggers) {
  return std::any_of(triggers.begin(), triggers.end(),
                     [](const Trigger& t) { return t.starter == Starter::outsiders; });
}

bool has_event(const std::vector<Trigger>& triggers, std::string_view event) {
  return std::any_of(triggers.begin(), triggers.end(),
                     [&](const Trigger& t) { return t.event == event; });
}

std::string filter_words(const Trigger& trigger) {
  std::vector<std::string> alternatives;
  for (const auto& conjuncts : trigger.condition.any_of) {
    std::vector<std::string> parts;
    for (const Conjunct& part : conjuncts) {
      if (part.key == "activity" && part.values == default_types(trigger.event)) continue;
      const bool negated = part.operator_family.starts_with("not-");
      const std::string_view key = part.key == "ref"        ? "on"
                                   : part.key == "activity" ? "types"
                                                            : "after";
      parts.push_back(concat(negated ? "not " : "", key, " ", join(part.values, ", ")));
    }
    if (!parts.empty()) alternatives.push_back(join(parts, ", "));
  }
  return join(alternatives, "; or ");
}

std::string_view starter_words(std::string_view event) {
  for (const EventRow& row : kEvents)
    if (row.event == event) return row.words;
  return "whoever causes the event";
}

}  // namespace foureyes::github_actions
