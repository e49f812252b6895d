// The privilege model: who may do what, on what, under which condition.
//
//   Grant   = { plane, subject, action, resource, condition, effect, source, via, exact }
//   pattern = literal | glob | set | complement | symbol | top
//
// An edge ("a job can act as a cloud role") is a grant with the action "act-as"; what could not be
// read is a grant with `unknown` set. So one list carries everything, and privilege/grant_order.h
// compares it.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace foureyes {

enum class Plane { pipeline, cloud, cluster, data, change, host, agent, erp };
enum class Effect {
  allow,
  deny,
  guard,  // a control whose disappearance widens: a CODEOWNERS line, an environment, a policy rule
};

// Why something could not be decided (reference: privilege surfaces, section b).
enum class UnknownReason {
  expression,          // U-EXPR       an expression that only the platform evaluates
  outside_default,     // U-DEFAULT    an organisation's or repository's default
  external_check,      // U-EXTCHECK   protection that lives outside the repository
  include,             // U-INCLUDE    remote, unpinned or missing include
  variable,            // U-VAR        unresolved variable or computed value
  condition_operator,  // U-CONDOP     operator or key that is not modelled
  negation,            // U-NEG
  new_key,             // U-NEWKEY     a permission-looking key that nobody knows
  parse,               // U-PARSE      does not parse as its consumer would
  dynamic,             // U-DYN        code, dynamic SQL
  history,             // U-HISTORY    a released migration edited
  limit,               // U-LIMIT      size or depth cap
  uncovered_union,     // U-UNION      covered by several, by none alone
  rendering,           // U-RENDER     templates that were not rendered
};

std::string_view name_of(Plane plane);
bool parse_plane(std::string_view name, Plane& plane);
std::string_view name_of(Effect effect);
std::string_view code_of(UnknownReason reason);  // "U-EXPR"

enum class PatternKind { literal, glob, set, complement, symbol, top };

// A set of names. `values`: the literal; the glob (* and ?); the members of the set, each a literal
// or a glob, sorted; the members that the complement leaves out; the symbol's text and the digest
// of its definition in the repository ("" when it has none there); nothing for top.
struct Pattern {
  PatternKind kind = PatternKind::top;
  std::vector<std::string> values;

  static Pattern literal(std::string value);
  static Pattern glob(std::string value);  // a literal when it holds no wildcard
  static Pattern set(
      std::vector<std::string> values);  // sorted, unique; one member: literal or glob
  static Pattern complement(std::vector<std::string> values);
  static Pattern symbol(std::string text, std::string definition_digest);
  static Pattern top() { return {}; }
  auto operator<=>(const Pattern&) const = default;
};

// Truth of a conjunct when the request lacks the key.
enum class MissingKey { is_false, is_true };

// Operator family of a case that must not arise and that is known only by its name, the key:
// whether it does depends on the other keys, in a way that nobody here tells.
inline constexpr std::string_view kUnless = "unless";

// key OPERATOR any of values.
struct Conjunct {
  std::string key;
  std::string operator_family;  // "equals", "glob", "cidr", "numeric-below", ...; kUnless
  std::vector<std::string> values;
  MissingKey missing = MissingKey::is_false;
  auto operator<=>(const Conjunct&) const = default;
};

enum class ConditionKind { always, any_of, symbol, unknown };

// OR of ANDs; or a text that is only equal to itself (symbol: known to restrict; unknown:
// anything).
struct Condition {
  ConditionKind kind = ConditionKind::always;
  std::vector<std::vector<Conjunct>> any_of;
  std::string text;
  auto operator<=>(const Condition&) const = default;
};

// Where a grant is written. `route` is the path inside the document:
// "jobs.deploy.permissions.contents".
struct GrantSource {
  std::string path;
  std::string route;
  std::uint32_t line = 0;
  auto operator<=>(const GrantSource&) const = default;
};

// What could not be read. `digest` is over exactly that (bytes, normalised), so that an approval of
// one unreadable thing does not cover another (threats P0-3).
struct Unknown {
  UnknownReason reason = UnknownReason::parse;
  std::string detail;
  std::string digest;
  auto operator<=>(const Unknown&) const = default;
};

struct Grant {
  Plane plane = Plane::pipeline;
  // Stable, for policy and SARIF: "token-scope", "trigger", "owner", ...
  // (privilege/record_kinds.h).
  std::string kind;
  // Grants of one kind and subject that share a group become one record; "" means the resource.
  std::string group;
  Pattern subject;
  Pattern action;
  Pattern resource;
  Condition condition;
  Effect effect = Effect::allow;
  std::vector<std::string> via;  // the chain that led here, outermost first
  std::optional<Unknown> unknown;
  // What the record of a widened grant must also bind: name -> digest (threats P0-4: the job's
  // normalised definition, the local scripts and actions it calls). Sorted by name.
  std::vector<std::pair<std::string, std::string>> bound_content;
  GrantSource source;  // not part of the meaning
  // For people: the words of a sentence. "job `deploy` in release.yml" / "write contents of this
  // repository" / "write".
  std::string subject_words;
  std::string action_words;
  std::string brief_words;
  // Known ways from here to further rights, and what else a reader should look at. In no digest.
  std::vector<std::string> marks;
};

std::string words_for(const Pattern& pattern);
std::string words_for(const Condition& condition);

}  // namespace foureyes
