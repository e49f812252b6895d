#include "privilege/dialects/github_actions/job_grants.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"
#include "privilege/dialects/github_actions/delegates.h"
#include "privilege/dialects/github_actions/expressions.h"

namespace foureyes::github_actions {
namespace {

// Conditions are compared as names, so their own wildcards must not act as ours.
std::string without_wildcards(std::string_view text) {
  return replace_all(replace_all(text, "*", "\u2217"), "?", "\uff1f");
}

// ubuntu-latest, windows-2022, macos-14-xlarge, ubuntu-24.04-arm
bool is_hosted(std::string_view label) {
  for (std::string_view system : {"ubuntu-", "windows-", "macos-"}) {
    if (!label.starts_with(system)) continue;
    const std::string_view rest = label.substr(system.size());
    return rest.starts_with("latest") || rest == "slim" || (!rest.empty() && is_digit(rest[0]));
  }
  return false;
}

Unknown unresolved_expression(std::string_view text, const Scope& scope) {
  return {UnknownReason::expression, "an expression that only the platform evaluates",
          scope.definitions_of(text)};
}

void add_runner_named(JobSite& site, Pattern runner, std::string_view text, std::uint32_t line) {
  Grant grant = job_grant(site.subject, "runner", {"runs-on", line});
  grant.group = "runs-on";
  if (runner.kind == PatternKind::symbol) grant.unknown = unresolved_expression(text, site.scope);
  grant.brief_words = concat("runner ", words_for(runner));
  grant.action_words =
      concat("run on ", words_for(runner), ", a runner outside the platform's pool");
  grant.action = Pattern::literal("run-on");
  grant.resource = std::move(runner);
  site.add(std::move(grant));
}

std::vector<std::string> labels_of(const DocumentNode& node) {
  std::vector<std::string> labels;
  if (node.is_sequence())
    for (const DocumentNode& item : node.items) labels.push_back(item.text);
  else if (node.is_scalar())
    labels.push_back(node.text);
  return labels;
}

// A runner has all labels; one that the matrix gives stands for several runners. None: only the
// platform can tell.
std::vector<std::vector<std::string>> runners_with(const JobSite& site,
                                                   const std::vector<std::string>& labels) {
  constexpr std::size_t kMostRunners = 64;
  std::vector<std::vector<std::string>> out(1);
  for (const std::string& label : labels) {
    const Pattern pattern = site.scope.pattern_for(label);
    if (pattern.kind == PatternKind::symbol || out.size() * pattern.values.size() > kMostRunners)
      return {};
    std::vector<std::vector<std::string>> longer;
    for (const auto& runner : out)
      for (const std::string& value : pattern.values) {
        longer.push_back(runner);
        longer.back().push_back(value);
      }
    out = std::move(longer);
  }
  return out;
}

void add_runner_labels(JobSite& site, const DocumentNode& node) {
  std::vector<std::string> labels = labels_of(node);
  if (labels.empty()) return;
  std::sort(labels.begin(), labels.end());
  const auto runners = runners_with(site, labels);
  if (runners.empty()) {
    const std::string text = join(labels, " + ");
    Pattern runner = site.scope.pattern_for(text);
    if (runner.kind != PatternKind::symbol) runner = Pattern::symbol(text, "");
    return add_runner_named(site, std::move(runner), text, node.line);
  }
  for (std::vector<std::string> runner : runners) {
    if (runner.size() == 1 && is_hosted(runner.front())) continue;
    std::sort(runner.begin(), runner.end());
    add_runner_named(site, Pattern::literal(join(runner, " + ")), "", node.line);
  }
}

bool reaches_host(std::string_view option) {
  constexpr std::array<std::string_view, 10> kOptions = {
      "--privileged", "--cap-add", "--device", "--pid",          "--ipc",
      "--network",    "--net",     "--userns", "--security-opt", "--volumes-from"};
  return std::any_of(kOptions.begin(), kOptions.end(), [&](std::string_view known) {
    return option == known || option.starts_with(concat(known, "="));
  });
}

void add_container_grant(JobSite& site, const std::string& route, std::string what,
                         std::uint32_t line) {
  Grant grant = job_grant(site.subject, "container", {route, line});
  grant.plane = Plane::host;
  grant.action = Pattern::literal("reach the host");
  grant.resource = Pattern::literal(what);
  grant.action_words = concat("reach its runner's host by ", what);
  grant.brief_words = std::move(what);
  site.add(std::move(grant));
}

void add_options(JobSite& site, const std::string& route, const DocumentNode& options) {
  std::vector<std::string_view> words;
  std::string flat = replace_all(options.text, "\n", " ");
  for (std::string_view word : split(flat, ' '))
    if (!trim(word).empty()) words.push_back(trim(word));
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool has_value = i + 1 < words.size() && !words[i + 1].starts_with('-');
    if (reaches_host(words[i])) {
      const bool apart = !contains(words[i], "=") && words[i] != "--privileged" && has_value;
      add_container_grant(site, route,
                          apart ? concat(words[i], "=", words[i + 1]) : std::string(words[i]),
                          options.line);
    }
    if ((words[i] == "-v" || words[i] == "--volume" || words[i] == "--mount") && has_value)
      add_container_grant(site, route, concat("mount ", words[i + 1]), options.line);
  }
  if (has_expression(options.text)) {
    add_container_grant(site, route, "options that an expression computes", options.line);
    site.out.facts.grants.back().unknown = unresolved_expression(options.text, site.scope);
    site.out.facts.grants.back().unknown->digest = normal_digest(options);
  }
}

void add_container(JobSite& site, const DocumentNode& container, const std::string& route) {
  const DocumentNode* image = container.is_scalar() ? &container : container.find("image");
  if (image && !trim(image->text).empty()) {
    const Pattern name = site.scope.pattern_for(image->text);
    for (const std::string& value :
         name.kind == PatternKind::symbol ? std::vector<std::string>{image->text} : name.values)
      add_delegate(site, delegate_of_image(value), {concat(route, ".image"), image->line}, {});
  }
  if (const DocumentNode* options = container.find("options"))
    add_options(site, concat(route, ".options"), *options);
  if (const DocumentNode* volumes = container.find("volumes"))
    for (const std::string& volume : labels_of(*volumes))
      if (volume.starts_with('/') || has_expression(volume))
        add_container_grant(site, concat(route, ".volumes"), concat("mount ", volume),
                            volumes->line);
}

void collect_secrets(const DocumentNode& node, SecretUse& use) {
  if (node.is_mapping()) {
    for (const auto& [key, value] : node.members) collect_secrets(value, use);
  } else if (node.is_sequence()) {
    for (const DocumentNode& item : node.items) collect_secrets(item, use);
  } else if (has_expression(node.text)) {
    for (std::string_view expression : expressions_in(node.text)) use.add(secrets_in(expression));
  }
}

void add_secret(JobSite& site, const GrantPlace& place, Pattern resource, std::string words) {
  Grant grant = job_grant(site.subject, "secret", place);
  grant.action = Pattern::literal("read");
  grant.resource = std::move(resource);
  grant.action_words = concat("read ", words);
  grant.brief_words = std::move(words);
  site.add(std::move(grant));
}

// A condition is the same only while what it reads is (threats P0-11).
std::string with_facts(const Scope& scope, std::string_view expression, std::string_view words) {
  const std::string facts = scope.facts_of(expression);
  return facts.empty() ? std::string(words) : concat(words, " (", facts, ")");
}

}  // namespace

void add_guards(JobSite& site, const DocumentNode& condition, const GuardPlace& place) {
  for (const GuardTerm& term : guards_of(condition.text)) {
    Grant grant = job_grant(site.subject, "guard", {place.group, condition.line});
    grant.effect = Effect::guard;
    grant.group = place.group;
    grant.action = Pattern::literal("start");
    // A guard keeps out everything but its disjuncts: fewer of them are a stronger guard.
    std::vector<std::string> disjuncts;
    for (const std::string& disjunct : term.disjuncts)
      disjuncts.push_back(without_wildcards(with_facts(place.scope, disjunct, disjunct)));
    grant.resource = Pattern::complement(std::move(disjuncts));
    grant.action_words =
        concat("the condition ", with_facts(place.scope, term.text, concat("`", term.text, "`")),
               place.words);
    grant.brief_words = with_facts(place.scope, term.text, term.text);
    site.add(std::move(grant));
  }
}

void add_environment(JobSite& site) {
  const DocumentNode* node = site.job.find("environment");
  if (!node) return;
  const DocumentNode* name = node->is_mapping() ? node->find("name") : node;
  if (!name || trim(name->text).empty()) return;
  const Pattern environment = site.scope.pattern_for(name->text);
  const std::string words = concat("the environment `", words_for(environment), "`");
  Grant guard = job_grant(site.subject, "environment", {"environment", name->line});
  guard.effect = Effect::guard;
  guard.group = "environment";
  guard.action = Pattern::literal("run");
  guard.resource = environment;
  guard.action_words = words;
  guard.brief_words = words_for(environment);
  site.add(std::move(guard));
  Grant grant = job_grant(site.subject, "environment-secrets", {"environment", name->line});
  grant.group = "environment";
  grant.action = Pattern::literal("read");
  grant.resource = environment;
  if (environment.kind == PatternKind::symbol)
    grant.unknown = unresolved_expression(name->text, site.scope);
  grant.action_words = concat("read the secrets of ", words, " and claim its name to clouds");
  grant.brief_words = words_for(environment);
  site.add(std::move(grant));
}

void add_runner(JobSite& site) {
  const DocumentNode* node = site.job.find("runs-on");
  if (!node) return;
  if (!node->is_mapping()) return add_runner_labels(site, *node);
  if (const DocumentNode* group = node->find("group")) {
    Pattern name = site.scope.pattern_for(group->text);
    if (name.kind != PatternKind::symbol)
      name = Pattern::literal(concat("group ", words_for(name)));
    return add_runner_named(site, std::move(name), group->text, group->line);
  }
  if (const DocumentNode* labels = node->find("labels")) add_runner_labels(site, *labels);
}

void add_containers(JobSite& site) {
  if (const DocumentNode* container = site.job.find("container"))
    add_container(site, *container, "container");
  if (const DocumentNode* services = site.job.find("services"))
    for (const auto& [name, service] : services->members)
      add_container(site, service, concat("services.", name.text));
}

void add_secrets(JobSite& site, const DocumentNode& node, const std::string& route) {
  SecretUse use;
  collect_secrets(node, use);
  if (use.all) add_secret(site, {route, node.line}, Pattern::top(), "every secret");
  for (const std::string& name : use.names)
    add_secret(site, {route, node.line}, Pattern::literal(concat("secrets.", name)),
               concat("secrets.", name));
}

bool reads_secrets(const DocumentNode& node) {
  SecretUse use;
  collect_secrets(node, use);
  return use.all || !use.names.empty();
}

}  // namespace foureyes::github_actions
