// Walks the tokens of one statement: keywords ignore case, a quoted name is never a keyword.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "privilege/dialects/sql/tokens.h"

namespace foureyes::sql {

struct Name {
  std::vector<std::string> parts;  // database, schema, object: as many as were written
  bool is_variable = false;
  std::string text() const;  // joined by dots
};

class Cursor {
 public:
  // A view: the tokens outlive it.
  Cursor(const std::vector<Token>& tokens, Flavour flavour) : tokens_(&tokens), flavour_(flavour) {}

  Flavour flavour() const { return flavour_; }
  bool done() const { return at_ >= tokens_->size(); }
  std::size_t position() const { return at_; }
  void go_to(std::size_t position) { at_ = position; }
  void skip() { ++at_; }
  const Token* token(std::size_t offset = 0) const;

  bool is_word(std::string_view word, std::size_t offset = 0) const;
  bool is_symbol(char symbol, std::size_t offset = 0) const;
  // One or more words, all or nothing: accept("IF EXISTS"), in lower case.
  bool accept(std::string_view words);
  bool accept_symbol(char symbol);
  // The next token as a lower-case word, or "".
  std::string word(std::size_t offset = 0) const;

  // A name with its dots; nullopt, and no step, where none begins.
  std::optional<Name> name();
  // a, b, c
  std::optional<std::vector<Name>> names();
  // From "(" past its ")": the text between, normalised; nullopt where no "(" stands.
  std::optional<std::string> parenthesised();
  // Whether the words stand anywhere from here on.
  bool holds(std::string_view words) const;
  // Normalised text from here to the end.
  std::string rest() const;
  // The bodies and strings from here on, or the rest where there are none.
  std::string code() const;

 private:
  bool words_at(std::size_t at, std::string_view words, std::size_t& end) const;
  std::optional<std::string> name_part(bool& is_variable);

  const std::vector<Token>* tokens_;
  Flavour flavour_;
  std::size_t at_ = 0;
};

}  // namespace foureyes::sql
