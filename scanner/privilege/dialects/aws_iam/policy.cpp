#include "privilege/dialects/aws_iam/policy.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "privilege/dialects/aws_iam/conditions.h"
#include "privilege/normal_form.h"

namespace foureyes::aws_iam {
namespace {

constexpr std::size_t kMaxGrants = 3000;  // of one policy: AWS takes at most 20 KB of text
constexpr std::size_t kMaxAtoms = 2000;   // of one statement; past it its sets stay whole

constexpr std::array<std::string_view, 9> kStatementKeys = {
    "Sid",       "Effect",       "Action",    "NotAction",  "Resource",
    "Principal", "NotPrincipal", "Condition", "NotResource"};

struct Statement {
  Effect effect = Effect::allow;
  std::vector<Pattern> subjects;
  std::vector<Pattern> actions;
  std::vector<std::string> action_names;  // as written, beside `actions`
  std::vector<Pattern> resources;
  Condition condition;
  std::optional<Unknown> unknown;
  std::uint32_t line = 0;
  bool names_principals = false;
};

// Statement items with the template condition under which they are there.
struct Item {
  const DocumentNode* node;
  std::vector<Conjunct> conditions;
};

Conjunct template_condition(const DocumentNode& name, std::string_view truth,
                            const Symbols& symbols) {
  const auto found = symbols.conditions.find(name.text);
  std::string key = concat("template condition ", name.text);
  if (found != symbols.conditions.end()) key += concat("@", found->second.substr(0, 12));
  return {std::move(key), "equals", {std::string(truth)}, MissingKey::is_false};
}

void unfold(const DocumentNode& node, std::vector<Conjunct> conditions, const Symbols& symbols,
            std::vector<Item>& out) {
  const Intrinsic function = intrinsic_of(node);
  if (function.name == "If" && function.argument->items.size() == 3) {
    const auto& items = function.argument->items;
    for (int branch = 0; branch < 2; ++branch) {
      auto more = conditions;
      more.push_back(template_condition(items[0], branch == 0 ? "true" : "false", symbols));
      unfold(items[1 + static_cast<std::size_t>(branch)], std::move(more), symbols, out);
    }
  } else if (function.name == "Ref" && function.argument->text == "AWS::NoValue") {
    return;
  } else if (function.name.empty() && node.is_sequence()) {
    for (const DocumentNode& item : node.items) unfold(item, conditions, symbols, out);
  } else {
    out.push_back({&node, std::move(conditions)});
  }
}

void not_understood(Statement& statement, const DocumentNode& node, UnknownReason reason,
                    std::string detail) {
  if (!statement.unknown)
    statement.unknown = Unknown{reason, std::move(detail), normal_digest(node)};
}

// Names in lower case, placeholders as they are.
std::string folded(const std::string& text) { return contains(text, "${") ? text : to_lower(text); }

bool only_stars(const std::string& text) {
  return !text.empty() && text.find_first_not_of('*') == text.npos;
}

struct Axis {
  std::string_view key;
  std::string_view negated_key;
  bool ignores_case = false;
};

std::vector<Pattern> read_axis(const DocumentNode& node, const Axis& axis, const Symbols& symbols,
                               Statement& statement, std::vector<std::string>* written) {
  const DocumentNode* plain = node.find(axis.key);
  const DocumentNode* negated = node.find(axis.negated_key);
  if (plain && negated)
    not_understood(statement, node, UnknownReason::parse,
                   concat("a statement has both ", axis.key, " and ", axis.negated_key));
  const DocumentNode* value = plain ? plain : negated;
  if (!value) return {};
  std::vector<std::string> texts = texts_of(*value, symbols);
  std::vector<Pattern> out;
  if (negated && !plain) {
    if (axis.ignores_case)
      for (std::string& text : texts) text = folded(text);
    return {Pattern::complement(std::move(texts))};
  }
  for (const std::string& text : texts) {
    out.push_back(Pattern::glob(only_stars(text) ? "*" : axis.ignores_case ? folded(text) : text));
    if (written) written->push_back(text);
  }
  return out;
}

bool is_account(std::string_view text) {
  return text.size() == 12 && std::all_of(text.begin(), text.end(), is_digit);
}

std::vector<std::string> principal_values(const DocumentNode& node, const Symbols& symbols,
                                          Statement& statement, bool& everybody) {
  std::vector<std::string> values;
  if (!node.is_mapping() || !intrinsic_of(node).name.empty()) {
    for (const std::string& text : texts_of(node, symbols)) {
      everybody = everybody || text == "*";
      if (text != "*") values.push_back(concat("AWS ", text));
    }
    return values;
  }
  for (const auto& [type, list] : node.members)
    for (const std::string& text : texts_of(list, symbols)) {
      const bool star = text == "*";
      if (star && type.text == "AWS") {
        everybody = true;
        continue;
      }
      if (!star && text.find_first_of("*?") != text.npos)
        not_understood(statement, node, UnknownReason::parse, "a wildcard inside a principal");
      values.push_back(concat(type.text, " ", text));
    }
  return values;
}

void read_principals(const DocumentNode& node, const Holder& holder, const Symbols& symbols,
                     Statement& statement) {
  const DocumentNode* plain = node.find("Principal");
  const DocumentNode* negated = node.find("NotPrincipal");
  statement.names_principals = plain || negated;
  if (!statement.names_principals) {
    statement.subjects = {Pattern::literal(holder.subject)};
    return;
  }
  bool everybody = false;
  const auto values = principal_values(plain ? *plain : *negated, symbols, statement, everybody);
  if (negated) {
    if (plain)
      not_understood(statement, node, UnknownReason::parse,
                     "a statement has both Principal and NotPrincipal");
    statement.subjects = {everybody ? Pattern{PatternKind::set, {}} : Pattern::complement(values)};
    return;
  }
  if (everybody) {
    statement.subjects = {Pattern::top()};
    return;
  }
  for (const std::string& value : values) {
    const std::size_t space = value.find(' ');
    statement.subjects.push_back(
        principal_pattern(std::string_view(value).substr(0, space), value.substr(space + 1)));
  }
}

bool uses_variables(const DocumentNode& node) {
  if (node.is_scalar()) {
    for (std::size_t at = node.text.find("${"); at != node.text.npos;
         at = node.text.find("${", at + 2)) {
      const std::string name = node.text.substr(at + 2, node.text.find('}', at) - at - 2);
      if (contains(name, ":") && !contains(name, "::")) return true;
    }
    return false;
  }
  return std::any_of(node.items.begin(), node.items.end(), uses_variables) ||
         std::any_of(node.members.begin(), node.members.end(),
                     [](const DocumentMember& m) { return uses_variables(m.second); });
}

Condition condition_of(const DocumentNode& node, std::vector<Conjunct> conjuncts,
                       const Symbols& symbols) {
  if (const DocumentNode* block = node.find("Condition"))
    for (Conjunct& conjunct : read_conditions(*block, symbols))
      conjuncts.push_back(std::move(conjunct));
  if (conjuncts.empty()) return {};
  std::sort(conjuncts.begin(), conjuncts.end());
  return {ConditionKind::any_of, {std::move(conjuncts)}, ""};
}

Statement read_statement(const Item& item, const Holder& holder, const Symbols& symbols) {
  const DocumentNode& node = *item.node;
  Statement out;
  out.line = node.line;
  const auto effect = node.find_string("Effect").value_or("");
  if (effect == "Deny") out.effect = Effect::deny;
  if (effect != "Deny" && effect != "Allow")
    not_understood(out, node, UnknownReason::expression,
                   "an effect that is neither Allow nor Deny");
  for (const auto& [key, value] : node.members)
    if (std::find(kStatementKeys.begin(), kStatementKeys.end(), key.text) == kStatementKeys.end())
      not_understood(out, node, UnknownReason::new_key, concat("the key `", key.text, "`"));
  read_principals(node, holder, symbols, out);
  out.actions = read_axis(node, {"Action", "NotAction", true}, symbols, out, &out.action_names);
  out.resources = read_axis(node, {"Resource", "NotResource"}, symbols, out, nullptr);
  if (!node.find("Action") && !node.find("NotAction"))
    not_understood(out, node, UnknownReason::parse, "a statement without an action");
  if (!node.find("Resource") && !node.find("NotResource")) out.resources = {Pattern::top()};
  auto conditions = holder.conditions;
  conditions.insert(conditions.end(), item.conditions.begin(), item.conditions.end());
  out.condition = condition_of(node, std::move(conditions), symbols);
  return out;
}

std::string quoted(const Pattern& pattern) {
  if (pattern.kind == PatternKind::complement || pattern.kind == PatternKind::set)
    return words_for(pattern);
  return concat("`", words_for(pattern), "`");
}

std::string place_words(const Pattern& resource) {
  if (resource.kind == PatternKind::top) return "";
  if (resource == Pattern::glob("*")) return " on every resource";
  return concat(" on ", quoted(resource));
}

std::string principal_words(const Pattern& subject) {
  if (subject.kind == PatternKind::top) return "everybody";
  constexpr std::string_view kAccount = "AWS arn:*::";
  if (subject.kind == PatternKind::glob && subject.values.front().starts_with(kAccount))
    return concat("whoever is in account ", subject.values.front().substr(kAccount.size(), 12));
  return quoted(subject);
}

std::string_view kind_of(const Holder& holder, bool principals) {
  if (holder.is_trust) return "iam-trust";
  return principals ? "iam-resource-policy" : "iam-policy";
}

struct Words {
  const Holder& holder;
  std::string_view kind;
};

Grant grant_of(const Statement& statement, const Words& words, const Pattern& subject,
               const Pattern& resource) {
  Grant grant;
  grant.plane = Plane::cloud;
  grant.kind = words.kind;
  grant.effect = statement.effect;
  grant.subject = subject;
  grant.resource = resource;
  grant.condition = statement.condition;
  grant.unknown = statement.unknown;
  grant.source = {words.holder.path, words.holder.subject, statement.line};
  grant.subject_words = statement.names_principals ? principal_words(subject) : words.holder.words;
  if (statement.names_principals) grant.via = {words.holder.subject};
  return grant;
}

void set_action(Grant& grant, const Pattern& action, const std::string& written,
                const Words& words) {
  grant.action = action;
  const std::string condition = words_for(grant.condition);
  const std::string suffix = condition.empty() ? "" : concat(" if ", condition);
  const std::string what =
      written.empty() ? concat("do ", quoted(action)) : concat("`", written, "`");
  const bool principals = !grant.via.empty();
  const std::string where = !principals ? ""
                            : words.kind == "iam-trust"
                                ? concat(" as `", words.holder.subject, "`")
                                : concat(" (policy `", words.holder.subject, "`)");
  grant.action_words = concat(what, place_words(grant.resource), where, suffix);
  const std::string who = principals ? concat(" for ", grant.subject_words) : "";
  grant.brief_words = concat(quoted(action), who, suffix);
}

Pattern together(const std::vector<Pattern>& patterns) {
  if (patterns.size() == 1) return patterns.front();
  std::vector<std::string> values;
  for (const Pattern& pattern : patterns)
    values.insert(values.end(), pattern.values.begin(), pattern.values.end());
  return Pattern::set(std::move(values));
}

void add_grants(const Statement& statement, const Words& words, std::vector<Grant>& out) {
  const std::size_t count =
      statement.subjects.size() * statement.actions.size() * statement.resources.size();
  if (count > kMaxAtoms) {
    // Past the limit a set is still exact; only the words are longer.
    for (const Pattern& subject : statement.subjects) {
      Grant grant = grant_of(statement, words, subject, together(statement.resources));
      set_action(grant, together(statement.actions), "", words);
      out.push_back(std::move(grant));
    }
    return;
  }
  for (const Pattern& subject : statement.subjects)
    for (const Pattern& resource : statement.resources)
      for (std::size_t i = 0; i < statement.actions.size(); ++i) {
        Grant grant = grant_of(statement, words, subject, resource);
        set_action(grant, statement.actions[i],
                   i < statement.action_names.size() ? statement.action_names[i] : "", words);
        out.push_back(std::move(grant));
      }
}

bool assumes_roles(const Statement& statement) {
  return std::any_of(statement.actions.begin(), statement.actions.end(), [](const Pattern& action) {
    return std::any_of(action.values.begin(), action.values.end(), [](const std::string& value) {
      return value.starts_with("sts:assumerole");
    });
  });
}

}  // namespace

Pattern principal_pattern(std::string_view type, const std::string& value) {
  if (type != "AWS") return Pattern::glob(concat(type, " ", value));
  if (is_account(value)) return Pattern::glob(concat("AWS arn:*::", value, ":*"));
  const auto parts = split(value, ':');
  if (parts.size() == 6 && parts[2] == "iam" && parts[5] == "root" && is_account(parts[4]))
    return Pattern::glob(concat("AWS arn:*::", parts[4], ":*"));
  return Pattern::literal(concat("AWS ", value));
}

bool is_statement(const DocumentNode& node) {
  return node.find("Effect") && (node.find("Action") || node.find("NotAction") ||
                                 node.find("Resource") || node.find("NotResource"));
}

bool is_policy_document(const DocumentNode& node) {
  const DocumentNode* list = node.find("Statement");
  if (!list) return false;
  if (node.find("Version") || is_statement(*list)) return true;
  return std::any_of(list->items.begin(), list->items.end(), [](const DocumentNode& item) {
    return is_statement(item) || !intrinsic_of(item).name.empty();
  });
}

Grant unread_grant(const Holder& holder, const DocumentNode& node, UnknownReason reason,
                   std::string detail) {
  Grant grant;
  grant.plane = Plane::cloud;
  grant.kind = "unreadable";
  grant.subject = Pattern::literal(holder.subject);
  grant.action = Pattern::top();
  grant.resource = Pattern::literal(detail);
  grant.subject_words = holder.words;
  grant.action_words = concat("do what cannot be read: ", detail);
  grant.brief_words = detail;
  grant.unknown = Unknown{reason, std::move(detail), normal_digest(node)};
  grant.source = {holder.path, holder.subject, node.line};
  return grant;
}

void read_policy_document(const DocumentNode& node, const Holder& holder, const Symbols& symbols,
                          Policy& out) {
  const DocumentNode* list = node.find("Statement");
  std::vector<Item> items;
  unfold(list ? *list : node, {}, symbols, items);
  const auto version = node.find_string("Version");
  const bool has_variables = !list || version == "2012-10-17";
  std::vector<Statement> statements;
  bool principals = false, trust = holder.is_trust;
  for (const Item& item : items) {
    if (!item.node->is_mapping() || !intrinsic_of(*item.node).name.empty()) {
      if (!item.node->is_null())
        out.grants.push_back(
            unread_grant(holder, *item.node, UnknownReason::variable, "a computed statement"));
      continue;
    }
    statements.push_back(read_statement(item, holder, symbols));
    if (!has_variables && uses_variables(*item.node))
      not_understood(statements.back(), *item.node, UnknownReason::variable,
                     "a variable in a policy whose version has none");
    principals = principals || statements.back().names_principals;
    trust = trust || (statements.back().names_principals && assumes_roles(statements.back()));
  }
  Holder held = holder;
  held.is_trust = trust;
  const Words words = {held, kind_of(held, principals)};
  for (const Statement& statement : statements) add_grants(statement, words, out.grants);
  if (out.grants.size() > kMaxGrants) {
    out.grants.clear();
    out.grants.push_back(unread_grant(holder, node, UnknownReason::limit,
                                      "a policy larger than AWS takes, which is not compared"));
  }
}

}  // namespace foureyes::aws_iam
