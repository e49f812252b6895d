#include "model/commit.h"

#include <optional>

#include "base/text.h"

namespace foureyes {
namespace {

// "Name <email>"; the name may be empty, the e-mail not.
std::optional<Signature> parse_person(std::string_view text) {
  text = trim(text);
  const std::size_t open = text.rfind('<');
  if (open == std::string_view::npos || text.back() != '>') return std::nullopt;
  const std::string_view email = trim(text.substr(open + 1, text.size() - open - 2));
  if (email.empty() || email.find_first_of(" \t>") != std::string_view::npos) return std::nullopt;
  return Signature{std::string(trim(text.substr(0, open))), std::string(email), {}};
}

}  // namespace

std::vector<Signature> co_authors(const Commit& commit) {
  constexpr std::string_view key = "co-authored-by:";
  std::vector<Signature> people;
  // Not only in the last paragraph: a squash puts the trailers of its commits anywhere, and who is
  // named too often is only excluded as an approver.
  for (const std::string_view raw : split_lines(commit.message)) {
    const std::string_view line = trim(raw);
    if (!equals_ignoring_case(line.substr(0, key.size()), key)) continue;
    if (auto person = parse_person(line.substr(key.size()))) {
      person->when = commit.author.when;
      people.push_back(std::move(*person));
    }
  }
  return people;
}

}  // namespace foureyes
