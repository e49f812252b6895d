// What the line of a value, its neighbours and its path say.
#include <algorithm>

#include "base/text.h"
#include "secrets/generic/feature_parts.h"
#include "secrets/generic/word_lists.h"
#include "secrets/lines.h"

namespace foureyes {
namespace {

struct Context {
  ByteRange line;
  ByteRange near;  // around the line and with it
};

Context context_of(std::string_view text, const Place& place) {
  const std::size_t begin = std::min(place.key.begin, place.value.begin);
  const ByteRange line = line_around(text, {begin, place.value.end});
  return {line, lines_near(text, line)};
}

struct GroupFeature {
  WordGroup group;
  Feature line;
  Feature near;
};

constexpr GroupFeature kGroupFeatures[] = {
    {WordGroup::credential, Feature::line_keys, Feature::near_keys},
    {WordGroup::user, Feature::line_user, Feature::near_user},
    {WordGroup::host, Feature::line_host, Feature::near_host},
    {WordGroup::test, Feature::line_test, Feature::near_test},
    {WordGroup::example, Feature::line_example, Feature::near_example},
    {WordGroup::hash, Feature::line_hash, Feature::near_hash},
    {WordGroup::message, Feature::line_message, Feature::near_message},
    {WordGroup::schema, Feature::line_schema, Feature::near_schema},
    {WordGroup::request, Feature::line_request, Feature::near_request},
    {WordGroup::environment, Feature::line_environment, Feature::near_environment},
    {WordGroup::create, Feature::line_create, Feature::near_create},
    {WordGroup::negative, Feature::line_negative, Feature::near_negative},
    {WordGroup::crypto, Feature::line_crypto, Feature::near_crypto},
    {WordGroup::certificate, Feature::line_public, Feature::near_public},
    {WordGroup::database, Feature::line_database, Feature::near_database},
};

using GroupCounts = std::array<std::uint8_t, std::size(kGroupFeatures)>;

int count_groups(std::string_view text, GroupCounts& counts) {
  int words = 0;
  for_each_word(text, [&](std::string_view word) {
    ++words;
    const std::uint32_t groups = groups_of(word);
    if (groups == 0) return;
    for (std::size_t i = 0; i < counts.size(); ++i)
      if (is_in(groups, kGroupFeatures[i].group) && counts[i] < 6) ++counts[i];
  });
  return words;
}

void add_line(std::string_view before, std::string_view after, std::string_view line,
              FeatureSink& sink) {
  const auto count = [&](std::string_view characters) {
    std::size_t found = 0;
    for (const std::string_view part : {before, after})
      for (const char c : part) found += characters.find(c) != std::string_view::npos;
    return found;
  };
  const std::string_view start = trim(line);
  const bool is_comment = start.starts_with("#") || start.starts_with("//") ||
                          start.starts_with("/*") || start.starts_with("*") ||
                          start.starts_with("--") || start.starts_with("<!--") ||
                          start.starts_with(";") || start.starts_with(">");
  sink.set(Feature::indent, std::min<std::size_t>(line.find_first_not_of(" \t"), 60));
  sink.set(Feature::line_length, line.size());
  sink.set(Feature::before_length, before.size());
  sink.set(Feature::after_length, after.size());
  sink.set(Feature::line_quotes, count("\"'`"));
  sink.set(Feature::line_joints, count("=:"));
  sink.set(Feature::line_brackets, count("()[]{}"));
  sink.set(Feature::line_commas, count(","));
  sink.set(Feature::is_comment, is_comment);
  sink.set(Feature::is_list_item, start.starts_with("- ") || start.starts_with("* "));
}

// How many neighbour lines begin with the same kinds of characters: a table of settings.
int same_shape(std::string_view near, std::string_view line) {
  const auto outline = [](std::string_view text) {
    std::string shape;
    for (const char c : text.substr(0, 120)) {
      const char kind = is_alphanumeric(c) || c == '_' ? 'a' : c;
      if (shape.size() >= 8) break;
      if (shape.empty() || shape.back() != kind) shape += kind;
    }
    return shape;
  };
  const std::string own = outline(line);
  int same = -1;  // the line itself is among them
  for (const std::string_view other : split(near, '\n')) same += outline(other) == own;
  return std::max(same, 0);
}

int language_of(const PathFacts& path) {
  static constexpr std::string_view kGroups[] = {
      "c cc cpp cxx h hpp hh m mm",
      "cs fs vb",
      "java kt kts scala groovy gradle",
      "go",
      "rs swift dart",
      "js jsx mjs cjs ts tsx vue svelte",
      "py pyi",
      "rb erb",
      "php",
      "pl pm lua r ex exs erl hs clj sol",
      "yml yaml",
      "json json5 jsonc tfstate",
      "toml ini conf cfg cnf properties env config",
      "xml csproj xaml plist resx",
      "html htm xhtml css scss",
      "sh bash zsh bat ps1 cmd bats",
      "sql",
      "md markdown adoc asciidoc rst",
      "txt log csv tsv",
      "tf hcl tfvars",
      "pem key crt cer",
      "dockerfile makefile",
      "example sample dist template test",
  };
  const auto names = [&](std::string_view group) {
    const std::string_view word = path.extension;
    for (std::size_t at = group.find(word); at != std::string_view::npos;
         at = group.find(word, at + 1)) {
      const std::size_t end = at + word.size();
      if ((at == 0 || group[at - 1] == ' ') && (end == group.size() || group[end] == ' '))
        return true;
    }
    return false;
  };
  if (path.extension.empty()) return 0;
  for (std::size_t i = 0; i < std::size(kGroups); ++i)
    if (names(kGroups[i])) return static_cast<int>(i) + 1;
  return 0;
}

}  // namespace

void add_context_features(const Place& place, const FeatureSource& source, FeatureSink& sink) {
  const Context context = context_of(source.text, place);
  const auto part = [&](std::size_t begin, std::size_t end) {
    return source.text.substr(begin, end > begin ? end - begin : 0);
  };
  const std::string_view before = part(context.line.begin, place.key.begin);
  const std::string_view after = part(place.value.end, context.line.end);
  const std::string_view between = part(place.key.end, place.value.begin);
  const std::string_view line = part(context.line.begin, context.line.end);
  add_line(before, after, line, sink);
  GroupCounts counts{};
  int words = count_groups(before, counts);
  words += count_groups(between, counts);
  words += count_groups(after, counts);
  sink.set(Feature::line_words, words);
  for (std::size_t i = 0; i < counts.size(); ++i) sink.set(kGroupFeatures[i].line, counts[i]);
  counts = {};
  count_groups(part(context.near.begin, context.line.begin), counts);
  count_groups(part(context.line.end, context.near.end), counts);
  for (std::size_t i = 0; i < counts.size(); ++i) sink.set(kGroupFeatures[i].near, counts[i]);
  const std::string_view near = part(context.near.begin, context.near.end);
  sink.set(Feature::near_lines, std::count(near.begin(), near.end(), '\n'));
  sink.set(Feature::near_same_shape, same_shape(near, line));
  const std::string_view value = value_of(place, source);
  const bool before_too = contains(part(context.near.begin, place.value.begin), value);
  const bool after_too = contains(part(place.value.end, context.near.end), value);
  sink.set(Feature::repeats_near, value.size() < 4 ? 0 : before_too + 2 * after_too);
}

void add_path_features(const PathFacts& path, FeatureSink& sink) {
  sink.set(Feature::path_language, language_of(path));
  sink.set(Feature::path_is_code, path.is_code);
  sink.set(Feature::path_is_test, path.is_test);
  sink.set(Feature::path_is_example, path.is_example);
  sink.set(Feature::path_is_vendor, path.is_vendor);
  sink.set(Feature::path_is_setting, path.is_setting);
  sink.set(Feature::path_is_translation, path.purpose == PathPurpose::translation);
  sink.set(Feature::path_is_prose, path.purpose == PathPurpose::prose);
}

}  // namespace foureyes
