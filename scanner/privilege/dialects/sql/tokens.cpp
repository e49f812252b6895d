// The lexical rules are those of PostgreSQL 17 (4.1), Snowflake (identifiers, string constants) and
// Transact-SQL (identifiers, comments, GO); where they differ the flavour decides.
#include "privilege/dialects/sql/tokens.h"

#include "base/text.h"

namespace foureyes::sql {
namespace {

bool is_word_start(char c) {
  return is_alphanumeric(c) || c == '_' || c == '#' || static_cast<unsigned char>(c) >= 0x80;
}
bool is_word_part(char c) { return is_word_start(c) || c == '$'; }

// A quote that must close near by, so that text full of openings is read in linear time.
constexpr std::size_t kMaxEnclosed = 4096;

class Lexer {
 public:
  Lexer(std::string_view sql, Flavour flavour) : sql_(sql), flavour_(flavour) {}

  StatementList run() {
    if (sql_.starts_with("\xEF\xBB\xBF")) at_ = 3;
    while (at_ < sql_.size()) next();
    finish();
    return std::move(out_);
  }

 private:
  bool here(std::string_view text) const { return sql_.substr(at_, text.size()) == text; }
  char peek(std::size_t offset) const {
    return at_ + offset < sql_.size() ? sql_[at_ + offset] : '\0';
  }

  void finish() {
    if (!current_.tokens.empty()) {
      current_.line = current_.tokens.front().line;
      out_.statements.push_back(std::move(current_));
    }
    current_ = {};
  }

  void add(TokenKind kind, std::string text) {
    current_.tokens.push_back({kind, std::move(text), line_});
  }

  void advance(std::size_t count) {
    for (std::size_t i = 0; i < count && at_ < sql_.size(); ++i)
      if (sql_[at_++] == '\n') ++line_;
  }

  bool at_line_start() const {
    std::size_t i = at_;
    while (i > 0 && (sql_[i - 1] == ' ' || sql_[i - 1] == '\t')) --i;
    return i == 0 || sql_[i - 1] == '\n';
  }

  std::string_view rest_of_line() const {
    const std::size_t end = sql_.find('\n', at_);
    return sql_.substr(at_, end == sql_.npos ? sql_.npos : end - at_);
  }

  void skip_line() { advance(rest_of_line().size()); }

  // PostgreSQL and SQL Server nest block comments; Snowflake does not.
  void block_comment() {
    const std::uint32_t start = line_;
    int depth = 0;
    do {
      if (here("/*") && (depth == 0 || flavour_ != Flavour::snowflake)) {
        ++depth, advance(2);
      } else if (here("*/")) {
        --depth, advance(2);
      } else {
        advance(1);
      }
    } while (depth > 0 && at_ < sql_.size());
    if (depth > 0 && out_.unclosed_line == 0) out_.unclosed_line = start;
  }

  // At the opening quote; a doubled closing quote is one character.
  void quoted(TokenKind kind, char close, bool backslash) {
    const std::uint32_t start = line_;
    advance(1);
    std::string text;
    while (at_ < sql_.size()) {
      const char c = sql_[at_];
      if (backslash && c == '\\' && at_ + 1 < sql_.size()) {
        text += sql_.substr(at_, 2);
        advance(2);
      } else if (c == close && peek(1) == close) {
        text += c;
        advance(2);
      } else if (c == close) {
        advance(1);
        current_.tokens.push_back({kind, std::move(text), start});
        return;
      } else {
        text += c;
        advance(1);
      }
    }
    if (out_.unclosed_line == 0) out_.unclosed_line = start;
    current_.tokens.push_back({kind, std::move(text), start});
  }

  // "$tag$" at this place, or "".
  std::string_view dollar_tag() const {
    if (flavour_ == Flavour::sql_server) return "";
    std::size_t end = at_ + 1;
    while (end < sql_.size() && is_word_part(sql_[end]) && sql_[end] != '$') ++end;
    if (end >= sql_.size() || sql_[end] != '$' || is_digit(peek(1))) return "";
    return sql_.substr(at_, end + 1 - at_);
  }

  void dollar_body(std::string_view tag) {
    const std::uint32_t start = line_;
    const std::size_t from = at_ + tag.size(), found = sql_.find(tag, from);
    if (found == sql_.npos && out_.unclosed_line == 0) out_.unclosed_line = line_;
    const std::size_t end = found == sql_.npos ? sql_.size() : found;
    std::string text(sql_.substr(from, end - from));
    advance(end + (found == sql_.npos ? 0 : tag.size()) - at_);
    current_.tokens.push_back({TokenKind::body, std::move(text), start});
  }

  std::size_t close_by(std::string_view close) const {
    const std::size_t found = sql_.substr(at_, kMaxEnclosed).find(close, 1);
    return found == sql_.npos ? found : at_ + found;
  }

  bool enclosed(TokenKind kind, std::string_view open, std::string_view close) {
    if (!here(open)) return false;
    const std::size_t found = close_by(close);
    if (found == sql_.npos) return false;
    add(kind, std::string(sql_.substr(at_, found + close.size() - at_)));
    advance(found + close.size() - at_);
    return true;
  }

  bool template_part() {
    if (enclosed(TokenKind::variable, "{{", "}}") || enclosed(TokenKind::control, "{%", "%}") ||
        enclosed(TokenKind::control, "<%", "%>") || enclosed(TokenKind::variable, "${", "}") ||
        enclosed(TokenKind::variable, "$(", ")"))
      return true;
    if (here("{#")) {
      const std::size_t found = close_by("#}");
      if (found == sql_.npos) return false;
      advance(found + 2 - at_);
      return true;
    }
    return false;
  }

  // :name, :'name', :"name" of psql; $name and &name of Snowflake and its client; @name.
  bool variable() {
    const char c = sql_[at_];
    if (c == ':' && (peek(1) == '"' || peek(1) == '\'') && at_ > 0 && sql_[at_ - 1] != ':') {
      advance(1);
      quoted(TokenKind::variable, sql_[at_], false);
      return true;
    }
    const bool sigil =
        ((c == ':' && (at_ == 0 || sql_[at_ - 1] != ':')) || c == '&' || c == '$' || c == '@') &&
        is_word_start(peek(1)) && !is_digit(peek(1));
    if (!sigil) return false;
    std::size_t end = at_ + 1;
    while (end < sql_.size() && is_word_part(sql_[end])) ++end;
    add(TokenKind::variable, std::string(sql_.substr(at_, end - at_)));
    advance(end - at_);
    return true;
  }

  // [name]; elsewhere the brackets of an array.
  bool bracketed() {
    if (sql_[at_] != '[' || flavour_ == Flavour::postgresql) return false;
    if (flavour_ != Flavour::sql_server) {
      const std::size_t end = close_by("]");
      if (end == sql_.npos || !is_word_start(peek(1)) ||
          sql_.substr(at_, end - at_).find_first_of("'\n") != sql_.npos)
        return false;
    }
    quoted(TokenKind::quoted_name, ']', false);
    return true;
  }

  void word() {
    std::size_t end = at_;
    while (end < sql_.size() && is_word_part(sql_[end])) ++end;
    const std::string_view text = sql_.substr(at_, end - at_);
    const std::string lower = to_lower(text);
    const bool quote_follows = end < sql_.size() && sql_[end] == '\'';
    if (quote_follows && (lower == "e" || lower == "n" || lower == "b" || lower == "x")) {
      advance(1);
      return quoted(TokenKind::string, '\'', lower == "e");
    }
    add(TokenKind::word, std::string(text));
    advance(text.size());
  }

  // GO ends a batch; "/" alone is Oracle's.
  bool batch_end() {
    if (!at_line_start()) return false;
    const std::string line = to_lower(trim(rest_of_line()));
    const bool go = line == "go" || (line.starts_with("go ") && line.size() > 3 &&
                                     line.find_first_not_of("0123456789 ", 3) == line.npos);
    if (!(go && flavour_ != Flavour::postgresql) && line != "/") return false;
    skip_line();
    finish();
    return true;
  }

  void meta_command() {
    std::size_t end = at_ + 1;
    while (end < sql_.size() && is_letter(sql_[end])) ++end;
    const std::string name(sql_.substr(at_ + 1, end - at_ - 1));
    const bool ends = name == "g" || name == "gexec" || name == "gset" || name == "gx";
    if (!ends) finish();
    add(TokenKind::meta, name);
    if (name == "c" || name == "connect")
      for (std::string_view part : split(rest_of_line().substr(end - at_), ' '))
        if (!trim(part).empty()) add(TokenKind::word, std::string(trim(part)));
    skip_line();
    finish();
  }

  void next() {
    const char c = sql_[at_];
    if (is_space(c)) return advance(1);
    if (here("--") || (here("//") && flavour_ == Flavour::snowflake)) return skip_line();
    if (here("/*")) return block_comment();
    if (batch_end()) return;
    if (c == '\\' && is_letter(peek(1)) && flavour_ != Flavour::sql_server) return meta_command();
    if (template_part()) return;
    if (c == '\'') return quoted(TokenKind::string, '\'', flavour_ == Flavour::snowflake);
    if (c == '"' || c == '`') return quoted(TokenKind::quoted_name, c, false);
    if (bracketed()) return;
    if (c == '$')
      if (const std::string_view tag = dollar_tag(); !tag.empty()) return dollar_body(tag);
    if (variable()) return;
    if (is_word_start(c)) return word();
    advance(1);
    if (c == ';') return finish();
    add(TokenKind::symbol, std::string(1, c));
  }

  std::string_view sql_;
  Flavour flavour_;
  std::size_t at_ = 0;
  std::uint32_t line_ = 1;
  Statement current_;
  StatementList out_;
};

}  // namespace

StatementList split_statements(std::string_view sql, Flavour flavour) {
  return Lexer(sql, flavour).run();
}

std::string normal_text(const std::vector<Token>& tokens) {
  std::string out;
  for (const Token& token : tokens) {
    if (!out.empty()) out += ' ';
    switch (token.kind) {
      case TokenKind::word:
        out += to_lower(token.text);
        break;
      case TokenKind::quoted_name:
        out += concat("\"", replace_all(token.text, "\"", "\"\""), "\"");
        break;
      case TokenKind::string:
        out += concat("'", replace_all(token.text, "'", "''"), "'");
        break;
      case TokenKind::body:
        out += concat("$$", token.text, "$$");
        break;
      default:
        out += token.text;
    }
  }
  return out;
}

}  // namespace foureyes::sql
