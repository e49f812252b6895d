#include "privilege/dialects/ai_agents/interpreters.h"

#include <algorithm>
#include <array>

#include "base/path.h"
#include "base/text.h"

namespace foureyes::ai_agents {
namespace {

enum class When { bare, open, always };

struct Interpreter {
  std::string_view words;
  When when;
};

constexpr Interpreter kInterpreters[] = {
#define INTERPRETER(words, when) {words, When::when},
#include "privilege/dialects/ai_agents/interpreters.def"
#undef INTERPRETER
};

// The command's words up to its first wildcard, one space between them; paths as file names:
// "/usr/bin/env  python" -> "env python". VAR=x before the command is no part of it.
std::string fixed_words(std::string_view spec) {
  std::string flat(spec.substr(0, spec.find('*')));
  std::replace_if(flat.begin(), flat.end(), is_space, ' ');
  std::vector<std::string> words;
  for (std::string_view word : split(flat, ' ')) {
    if (word.empty() || (words.empty() && contains(word, "="))) continue;
    words.emplace_back(words.empty() ? file_name(word) : word);
  }
  return join(words, " ");
}

}  // namespace

bool runs_any_code(std::string_view spec) {
  const bool open = contains(spec, "*");
  std::string_view text = spec;
  if (text.ends_with(":*")) text.remove_suffix(2);
  const std::string fixed = fixed_words(text);
  if (fixed.empty()) return true;
  // "py*" may become python.
  const bool unfinished = contains(text, "*") && !contains(text, " ") && text.find('*') > 0;
  return std::any_of(std::begin(kInterpreters), std::end(kInterpreters),
                     [&](const Interpreter& row) {
                       if (unfinished && row.words.starts_with(fixed)) return true;
                       if (row.when != When::always && !open) return false;
                       if (fixed == row.words) return true;
                       if (!fixed.starts_with(row.words) || fixed[row.words.size()] != ' ')
                         return false;
                       return row.when != When::bare || fixed[row.words.size() + 1] == '-';
                     });
}

}  // namespace foureyes::ai_agents
