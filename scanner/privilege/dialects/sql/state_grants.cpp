#include "privilege/dialects/sql/state_grants.h"

#include <algorithm>

#include "base/text.h"
#include "privilege/joined_rights.h"

namespace foureyes::sql {
namespace {

Pattern pattern_of(const Principal& principal) {
  if (principal.name == kEveryone) return Pattern::top();
  if (principal.is_variable) return Pattern::symbol(principal.name, "");
  return Pattern::literal(principal.name);
}

std::string words_of(const Principal& principal) {
  const std::size_t space = principal.name.find(' ');
  const bool plain = principal.name == kEveryone || space == std::string::npos ||
                     principal.name.starts_with("owner of") ||
                     principal.name.starts_with("code in");
  if (plain) return principal.name;
  std::size_t from = space;
  for (std::string_view kind : {"database role ", "application role "})
    if (principal.name.starts_with(kind)) from = kind.size() - 1;
  return concat(principal.name.substr(0, from), " `", principal.name.substr(from + 1), "`");
}

Grant grant_of(std::string_view kind, const GrantSource& source, const std::string& place) {
  Grant grant;
  grant.plane = Plane::data;
  grant.kind = kind;
  grant.via = {place};
  grant.source = source;
  return grant;
}

// "select and insert on table `t`" in the words of each kind.
std::string action_words(const std::string& kind, const std::string& what, const Object& object) {
  if (kind == "sql-membership") {
    std::string words = what == "administer" ? "grant " : "act as ";
    if (what == "set role") words = "act, by SET ROLE, as ";
    if (contains(what, "administer") && what != "administer") words = "act as, and grant, ";
    return concat(words, object.words());
  }
  if (kind == "sql-grant-option") return concat("pass on ", what, " on ", object.words());
  if (kind == "sql-owner") return concat("do everything with ", object.words(), " as its owner");
  if (kind == "sql-role" || object.name.empty())
    return object.kind == "account" && kind == "sql-privilege" ? concat(what, " on the account")
                                                               : what;
  if (kind == "sql-definer") return concat(what, ": ", object.words());
  return concat(what, " on ", object.words());
}

// What ALL leaves out anyway goes without saying.
std::string all_words(const std::set<std::string>& except) {
  static const std::set<std::string> kNeverPart = {
      "ownership", "control",         "take ownership",       "impersonate", "alter",
      "receive",   "view definition", "view change tracking", "unmask",      "alter any user"};
  std::vector<std::string> taken;
  for (const std::string& name : except)
    if (!kNeverPart.contains(name)) taken.push_back(name);
  return concat("use all privileges", taken.empty() ? "" : " but ", join(taken, ", "));
}

std::string role_words(const std::string& attribute) {
  static const std::map<std::string, std::string> kWords = {
      {"superuser", "do everything (SUPERUSER)"},
      {"createrole", "create roles (CREATEROLE)"},
      {"createuser", "create users (CREATEUSER)"},
      {"createdb", "create databases (CREATEDB)"},
      {"bypassrls", "pass row-level security (BYPASSRLS)"},
      {"replication", "replicate every database (REPLICATION)"},
      {"login", "log in"}};
  const auto found = kWords.find(attribute);
  return found == kWords.end() ? attribute : found->second;
}

std::string listed(const std::set<std::string>& names) {
  return join({names.begin(), names.end()}, ", ");
}

std::string words_of_role(const std::set<std::string>& names) {
  std::vector<std::string> words;
  for (const std::string& name : names) words.push_back(role_words(name));
  return join(words, ", ");
}

class Writer {
 public:
  Writer(const EntitlementKey& key, const Entitlement& entitlement, const std::string& place,
         std::vector<Grant>& out)
      : key_(key), entitlement_(entitlement), place_(place), out_(out) {}

  void write() {
    const Privileges& privileges = entitlement_.privileges;
    if (privileges.all()) {
      const std::string words = all_words(privileges.except());
      add(privileges.except().empty()
              ? Pattern::top()
              : Pattern::complement({privileges.except().begin(), privileges.except().end()}),
          words, {});
    }
    std::map<Columns, std::set<std::string>> by_columns;
    for (const auto& [name, columns] : privileges.named()) by_columns[columns].insert(name);
    for (const auto& [columns, names] : by_columns) {
      std::string words = std::get<0>(key_) == "sql-role" ? words_of_role(names) : listed(names);
      if (!columns.empty()) words += concat(" of columns ", listed(columns));
      add(Pattern::set({names.begin(), names.end()}), words, columns);
    }
  }

 private:
  Condition condition_of(const Columns& columns) const {
    Condition condition;
    if (!entitlement_.condition.empty()) {
      condition.kind = ConditionKind::symbol;
      condition.text = entitlement_.condition;
    } else if (!columns.empty()) {
      condition.kind = ConditionKind::any_of;
      for (const std::string& column : columns)
        condition.any_of.push_back({{"column", "equals", {column}, MissingKey::is_false}});
    }
    return condition;
  }

  void add(Pattern action, const std::string& words, const Columns& columns) {
    const auto& [kind, principal, object, which] = key_;
    Grant grant = grant_of(kind, entitlement_.source, place_);
    grant.group = concat(object.kind, " ", object.name, which.empty() ? "" : "|", which);
    grant.subject = pattern_of(principal);
    grant.action = std::move(action);
    grant.resource =
        Pattern::literal(concat(object.kind, object.name.empty() ? "" : " ", object.name));
    grant.condition = condition_of(columns);
    grant.subject_words = words_of(principal);
    grant.action_words = action_words(kind, words, object);
    if (!entitlement_.condition.empty() && kind != "sql-definer")
      grant.action_words += concat(" (", entitlement_.condition, ")");
    grant.brief_words = words;
    if (!entitlement_.condition.empty())
      grant.brief_words += concat(" (", entitlement_.condition, ")");
    out_.push_back(std::move(grant));
  }

  const EntitlementKey& key_;
  const Entitlement& entitlement_;
  const std::string& place_;
  std::vector<Grant>& out_;
};

Grant guard_grant(const GuardKey& key, const Guard& guard, const std::string& place) {
  const auto& [kind, object, name] = key;
  Grant grant = grant_of(kind, guard.source, place);
  grant.effect = Effect::guard;
  grant.group = concat(object.kind, " ", object.name, "|", name);
  grant.subject = Pattern::literal(concat(object.kind, " ", object.name));
  grant.action = Pattern::literal(guard.words);
  grant.resource = Pattern::literal(guard.content.empty() ? grant.subject.values.front()
                                                          : concat("content ", guard.content));
  grant.subject_words = object.words();
  grant.action_words = guard.words;
  grant.brief_words =
      guard.content.empty() ? guard.words : concat("content ", guard.content.substr(0, 12));
  return grant;
}

bool is_membership(const Grant& grant) { return grant.kind == "sql-membership"; }

// Who may only grant a role to others has it by doing so: a step of its own.
bool acts_as_role(const Grant& grant) {
  return is_membership(grant) && grant.action != Pattern::literal("administer");
}

// A membership says what the role brings, and the roles that it is a member of.
void join_roles(std::vector<Grant>& grants) {
  if (std::none_of(grants.begin(), grants.end(), acts_as_role)) return;
  RightsGraph graph(grants, is_membership);
  for (Grant& grant : grants)
    if (acts_as_role(grant) && grant.resource.kind == PatternKind::literal)
      add_held_rights(graph.held_by(grant.resource.values.front()), "which may", grant);
}

}  // namespace

Grant unread_grant(const Unread& unread, const std::string& place) {
  const bool history = unread.reason == UnknownReason::history;
  Grant grant = grant_of(history ? "sql-history" : "sql-unread", unread.source, place);
  grant.group = unread.digest;
  grant.subject = Pattern::literal("whoever unread SQL names");
  grant.action = Pattern::literal("gain what the statement gives");
  grant.resource = Pattern::literal(concat("statement sha256 ", unread.digest));
  grant.unknown = Unknown{unread.reason, unread.words, unread.digest};
  grant.subject_words = history ? concat("a database that already ran ", unread.words)
                                : concat("whoever ", unread.words, " (", unread.source.path, ":",
                                         unread.source.line, ") names");
  grant.action_words =
      history ? "hold other privileges than the files say" : "gain what only running it shows";
  grant.brief_words = concat(unread.words, " (sha256 ", unread.digest.substr(0, 12), ")");
  return grant;
}

std::vector<Grant> grants_of(const State& state, const std::string& place) {
  std::vector<Grant> out;
  for (const auto& [key, entitlement] : state.entitlements)
    Writer(key, entitlement, place, out).write();
  for (const auto& [key, guard] : state.guards) out.push_back(guard_grant(key, guard, place));
  for (const Unread& unread : state.unread) out.push_back(unread_grant(unread, place));
  join_roles(out);
  return out;
}

}  // namespace foureyes::sql
