#include "privilege/dialects/github_actions/expressions.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace foureyes::github_actions {
namespace {

constexpr std::size_t kMaxTerms = 256;

bool is_name(char c) { return is_alphanumeric(c) || c == '_' || c == '-'; }

// Calls visit(i) for each character outside of '...' (where '' is a quote).
template <class Visit>
void outside_quotes(std::string_view text, const Visit& visit) {
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\'')
      quoted = !quoted;
    else if (!quoted)
      visit(i);
  }
}

// Splits at a two-character operator that is outside of quotes and brackets.
std::vector<std::string_view> split_at(std::string_view text, std::string_view op) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  int depth = 0;
  std::size_t skip = 0;
  outside_quotes(text, [&](std::size_t i) {
    if (text[i] == '(' || text[i] == '[') ++depth;
    if (text[i] == ')' || text[i] == ']') --depth;
    if (depth == 0 && i >= skip && text.substr(i, 2) == op) {
      parts.push_back(text.substr(begin, i - begin));
      begin = skip = i + 2;
    }
  });
  parts.push_back(text.substr(begin));
  return parts;
}

bool wrapped(std::string_view text) {
  if (text.size() < 2 || text.front() != '(' || text.back() != ')') return false;
  int depth = 0;
  bool closes_early = false;
  outside_quotes(text, [&](std::size_t i) {
    if (text[i] == '(') ++depth;
    if (text[i] == ')' && --depth == 0 && i + 1 < text.size()) closes_early = true;
  });
  return !closes_early;
}

std::string_view unwrapped(std::string_view text) {
  text = trim(text);
  while (wrapped(text)) text = trim(text.substr(1, text.size() - 2));
  return text;
}

std::string single_spaced(std::string_view text) {
  std::string out;
  for (char c : trim(text)) {
    if (!is_space(c))
      out += c;
    else if (out.empty() || out.back() != ' ')
      out += ' ';
  }
  return out;
}

bool is_no_guard(std::string_view term) {
  constexpr std::array<std::string_view, 8> kAlways = {
      "always()",     "success()",  "failure()", "cancelled()",
      "!cancelled()", "!failure()", "true",      ""};
  if (std::find(kAlways.begin(), kAlways.end(), to_lower(term)) != kAlways.end()) return true;
  const std::string lower = to_lower(term);
  const bool actor = contains(lower, "github.actor") ||
                     contains(lower, "github.triggering_actor") ||
                     contains(lower, "sender.login") || contains(lower, "user.login");
  return actor && contains(lower, "bot");
}

void add_guards(std::string_view condition, std::vector<GuardTerm>& out, int depth) {
  condition = unwrapped(condition);
  const auto conjuncts = split_at(condition, "&&");
  const auto disjuncts = split_at(condition, "||");
  const bool apart = disjuncts.size() == 1 && conjuncts.size() > 1;
  if (apart && depth < 16 && conjuncts.size() + out.size() < kMaxTerms) {
    for (std::string_view part : conjuncts) add_guards(part, out, depth + 1);
    return;
  }
  GuardTerm term;
  term.text = single_spaced(condition);
  if (disjuncts.size() > kMaxTerms) {  // too many to compare: equal only to itself
    term.disjuncts.insert(term.text);
    out.push_back(std::move(term));
    return;
  }
  for (std::string_view part : disjuncts) {
    if (is_no_guard(unwrapped(part))) return;
    term.disjuncts.insert(single_spaced(unwrapped(part)));
  }
  out.push_back(std::move(term));
}

}  // namespace

std::vector<std::string_view> expressions_in(std::string_view text) {
  std::vector<std::string_view> out;
  for (std::size_t at = text.find("${{"); at != text.npos; at = text.find("${{", at)) {
    const std::size_t begin = at + 3;
    bool quoted = false;
    std::size_t end = begin;
    for (; end < text.size(); ++end) {
      if (text[end] == '\'') quoted = !quoted;
      if (!quoted && text.substr(end, 2) == "}}") break;
    }
    out.push_back(trim(text.substr(begin, end - begin)));
    at = end;
  }
  return out;
}

bool has_expression(std::string_view text) { return contains(text, "${{"); }

std::string_view whole_expression(std::string_view text) {
  text = trim(text);
  if (!text.starts_with("${{") || !text.ends_with("}}")) return "";
  const auto all = expressions_in(text);
  return all.size() == 1 && all[0].data() + all[0].size() + 2 <= text.data() + text.size() &&
                 trim(text.substr(3, text.size() - 5)) == all[0]
             ? all[0]
             : "";
}

void SecretUse::add(const SecretUse& other) {
  names.insert(other.names.begin(), other.names.end());
  all = all || other.all;
}

std::set<std::string> contexts_in(std::string_view expression) {
  std::set<std::string> out;
  std::size_t skip = 0;
  outside_quotes(expression, [&](std::size_t i) {
    if (i < skip || !(is_letter(expression[i]) || expression[i] == '_')) return;
    std::string name;
    std::size_t end = i;
    while (end < expression.size()) {
      const char c = expression[end];
      if (is_name(c) || c == '.' || c == '*') {
        name += c;
        ++end;
      } else if (expression.substr(end, 2) == "['") {
        const std::size_t close = expression.find("']", end);
        if (close == expression.npos) break;
        name += concat('.', expression.substr(end + 2, close - end - 2));
        end = close + 2;
      } else if (c == '[') {
        const std::size_t close = expression.find(']', end);
        if (close == expression.npos) break;
        name += ".*";
        end = close + 1;
      } else {
        break;
      }
    }
    skip = end;
    out.insert(to_lower(name));
  });
  return out;
}

SecretUse secrets_in(std::string_view expression) {
  SecretUse use;
  for (const std::string& context : contexts_in(expression)) {
    if (context == "secrets" || context.starts_with("secrets.*")) use.all = true;
    if (!context.starts_with("secrets.") || context == "secrets.github_token" ||
        context.starts_with("secrets.*"))
      continue;
    std::string name = context.substr(8);
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
    use.names.insert(std::move(name));
  }
  return use;
}

bool outsider_writes(std::string_view context) {
  if (context == "github.head_ref") return true;
  if (!context.starts_with("github.event.")) return false;
  if (context == "github.event.inputs" || context.starts_with("github.event.inputs.")) return false;
  constexpr std::array<std::string_view, 15> kEndings = {
      ".title",       ".body",           ".message",
      ".head.ref",    ".head.label",     ".head_branch",
      ".page_name",   ".default_branch", ".email",
      ".author.name", ".committer.name", ".display_title",
      ".description", ".label.name",     ".head_commit.message"};
  return std::any_of(kEndings.begin(), kEndings.end(),
                     [&](std::string_view ending) { return context.ends_with(ending); });
}

bool names_pull_request_head(std::string_view context) {
  if (context == "github.head_ref") return true;
  if (!context.starts_with("github.event.")) return false;
  return contains(context, "pull_request.head.") || contains(context, "workflow_run.head_") ||
         contains(context, ".merge_commit_sha") || contains(context, "pull_request.number") ||
         contains(context, "issue.number") || context == "github.event.number";
}

std::vector<GuardTerm> guards_of(std::string_view condition) {
  condition = trim(condition);
  if (const std::string_view inside = whole_expression(condition); !inside.empty())
    condition = inside;
  std::vector<GuardTerm> out;
  add_guards(condition, out, 0);
  return out;
}

}  // namespace foureyes::github_actions
