// SQL as tokens, one statement after the other: comments gone, quotes understood, batches and psql
// meta commands ended. Linear in the text; never fails, but says where a quote never closes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "privilege/dialects/sql/flavour.h"

namespace foureyes::sql {

enum class TokenKind {
  word,         // an unquoted name or keyword, a number
  quoted_name,  // "x", [x], `x`
  string,       // 'x', E'x', N'x'
  body,         // $$x$$, $tag$x$tag$
  variable,     // ${x}, :"x", $(x), {{ x }}, &x, $x: its value is not in the text
  control,      // {% x %}: the text is a template
  meta,         // a psql command, without its backslash: "gexec"
  symbol,       // one character
};

struct Token {
  TokenKind kind = TokenKind::symbol;
  std::string text;  // as written; quotes taken off
  std::uint32_t line = 0;
};

struct Statement {
  std::vector<Token> tokens;
  std::uint32_t line = 0;
};

struct StatementList {
  std::vector<Statement> statements;
  std::uint32_t unclosed_line = 0;  // of the quote or comment that never closes; 0 when all do
};

StatementList split_statements(std::string_view sql, Flavour flavour);

// The statement as one text: words lowered, one space between tokens. Equal texts mean the same.
std::string normal_text(const std::vector<Token>& tokens);

}  // namespace foureyes::sql
