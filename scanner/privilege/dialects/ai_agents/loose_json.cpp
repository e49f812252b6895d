#include "privilege/dialects/ai_agents/loose_json.h"

#include "base/text.h"

namespace foureyes::ai_agents {
namespace {

// The end of the string that begins at `at`.
std::size_t end_of_string(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && text[at] != '"' && text[at] != '\n'; ++at)
    if (text[at] == '\\') ++at;
  return at < text.size() ? at + 1 : text.size();
}

void blank(std::string& text, std::size_t begin, std::size_t end) {
  for (; begin < end; ++begin)
    if (text[begin] != '\n' && text[begin] != '\r') text[begin] = ' ';
}

}  // namespace

std::string without_comments(std::string_view text) {
  std::string out(text);
  std::size_t comma = std::string::npos;  // the last token, when it is a comma
  for (std::size_t at = 0; at < out.size();) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with("//") || rest.starts_with("/*")) {
      const bool line = rest[1] == '/';
      const std::size_t close = line ? rest.find('\n') : rest.find("*/", 2);
      if (close == rest.npos && !line) return out;
      const std::size_t end = close == rest.npos ? out.size() : at + close + (line ? 0 : 2);
      blank(out, at, end);
      at = end;
    } else if (rest.front() == '"') {
      comma = std::string::npos;
      at = end_of_string(text, at);
    } else {
      if ((rest.front() == '}' || rest.front() == ']') && comma != std::string::npos)
        out[comma] = ' ';
      if (!is_space(rest.front())) comma = rest.front() == ',' ? at : std::string::npos;
      ++at;
    }
  }
  return out;
}

}  // namespace foureyes::ai_agents
