#include "privilege/dialects/sql/fold.h"

#include <algorithm>
#include <array>

#include "base/digest.h"
#include "base/text.h"
#include "privilege/dialects/sql/dbt_grants.h"
#include "privilege/dialects/sql/readers.h"

namespace foureyes::sql {
namespace {

constexpr std::array<std::string_view, 26> kMarks = {
    "grant",         "revoke",      "deny",        "role",       "user",    "login",
    "policy",        "owner",       "security",    "definer",    "mask",    "execute as",
    "authorization", "trustworthy", "db_chaining", "or replace", "drop",    "rolemember",
    "rename",        "privileges",  "group",       "share",      "account", "create",
    "swap",          "authid"};

// How a statement that concerns privileges begins.
constexpr std::array<std::string_view, 43> kStarts = {"grant",
                                                      "revoke",
                                                      "deny",
                                                      "create role",
                                                      "alter role",
                                                      "drop role",
                                                      "create user",
                                                      "alter user",
                                                      "drop user",
                                                      "create login",
                                                      "alter login",
                                                      "drop login",
                                                      "create group",
                                                      "alter group",
                                                      "drop group",
                                                      "create or replace role",
                                                      "create or replace user",
                                                      "create or alter role",
                                                      "define role",
                                                      "define database role",
                                                      "create database role",
                                                      "drop database role",
                                                      "alter database role",
                                                      "create policy",
                                                      "alter policy",
                                                      "drop policy",
                                                      "alter default privileges",
                                                      "alter server role",
                                                      "create server role",
                                                      "create masking policy",
                                                      "alter masking policy",
                                                      "drop masking policy",
                                                      "create row access policy",
                                                      "drop row access policy",
                                                      "create network policy",
                                                      "alter network policy",
                                                      "drop network policy",
                                                      "create security policy",
                                                      "alter security policy",
                                                      "drop security policy",
                                                      "alter account",
                                                      "create share",
                                                      "alter share"};

constexpr std::array<std::string_view, 18> kParts = {
    "owner to",          "row level security", "security definer",      "masking policy",
    "row access policy", "network policy",     "set trustworthy",       "set db_chaining",
    "with grant option", "grant ownership",    "reassign owned",        "authid definer",
    "execute as owner",  "execute as self",    "grant connect through", "alter authorization",
    "drop masked",       "drop owned"};

constexpr std::array<std::string_view, 15> kDynamic = {
    "grant ",        "revoke ",     "alter role", "create role",
    "drop role",     "create user", "alter user", "drop user",
    "create login",  "alter login", "owner to",   "row level security",
    "create policy", "drop policy", "rolemember"};

// Statements that can carry code: what their bodies and strings say may run.
constexpr std::array<std::string_view, 10> kCarriers = {
    "do", "execute", "exec", "begin", "declare", "call", "perform", "set", "let", "if"};

template <class List>
bool any_in(std::string_view text, const List& list) {
  return std::any_of(list.begin(), list.end(),
                     [&](std::string_view part) { return contains(text, part); });
}

bool starts_like_one(const Cursor& start) {
  return std::any_of(kStarts.begin(), kStarts.end(), [&](std::string_view words) {
    Cursor cursor = start;
    return cursor.accept(words);
  });
}

bool is_about_privileges(const Cursor& cursor) {
  return starts_like_one(cursor) ||
         std::any_of(kParts.begin(), kParts.end(),
                     [&](std::string_view words) { return cursor.holds(words); });
}

// A text that is a privilege statement itself, or has one at the beginning of a line.
bool reads_like_one(std::string_view lower) {
  for (std::string_view line : split_lines(lower)) {
    line = trim(line);
    const bool grants = (line.starts_with("grant ") || line.starts_with("revoke ")) &&
                        (contains(lower, " to ") || contains(lower, " from "));
    if (grants || line.starts_with("alter role") || line.starts_with("alter user") ||
        line.starts_with("create role") || line.starts_with("create user") ||
        line.starts_with("alter default privileges"))
      return true;
  }
  return false;
}

// Privilege words inside the texts of a statement that runs them, or a text that is a statement.
bool is_dynamic(const Statement& statement) {
  const std::string head = to_lower(statement.tokens.front().text);
  const bool carrier = std::find(kCarriers.begin(), kCarriers.end(), head) != kCarriers.end() ||
                       statement.tokens.back().kind == TokenKind::meta;
  for (const Token& token : statement.tokens) {
    const bool body = token.kind == TokenKind::body || token.kind == TokenKind::control ||
                      token.kind == TokenKind::variable;
    if (!body && token.kind != TokenKind::string) continue;
    const std::string lower = to_lower(token.text);
    if (((body || carrier) && any_in(lower, kDynamic)) || reads_like_one(lower)) return true;
  }
  return false;
}

bool holds_template(const Statement& statement) {
  return std::any_of(statement.tokens.begin(), statement.tokens.end(),
                     [](const Token& token) { return token.kind == TokenKind::control; });
}

// The first words, as far as they are SQL's own: never a name or a password.
std::string beginning_of(const Statement& statement) {
  static const std::vector<std::string_view> kKnown = {
      "grant",   "revoke",  "deny",    "create",  "alter",      "drop",   "role",     "user",
      "login",   "group",   "policy",  "default", "privileges", "table",  "function", "procedure",
      "masking", "row",     "access",  "network", "security",   "do",     "execute",  "exec",
      "begin",   "declare", "if",      "or",      "replace",    "select", "database", "schema",
      "view",    "server",  "account", "share",   "with"};
  std::string out;
  for (const Token& token : statement.tokens) {
    const std::string lower = to_lower(token.text);
    const bool known = token.kind == TokenKind::word &&
                       std::find(kKnown.begin(), kKnown.end(), lower) != kKnown.end();
    if (!known || out.size() > 40) break;
    out += out.empty() ? lower : concat(" ", lower);
  }
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return out.empty() ? "a statement" : concat("the statement `", out, " ...`");
}

bool begins_statement(const std::vector<Token>& tokens, std::size_t at) {
  const std::string word = to_lower(tokens[at].text);
  if (word == "grant" || word == "revoke" || word == "deny" || word == "exec" ||
      word == "execute" || word == "use" || word == "print" || word == "if" || word == "begin" ||
      word == "declare" || word == "else" || word == "end")
    return true;
  if (word != "create" && word != "alter" && word != "drop") return false;
  static const std::vector<std::string_view> kNouns = {
      "role",     "user",        "login",   "table",  "view",     "procedure",
      "proc",     "function",    "schema",  "server", "database", "authorization",
      "security", "application", "trigger", "or"};
  return at + 1 < tokens.size() &&
         std::find(kNouns.begin(), kNouns.end(), to_lower(tokens[at + 1].text)) != kNouns.end();
}

// SQL Server needs no semicolons: a line that begins a statement ends the one before.
std::vector<Statement> apart(Statement&& statement) {
  static const std::vector<std::string_view> kOpen = {"grant", "revoke", "deny", "for",  "on",
                                                      "to",    "from",   "as",   "with", "not"};
  std::vector<Statement> out(1);
  std::size_t depth = 0;
  const std::vector<Token>& tokens = statement.tokens;
  const bool routine = tokens.size() > 2 && equals_ignoring_case(tokens[0].text, "create") &&
                       (equals_ignoring_case(tokens[1].text, "proc") ||
                        equals_ignoring_case(tokens[1].text, "procedure") ||
                        equals_ignoring_case(tokens[1].text, "function") ||
                        equals_ignoring_case(tokens[1].text, "trigger") ||
                        equals_ignoring_case(tokens[1].text, "or"));
  for (std::size_t at = 0; at < tokens.size(); ++at) {
    const Token& token = tokens[at];
    if (token.kind == TokenKind::symbol && token.text == "(") ++depth;
    if (token.kind == TokenKind::symbol && token.text == ")" && depth > 0) --depth;
    const bool new_line = at > 0 && token.line > tokens[at - 1].line;
    const std::string before = at > 0 ? to_lower(tokens[at - 1].text) : "";
    const bool open = before == "," || std::find(kOpen.begin(), kOpen.end(), before) != kOpen.end();
    if (!routine && new_line && depth == 0 && !open && token.kind == TokenKind::word &&
        begins_statement(tokens, at))
      out.emplace_back();
    out.back().tokens.push_back(token);
  }
  for (Statement& part : out) part.line = part.tokens.front().line;
  return out;
}

using Reader = Reading (*)(Cursor&, Session&);
constexpr std::array<Reader, 10> kReaders = {
    read_grant,   read_default_privileges, read_membership, read_row_security,
    read_policy,  read_ownership,          read_role,       read_routine,
    read_setting, read_object_statement};

class Fold {
 public:
  Fold(const FoldInput& file, State& state, std::vector<Notice>& notices)
      : file_(file), notices_(notices), session_{state, file.flavour, std::string(file.path), 0, "",
                                                 "",    false} {}

  void run() {
    StatementList list = split_statements(file_.text, file_.flavour);
    const bool by_line = file_.flavour == Flavour::sql_server || file_.flavour == Flavour::common;
    for (Statement& statement : list.statements) {
      session_.conditional = depth_ > 0;
      if (!by_line) {
        one(statement);
        continue;
      }
      for (const Statement& part : apart(std::move(statement))) one(part);
    }
    if (list.unclosed_line > 0)
      unread({UnknownReason::parse, sha256(file_.text).hex(), "a quote that never closes", {}},
             list.unclosed_line);
  }

 private:
  void unread(Unread what, std::uint32_t line) {
    what.source = {std::string(file_.path), "", line};
    notices_.push_back({NoticeReason::unparsable, std::string(file_.path),
                        concat("Line ", line, ": ", what.words, " could not be read as ",
                               name_of(file_.flavour), ": what it grants is not known."),
                        true});
    session_.state.unread.push_back(std::move(what));
  }

  void unread_statement(const Statement& statement, UnknownReason reason) {
    unread({reason, sha256(normal_text(statement.tokens)).hex(), beginning_of(statement), {}},
           statement.line);
  }

  // BEGIN ... END and IF of scripts: what stands inside may not run.
  void follow_blocks(const Statement& statement) {
    const Cursor cursor(statement.tokens, file_.flavour);
    const std::string first = cursor.word(), second = cursor.word(1);
    if (file_.flavour == Flavour::postgresql) return;
    const bool branches = first == "if" || first == "while" || first == "else";
    const bool transaction = (statement.tokens.size() == 1 && !session_.conditional) ||
                             second.starts_with("tran") || second == "work" || second == "name";
    if (branches) session_.conditional = true;
    if ((first == "begin" && !transaction) || (branches && cursor.holds("begin")))
      ++depth_, session_.conditional = true;
    if (first == "end" && depth_ > 0) --depth_;
  }

  // A privilege statement that stands behind the words of a block: IF x REVOKE ...
  bool hides_one(const Statement& statement) const {
    static const std::vector<std::string_view> kHeads = {"if",   "while", "else",    "begin", "end",
                                                         "then", "for",   "declare", "loop"};
    Cursor cursor(statement.tokens, file_.flavour);
    if (std::find(kHeads.begin(), kHeads.end(), cursor.word()) == kHeads.end()) return false;
    if (is_about_privileges(cursor)) return true;
    for (; !cursor.done(); cursor.skip())
      if (starts_like_one(cursor)) return true;
    return false;
  }

  // A reader may refuse what it began to read: the next one starts anew.
  Reading read(const Statement& statement) {
    for (Reader reader : kReaders) {
      Cursor cursor(statement.tokens, file_.flavour);
      const Reading reading = reader(cursor, session_);
      if (reading != Reading::other) return reading;
    }
    return Reading::other;
  }

  void read_configs(const Statement& statement) {
    for (const Token& token : statement.tokens) {
      if (token.kind != TokenKind::variable || !contains(token.text, "grants") ||
          !contains(token.text, "config"))
        continue;
      if (!read_dbt_config(token.text, session_.source(), session_.state))
        unread({UnknownReason::rendering, sha256(token.text).hex(), "dbt grants", {}}, token.line);
    }
  }

  void one(const Statement& statement) {
    session_.line = statement.line;
    read_configs(statement);
    follow_blocks(statement);
    const Cursor cursor(statement.tokens, file_.flavour);
    const std::string first = cursor.word();
    const bool gives = first == "grant" || first == "create" || first == "exec";
    if (is_dynamic(statement) || hides_one(statement) ||
        (holds_template(statement) && is_about_privileges(cursor)))
      return unread_statement(statement, UnknownReason::dynamic);
    if (session_.conditional && !gives) {
      if (is_about_privileges(cursor)) unread_statement(statement, UnknownReason::dynamic);
      return;
    }
    const Reading reading = read(statement);
    if (reading == Reading::unreadable ||
        (reading == Reading::other && is_about_privileges(cursor)))
      unread_statement(statement, UnknownReason::parse);
  }

  const FoldInput& file_;
  std::vector<Notice>& notices_;
  Session session_;
  int depth_ = 0;
};

}  // namespace

bool may_speak_of_privileges(std::string_view text) { return any_in(to_lower(text), kMarks); }

void fold_file(const FoldInput& file, State& state, std::vector<Notice>& notices) {
  Fold(file, state, notices).run();
}

std::string privilege_text(std::string_view text, Flavour flavour) {
  std::string out;
  for (const Statement& statement : split_statements(text, flavour).statements) {
    const Cursor cursor(statement.tokens, flavour);
    if (is_about_privileges(cursor) || is_dynamic(statement))
      out += concat(normal_text(statement.tokens), ";\n");
  }
  return out;
}

}  // namespace foureyes::sql
