#include "privilege/glob_tokens.h"

#include <algorithm>

namespace foureyes {
namespace {

// The length of the placeholder "${name}" that starts the text, or 0.
std::size_t placeholder_length(std::string_view text) {
  if (!text.starts_with("${")) return 0;
  const std::size_t end = text.find('}');
  return end == text.npos ? 0 : end + 1;
}

void add_placeholder(std::string_view text, Placeholders mode, Tokens& tokens) {
  if (mode == Placeholders::as_any_text) return tokens.push_back({TokenKind::star, 0});
  for (char c : text)
    tokens.push_back({TokenKind::character, kPlaceholder + static_cast<unsigned char>(c)});
}

// Adds `position` and every position that stars let it skip to.
void enter(const Tokens& tokens, std::size_t position, Positions& out) {
  out.push_back(position);
  while (position < tokens.size() && is_star(tokens[position])) out.push_back(++position);
}

void tidy(const Tokens& tokens, Positions& positions) {
  std::sort(positions.begin(), positions.end());
  positions.erase(std::unique(positions.begin(), positions.end()), positions.end());
  // What can be matched from before a plain star can be matched from that star.
  for (std::size_t i = positions.size(); i-- > 0;) {
    if (positions[i] < tokens.size() && tokens[positions[i]].kind == TokenKind::star) {
      positions.erase(positions.begin(), positions.begin() + static_cast<std::ptrdiff_t>(i));
      return;
    }
  }
}

}  // namespace

bool is_star(const Token& token) {
  return token.kind == TokenKind::star || token.kind == TokenKind::segment_star;
}

Tokens compile(GlobText glob, Placeholders mode) {
  Tokens tokens;
  std::size_t colons = 0;
  for (std::size_t i = 0; i < glob.text.size(); ++i) {
    if (const std::size_t length = placeholder_length(glob.text.substr(i)); length > 0) {
      add_placeholder(glob.text.substr(i, length), mode, tokens);
      i += length - 1;
      continue;
    }
    const char c = glob.text[i];
    if (c == ':') ++colons;
    if (c == '?' && (glob.kind == GlobKind::plain || glob.kind == GlobKind::arn)) {
      tokens.push_back({TokenKind::any_character, 0});
    } else if (c != '*' || glob.kind == GlobKind::literal) {
      tokens.push_back({TokenKind::character, static_cast<unsigned char>(c)});
    } else if (glob.kind == GlobKind::ref && glob.text.substr(i, 2) != "**") {
      tokens.push_back({TokenKind::segment_star, '/'});
    } else if (glob.kind == GlobKind::arn && colons < 5 && i + 1 < glob.text.size()) {
      tokens.push_back({TokenKind::segment_star, ':'});
    } else {
      if (glob.kind == GlobKind::ref) ++i;
      tokens.push_back({TokenKind::star, 0});
    }
  }
  return tokens;
}

bool reads(const Token& token, int character) {
  switch (token.kind) {
    case TokenKind::character:
      return token.value == character;
    case TokenKind::segment_star:
      return token.value != character && character < kPlaceholder;
    case TokenKind::any_character:
      return character < kPlaceholder;
    case TokenKind::star:
      return true;
  }
  return false;
}

Positions start_of(const Tokens& tokens) {
  Positions out;
  enter(tokens, 0, out);
  tidy(tokens, out);
  return out;
}

Positions step(const Tokens& tokens, const Positions& from, int character) {
  Positions out;
  for (std::size_t position : from) {
    if (position >= tokens.size() || !reads(tokens[position], character)) continue;
    enter(tokens, is_star(tokens[position]) ? position : position + 1, out);
  }
  tidy(tokens, out);
  return out;
}

bool accepts(const Tokens& tokens, const Positions& positions) {
  return !positions.empty() && positions.back() == tokens.size();
}

}  // namespace foureyes
