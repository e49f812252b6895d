#include "privilege/dialects/sql/cursor.h"

#include "base/text.h"

namespace foureyes::sql {

std::string Name::text() const { return join(parts, "."); }

const Token* Cursor::token(std::size_t offset) const {
  return at_ + offset < tokens_->size() ? &(*tokens_)[at_ + offset] : nullptr;
}

bool Cursor::is_word(std::string_view word, std::size_t offset) const {
  const Token* t = token(offset);
  return t && t->kind == TokenKind::word && equals_ignoring_case(t->text, word);
}

bool Cursor::is_symbol(char symbol, std::size_t offset) const {
  const Token* t = token(offset);
  return t && t->kind == TokenKind::symbol && t->text.front() == symbol;
}

bool Cursor::words_at(std::size_t at, std::string_view words, std::size_t& end) const {
  while (!words.empty()) {
    const std::size_t space = words.find(' ');
    const std::string_view word = words.substr(0, space);
    if (at >= tokens_->size() || (*tokens_)[at].kind != TokenKind::word ||
        !equals_ignoring_case((*tokens_)[at].text, word))
      return false;
    ++at;
    words = space == words.npos ? "" : words.substr(space + 1);
  }
  end = at;
  return true;
}

bool Cursor::accept(std::string_view words) { return words_at(at_, words, at_); }

bool Cursor::accept_symbol(char symbol) {
  if (!is_symbol(symbol)) return false;
  ++at_;
  return true;
}

std::string Cursor::word(std::size_t offset) const {
  const Token* t = token(offset);
  return t && t->kind == TokenKind::word ? to_lower(t->text) : "";
}

std::optional<std::string> Cursor::name_part(bool& is_variable) {
  const Token* t = token();
  if (!t) return std::nullopt;
  std::string text;
  if (t->kind == TokenKind::word) text = plain_name(t->text, flavour_);
  if (t->kind == TokenKind::quoted_name) text = quoted_name(t->text, flavour_);
  if (t->kind == TokenKind::string) text = quoted_name(t->text, flavour_);
  if (t->kind == TokenKind::variable) {
    text = t->text;
    is_variable = true;
  }
  if (is_symbol('*')) text = "*";
  if (text.empty()) return std::nullopt;
  ++at_;
  // user@host of MySQL
  if (is_symbol('@') && token(1) && token(1)->kind != TokenKind::symbol) {
    text += concat("@", token(1)->text);
    at_ += 2;
  }
  return text;
}

std::optional<Name> Cursor::name() {
  Name name;
  const bool identifier = is_word("identifier") && is_symbol('(', 1);  // Snowflake
  if (identifier) at_ += 2;
  do {
    auto part = name_part(name.is_variable);
    if (!part && !name.parts.empty() && is_symbol('.')) part = "";  // db..table
    if (!part) return std::nullopt;
    name.parts.push_back(std::move(*part));
  } while (accept_symbol('.'));
  if (identifier && is_symbol(')')) ++at_;
  return name;
}

std::optional<std::vector<Name>> Cursor::names() {
  std::vector<Name> out;
  do {
    auto one = name();
    if (!one) return std::nullopt;
    out.push_back(std::move(*one));
  } while (accept_symbol(','));
  return out;
}

std::optional<std::string> Cursor::parenthesised() {
  if (!is_symbol('(')) return std::nullopt;
  std::size_t depth = 0, at = at_;
  for (; at < tokens_->size(); ++at) {
    if ((*tokens_)[at].kind != TokenKind::symbol) continue;
    if ((*tokens_)[at].text == "(") ++depth;
    if ((*tokens_)[at].text == ")" && --depth == 0) break;
  }
  if (at >= tokens_->size()) return std::nullopt;
  const std::vector<Token> inside(tokens_->begin() + static_cast<std::ptrdiff_t>(at_ + 1),
                                  tokens_->begin() + static_cast<std::ptrdiff_t>(at));
  at_ = at + 1;
  return normal_text(inside);
}

bool Cursor::holds(std::string_view words) const {
  std::size_t end = 0;
  for (std::size_t at = at_; at < tokens_->size(); ++at)
    if (words_at(at, words, end)) return true;
  return false;
}

std::string Cursor::code() const {
  std::vector<Token> bodies;
  for (std::size_t at = at_; at < tokens_->size(); ++at)
    if ((*tokens_)[at].kind == TokenKind::body) bodies.push_back((*tokens_)[at]);
  return bodies.empty() ? rest() : normal_text(bodies);
}

std::string Cursor::rest() const {
  return normal_text({tokens_->begin() + static_cast<std::ptrdiff_t>(at_), tokens_->end()});
}

}  // namespace foureyes::sql
