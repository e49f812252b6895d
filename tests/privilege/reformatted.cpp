#include "privilege/reformatted.h"

#include <algorithm>

#include "base/json_document.h"
#include "base/path.h"
#include "base/text.h"
#include "base/yaml_document.h"

namespace foureyes {
namespace {

// What JSON cannot say: a tag, and a word that YAML 1.1 reads as true or false.
bool is_only_yaml(const DocumentNode& node) {
  for (std::string_view word : {"yes", "no", "on", "off"})
    if (equals_ignoring_case(node.text, word)) return true;
  return !node.tag.empty() || std::any_of(node.items.begin(), node.items.end(), is_only_yaml) ||
         std::any_of(node.members.begin(), node.members.end(),
                     [](const DocumentMember& member) { return is_only_yaml(member.second); });
}

std::string other_yaml(const std::string& path, const std::string& content) {
  const auto documents = read_yaml_stream(content, path);
  if (!documents || std::any_of(documents->begin(), documents->end(), is_only_yaml)) return content;
  std::string out = "# another form\n";
  for (const DocumentNode& document : *documents) out += concat("---\n", reordered(document), "\n");
  return out;
}

std::string other_json(const std::string& path, const std::string& content) {
  const auto root = read_json(content, path);
  return root ? reordered(*root) : content;
}

std::string with_comments(std::string_view comment, std::string_view content) {
  std::string out;
  for (std::string_view line : split_lines(content)) out += concat(line, " \r\n", comment, "\r\n");
  return out;
}

}  // namespace

// The same document with the keys of every mapping turned round, as JSON (which is YAML).
std::string reordered(const DocumentNode& node) {
  std::string out;
  if (node.is_mapping()) {
    for (auto member = node.members.rbegin(); member != node.members.rend(); ++member)
      out +=
          concat(out.empty() ? "" : ",", reordered(member->first), ":", reordered(member->second));
    return concat("{", out, "}");
  }
  if (node.is_sequence()) {
    for (const DocumentNode& item : node.items)
      out += concat(out.empty() ? "" : ",", reordered(item));
    return concat("[", out, "]");
  }
  if (!node.is_string()) return node.is_null() ? "null" : node.text;
  for (char c : node.text) {
    if (c == '"' || c == '\\')
      out += concat('\\', c);
    else if (c == '\n')
      out += "\\n";
    else if (c == '\t')
      out += "\\t";
    else
      out += c;
  }
  return concat("\"", out, "\"");
}

std::map<std::string, std::string> reformatted(const std::map<std::string, std::string>& files) {
  std::map<std::string, std::string> out = files;
  for (auto& [path, content] : out) {
    const std::string_view kind = extension(path);
    if (is_inside(path, ".foureyes") || file_name(path) == "action.yml")
      continue;  // bound as bytes
    if (kind == "yml" || kind == "yaml") content = other_yaml(path, content);
    if (kind == "json") content = other_json(path, content);
    if (file_name(path) == "CODEOWNERS") content = with_comments("# a line", content);
    if (kind == "sql") content = with_comments("-- a line", content);
  }
  return out;
}

}  // namespace foureyes
