#include "secrets/inline_marks.h"

#include <algorithm>

#include "base/text.h"

namespace foureyes {
namespace {

struct Mark {
  std::string_view words;  // in lower case
  std::string_view name;
};

// As the scanners' own documentation spells them.
constexpr Mark kMarks[] = {
    {"gitleaks:allow", "gitleaks:allow"},
    {"betterleaks:allow", "betterleaks:allow"},
    {"trufflehog:ignore", "trufflehog:ignore"},
    {"kingfisher:ignore", "kingfisher:ignore"},
    {"pragma: allowlist secret", "pragma: allowlist secret"},
    {"pragma: whitelist secret", "pragma: allowlist secret"},
    {"ggignore", "ggignore"},
    {"secretlint-disable-line", "secretlint-disable-line"},
    {"nosemgrep", "nosemgrep"},
    {"nosec", "nosec"},
    {"nosonar", "NOSONAR"},
    {"noqa: s10", "noqa"},
};

constexpr Mark kMarksOfNextLine[] = {
    {"pragma: allowlist nextline secret", "pragma: allowlist nextline secret"},
    {"secretlint-disable-next-line", "secretlint-disable-next-line"},
};

bool has_word(std::string_view lowered, std::string_view words) {
  for (std::size_t at = lowered.find(words); at != lowered.npos; at = lowered.find(words, at + 1)) {
    if (at == 0 || !is_alphanumeric(lowered[at - 1])) return true;
  }
  return false;
}

template <std::size_t N>
std::string_view mark_among(const Mark (&marks)[N], std::string_view text) {
  const std::string lowered = to_lower(text);
  const auto found = std::find_if(std::begin(marks), std::end(marks),
                                  [&](const Mark& mark) { return has_word(lowered, mark.words); });
  return found == std::end(marks) ? std::string_view() : found->name;
}

}  // namespace

std::string_view inline_mark(std::string_view line, std::string_view line_before) {
  const std::string_view own = mark_among(kMarks, line);
  return own.empty() ? mark_among(kMarksOfNextLine, line_before) : own;
}

}  // namespace foureyes
