// A pattern becomes a list of tokens; matching follows all of them at once (a set of positions), so
// that its time is the product of the two lengths whatever they hold.
#include "base/path_pattern.h"

#include <vector>

#include "base/path.h"
#include "base/text.h"
#include "base/utf8.h"

namespace foureyes {
namespace {

enum class TokenKind {
  character,
  any_character,         // ?
  any_name,              // *
  anything,              // **
  directories,           // **/ at the start of a segment: nothing, or ...
  directories_continue,  // ... anything that ends in '/'
};

struct Token {
  TokenKind kind = TokenKind::character;
  char32_t character = 0;
};

constexpr char32_t kInvalidBase = 0x110000;  // invalid bytes compare by their value

char32_t character_at(std::string_view text, std::size_t& at) {
  const Utf8Step step = utf8_step(text, at);
  const auto byte = static_cast<unsigned char>(text[at]);
  at += step.valid ? step.length : 1;
  return step.valid ? step.code_point : kInvalidBase + byte;
}

std::vector<Token> tokens_of(std::string_view pattern) {
  std::vector<Token> tokens;
  for (std::size_t at = 0; at < pattern.size();) {
    const bool segment_start = at == 0 || pattern[at - 1] == '/';
    if (segment_start && pattern.substr(at, 3) == "**/") {
      tokens.push_back({TokenKind::directories});
      tokens.push_back({TokenKind::directories_continue});
      at += 3;
    } else if (pattern.substr(at, 2) == "**") {
      tokens.push_back({TokenKind::anything});
      at += 2;
    } else if (pattern[at] == '*') {
      tokens.push_back({TokenKind::any_name});
      ++at;
    } else if (pattern[at] == '?') {
      tokens.push_back({TokenKind::any_character});
      ++at;
    } else {
      tokens.push_back({TokenKind::character, character_at(pattern, at)});
    }
  }
  return tokens;
}

class Positions {
 public:
  explicit Positions(const std::vector<Token>& tokens)
      : tokens_(tokens), now_(tokens.size() + 1), next_(tokens.size() + 1) {
    enter(now_, 0);
  }

  void step(char32_t c) {
    next_.assign(next_.size(), 0);
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (now_[i] == 0) continue;
      const Token& token = tokens_[i];
      switch (token.kind) {
        case TokenKind::character:
          if (token.character == c) enter(next_, i + 1);
          break;
        case TokenKind::any_character:
          if (c != U'/') enter(next_, i + 1);
          break;
        case TokenKind::any_name:
          if (c != U'/') enter(next_, i);
          break;
        case TokenKind::anything:
          enter(next_, i);
          break;
        case TokenKind::directories:
          break;
        case TokenKind::directories_continue:
          next_[i] = 1;
          if (c == U'/') enter(next_, i + 1);
          break;
      }
    }
    now_.swap(next_);
  }

  bool at_end() const { return now_.back() != 0; }

 private:
  // Marks position i and those that it reaches without a character.
  void enter(std::vector<char>& set, std::size_t i) {
    while (set[i] == 0) {
      set[i] = 1;
      if (i == tokens_.size()) return;
      const TokenKind kind = tokens_[i].kind;
      if (kind == TokenKind::directories) {
        set[i + 1] = 1;
        i += 2;
      } else if (kind == TokenKind::any_name || kind == TokenKind::anything) {
        ++i;
      } else {
        return;
      }
    }
  }

  const std::vector<Token>& tokens_;
  std::vector<char> now_;
  std::vector<char> next_;
};

}  // namespace

bool path_matches(std::string_view pattern, std::string_view path) {
  if (pattern.empty()) return false;
  std::string anchored(pattern);
  if (!contains(pattern, "/")) path = file_name(path);
  if (anchored.back() == '/') anchored += "**";
  if (anchored.front() == '/') anchored.erase(0, 1);
  const std::vector<Token> tokens = tokens_of(anchored);
  Positions positions(tokens);
  for (std::size_t at = 0; at < path.size();) positions.step(character_at(path, at));
  return positions.at_end();
}

bool glob_matches(std::string_view pattern, std::string_view text) {
  // The last star alone is worth going back to: what an earlier one could still take, it can too.
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;
  std::size_t star_text = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      star_text = t;
    } else if (p < pattern.size() && pattern[p] == '?') {
      ++p;
      t += utf8_step(text, t).length;
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      star_text += utf8_step(text, star_text).length;
      t = star_text;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace foureyes
