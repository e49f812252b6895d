#include "cli/help.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <memory>
#include <numeric>

#include "base/text.h"

namespace foureyes {
namespace {

constexpr std::size_t kNameColumns = 30;
constexpr std::size_t kTextColumns = 68;
constexpr std::size_t kTypingSlips = 2;

std::string wrapped(std::string_view text) {
  std::string out;
  std::size_t column = 0;
  for (const std::string_view word : split(text, ' ')) {
    const bool fits = column + 1 + word.size() <= kTextColumns;
    if (!out.empty()) out += fits ? ' ' : '\n';
    column = fits && column != 0 ? column + 1 + word.size() : word.size();
    out += word;
  }
  return out;
}

class HelpLayout : public CLI::Formatter {
 public:
  HelpLayout() { column_width(kNameColumns); }
  std::string make_option_desc(const CLI::Option* option) const override {
    return wrapped(option->get_description());
  }
};

// The command that the words got to: "evidence verify".
const CLI::App& innermost(const CLI::App& app) {
  const auto parsed = app.get_subcommands();
  return parsed.empty() ? app : innermost(*parsed.back());
}

std::string full_name(const CLI::App& app) {
  const CLI::App* parent = app.get_parent();
  return parent == nullptr ? app.get_name() : concat(full_name(*parent), " ", app.get_name());
}

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands(nullptr)) names.push_back(command->get_name());
  return names;
}

std::vector<std::string> flag_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

// Characters to insert, drop or replace (Levenshtein).
std::size_t slips_between(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

// "Did you mean scan? ", or nothing.
std::string guess(std::string_view word, const std::vector<std::string>& names) {
  for (std::size_t slips = 1; slips <= kTypingSlips; ++slips) {
    for (const std::string& name : names) {
      if (slips_between(word, name) == slips) return concat("Did you mean ", name, "? ");
    }
  }
  return "";
}

Error unknown_word(const CLI::App& command, const std::string& word, const std::string& help) {
  if (word.starts_with("-")) {
    const std::string flag = word.substr(0, word.find('='));
    return {concat("there is no flag ", flag), full_name(command),
            guess(flag, flag_names(command)) + help};
  }
  const std::vector<std::string> names = command_names(command);
  if (names.empty()) return {concat("'", word, "' is a word too many"), full_name(command), help};
  return {concat("there is no command '", word, "'"), full_name(command),
          concat(guess(word, names), "Commands: ", join(names, ", "), ". ", help)};
}

// "--range: 1 required A..B missing" -> where and what.
Error worded(const CLI::App& command, std::string_view text, const std::string& help) {
  const auto colon = text.find(": ");
  const bool names_flag = text.starts_with("-") && colon != std::string_view::npos;
  if (names_flag && text.ends_with(" missing"))
    return {"it needs a value", concat(full_name(command), " ", text.substr(0, colon)), help};
  if (text.starts_with("Could not convert: "))
    return {"that value cannot be read", concat(full_name(command), " ", text.substr(colon + 2)),
            help};
  return {std::string(text), full_name(command), help};
}

}  // namespace

void use_help_layout(CLI::App& app) { app.formatter(std::make_shared<HelpLayout>()); }

Error usage_error(const CLI::App& app, const CLI::ParseError& error) {
  const CLI::App& command = innermost(app);
  const std::string help = concat("See: ", full_name(command), " --help");
  const std::vector<std::string> unknown = app.remaining(true);
  if (!unknown.empty()) return unknown_word(command, unknown.front(), help);
  const std::vector<std::string> names = command_names(command);
  if (!names.empty() && error.get_name() == "RequiredError") {
    return {"a command is missing", full_name(command),
            concat("Commands: ", join(names, ", "), ". ", help)};
  }
  return worded(command, error.what(), help);
}

}  // namespace foureyes
