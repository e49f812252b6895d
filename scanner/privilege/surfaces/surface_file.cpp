#include "privilege/surfaces/surface_file.h"

#include <algorithm>

#include "base/canonical_json.h"
#include "base/digest.h"
#include "base/json_document.h"
#include "base/path.h"
#include "base/text.h"
#include "base/yaml_document.h"
#include "privilege/normal_form.h"

namespace foureyes::surfaces {
namespace {

constexpr std::size_t kMaxBlockLines = 5000;
constexpr std::size_t kMaxPath = 512;

bool key_matches(std::string_view pattern, std::string_view key) {
  if (pattern.ends_with('*')) return key.starts_with(pattern.substr(0, pattern.size() - 1));
  if (pattern.starts_with('*')) return key.ends_with(pattern.substr(1));
  return pattern == key;
}

void collect(const DocumentNode& node, const std::string& path,
             std::initializer_list<std::string_view> keys, std::vector<std::string>& out) {
  std::size_t index = 0;
  for (const DocumentNode& item : node.items)
    collect(item, concat(path, "[", index++, "]"), keys, out);
  for (const DocumentMember& member : node.members) {
    const DocumentNode& key = member.first;
    const DocumentNode& value = member.second;
    std::string below = concat(path, ".", key.text);
    if (below.size() > kMaxPath) below = sha256(below).hex();
    const bool wanted = std::any_of(keys.begin(), keys.end(), [&](std::string_view pattern) {
      return key_matches(pattern, key.text);
    });
    if (wanted)
      out.push_back(concat(below, "=", canonical_json(normal_form(value))));
    else
      collect(value, below, keys, out);
  }
}

std::string_view without_comment(std::string_view line) {
  line = trim(line);
  if (line.starts_with('#') || line.starts_with("//") || line.starts_with(';')) return "";
  return line;
}

int braces(std::string_view line) {
  return static_cast<int>(std::count(line.begin(), line.end(), '{')) -
         static_cast<int>(std::count(line.begin(), line.end(), '}'));
}

}  // namespace

Facts by_bytes(std::string_view content) { return concat("bytes ", sha256(content).hex()); }

std::string_view SurfaceFile::name() const { return file_name(path_); }

bool SurfaceFile::has_extension(std::initializer_list<std::string_view> extensions) const {
  const std::string own = to_lower(extension(path_));
  return std::find(extensions.begin(), extensions.end(), own) != extensions.end();
}

bool SurfaceFile::holds(std::string_view text) const { return contains(content_, text); }

const std::vector<DocumentNode>* SurfaceFile::documents() {
  if (parse_ == Parse::not_yet) {
    parse_ = Parse::bad;
    if (has_extension({"json", "template"}) || trim(content_).starts_with('{')) {
      if (auto root = read_json(content_, path_)) {
        documents_.push_back(std::move(*root));
        parse_ = Parse::good;
      }
    }
    if (parse_ == Parse::bad) {
      if (auto stream = read_yaml_stream(content_, path_)) {
        documents_ = std::move(*stream);
        parse_ = Parse::good;
      }
    }
  }
  return parse_ == Parse::good ? &documents_ : nullptr;
}

Facts facts_by_keys(const DocumentNode& root, std::initializer_list<std::string_view> keys) {
  std::vector<std::string> found;
  collect(root, "", keys, found);
  std::sort(found.begin(), found.end());
  return join(found, "\n");
}

Facts facts_of_documents(SurfaceFile& file, std::initializer_list<std::string_view> keys) {
  const auto* documents = file.documents();
  if (!documents) return by_bytes(file.content());
  Facts out;
  for (const DocumentNode& root : *documents) out += facts_by_keys(root, keys);
  return out;
}

Facts whole_document(SurfaceFile& file) {
  const auto* documents = file.documents();
  if (!documents) return by_bytes(file.content());
  Facts out;
  for (const DocumentNode& root : *documents) out += canonical_json(normal_form(root));
  return out;
}

Facts lines_without_comments(SurfaceFile& file) {
  Facts out;
  for (std::string_view line : split_lines(file.content()))
    if (const std::string_view words = without_comment(line); !words.empty())
      out += concat(words, "\n");
  return out;
}

Facts lines_with(SurfaceFile& file, std::initializer_list<std::string_view> words) {
  Facts out;
  for (std::string_view line : split_lines(file.content())) {
    const std::string lower = to_lower(without_comment(line));
    if (std::any_of(words.begin(), words.end(),
                    [&](std::string_view word) { return contains(lower, word); }))
      out += concat(trim(line), "\n");
  }
  return out;
}

Facts brace_blocks(std::string_view text, bool (*starts)(std::string_view line)) {
  Facts out;
  int depth = 0;
  std::size_t lines = 0;
  for (std::string_view raw : split_lines(text)) {
    const std::string_view line = without_comment(raw);
    if (depth == 0 && !starts(line)) continue;
    if (depth == 0) lines = 0;
    depth += braces(line);
    for (std::string_view word : split(line, ' '))
      if (!trim(word).empty()) out += concat(trim(word), " ");
    out += '\n';
    // A block that never closes ends somewhere.
    if (depth <= 0 || ++lines > kMaxBlockLines) depth = 0;
  }
  return out;
}

}  // namespace foureyes::surfaces
