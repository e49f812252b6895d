#include "privilege/surfaces/sql_statements.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"

namespace foureyes::surfaces {
namespace {

// Splits at semicolons outside of quotes and comments. Text in quotes is kept (dynamic SQL), words
// are separated by one space.
class Splitter {
 public:
  explicit Splitter(std::string_view sql) : sql_(sql) {}

  std::vector<std::string> split_all() {
    while (at_ < sql_.size()) next();
    finish();
    return std::move(statements_);
  }

 private:
  bool here(std::string_view text) const { return sql_.substr(at_, text.size()) == text; }

  void skip_past(std::string_view end) {
    const std::size_t found = sql_.find(end, at_);
    at_ = found == sql_.npos ? sql_.size() : found + end.size();
    space();
  }

  void space() {
    if (!current_.empty() && current_.back() != ' ') current_ += ' ';
  }

  void finish() {
    if (!trim(current_).empty()) statements_.emplace_back(trim(current_));
    current_.clear();
  }

  void quoted(char quote) {
    const std::size_t end = sql_.find(quote, at_ + 1);
    const std::size_t stop = end == sql_.npos ? sql_.size() : end + 1;
    current_ += sql_.substr(at_, stop - at_);
    at_ = stop;
  }

  void next() {
    if (here("--")) return skip_past("\n");
    if (here("/*")) return skip_past("*/");
    const char c = sql_[at_];
    if (c == '\'' || c == '"') return quoted(c);
    ++at_;
    if (c == ';') return finish();
    if (is_space(c)) return space();
    current_ += c;
  }

  std::string_view sql_;
  std::size_t at_ = 0;
  std::string current_;
  std::vector<std::string> statements_;
};

bool starts_with_any(std::string_view text, const std::vector<std::string_view>& starts) {
  return std::any_of(starts.begin(), starts.end(),
                     [&](std::string_view start) { return text.starts_with(start); });
}

bool holds_any(std::string_view text, const std::vector<std::string_view>& parts) {
  return std::any_of(parts.begin(), parts.end(),
                     [&](std::string_view part) { return contains(text, part); });
}

bool is_privilege_statement(std::string_view statement) {
  const std::string text = to_lower(statement);
  static const std::vector<std::string_view> kStarts = {"grant ",
                                                        "revoke ",
                                                        "deny ",
                                                        "create role",
                                                        "alter role",
                                                        "drop role",
                                                        "create user",
                                                        "alter user",
                                                        "drop user",
                                                        "create login",
                                                        "alter login",
                                                        "set role",
                                                        "reassign owned",
                                                        "create policy",
                                                        "alter policy",
                                                        "drop policy",
                                                        "alter default privileges",
                                                        "alter server role",
                                                        "create group",
                                                        "alter group",
                                                        "define role",
                                                        "define database role",
                                                        "exec sp_addrolemember",
                                                        "execute sp_addrolemember",
                                                        "sp_addrolemember",
                                                        "create row access policy",
                                                        "drop row access policy",
                                                        "create masking policy",
                                                        "drop masking policy",
                                                        "create or replace role",
                                                        "use role",
                                                        "create network policy",
                                                        "alter network policy",
                                                        "drop network policy",
                                                        "create share",
                                                        "alter share"};
  static const std::vector<std::string_view> kParts = {
      " owner to ",        "row level security", "row-level security",    "security definer",
      "authid ",           "execute as ",        "with grant option",     "masking policy",
      "row access policy", "set trustworthy",    "grant connect through", "enable trigger",
      "dbms_rls",          "filter_predicate",   "set masking",           " owner = ",
      "datashare"};
  if (starts_with_any(text, kStarts) || holds_any(text, kParts)) return true;
  const bool dynamic = text.starts_with("execute") || text.starts_with("exec") ||
                       text.starts_with("do ") || text.starts_with("begin") ||
                       text.starts_with("create ") || text.starts_with("declare");
  return dynamic && holds_any(text, {"grant ", "revoke ", "alter role", "alter user", "create role",
                                     "create user"});
}

}  // namespace

std::string privilege_statements(std::string_view sql) {
  std::string out;
  for (const std::string& statement : Splitter(sql).split_all())
    if (is_privilege_statement(statement)) out += concat(statement, ";\n");
  return out;
}

}  // namespace foureyes::surfaces
