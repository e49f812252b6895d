#include "privilege/dialects/ai_agents/server_command.h"

#include <algorithm>
#include <array>

#include "base/digest.h"
#include "base/path.h"
#include "base/text.h"
#include "privilege/dialects/ai_agents/agent_site.h"

namespace foureyes::ai_agents {
namespace {

// Programs that fetch what they run, and the words between them and its name.
struct Fetcher {
  std::string_view program;
  std::string_view subcommand;  // "" when there is none
  std::string_view scheme;
};

constexpr std::array<Fetcher, 14> kFetchers = {{{"npx", "", "npm:"},
                                                {"bunx", "", "npm:"},
                                                {"pnpx", "", "npm:"},
                                                {"npm", "exec", "npm:"},
                                                {"npm", "x", "npm:"},
                                                {"pnpm", "dlx", "npm:"},
                                                {"yarn", "dlx", "npm:"},
                                                {"bun", "x", "npm:"},
                                                {"uvx", "", "pypi:"},
                                                {"uv", "run", "pypi:"},
                                                {"pipx", "run", "pypi:"},
                                                {"docker", "run", "docker://"},
                                                {"podman", "run", "docker://"},
                                                {"go", "run", "go:"}}};

// "cmd /c npx", "/usr/bin/npx" and "npx.cmd" are npx.
std::string program_name(std::string_view text) {
  std::string name = to_lower(file_name(replace_all(text, "\\", "/")));
  for (std::string_view ending : {".cmd", ".exe", ".bat"})
    if (name.ends_with(ending)) name.resize(name.size() - ending.size());
  return name;
}

std::vector<std::string> words_of(std::string_view command, const std::vector<std::string>& args) {
  std::vector<std::string> words;
  const bool one_line = args.empty() && contains(command, " ");
  if (one_line) {
    for (std::string_view word : split(command, ' '))
      if (!trim(word).empty()) words.emplace_back(trim(word));
  } else {
    words.emplace_back(command);
  }
  words.insert(words.end(), args.begin(), args.end());
  if (words.size() > 2 && program_name(words[0]) == "cmd" && to_lower(words[1]) == "/c")
    words.erase(words.begin(), words.begin() + 2);
  return words;
}

// Options whose next word is their value; a word that follows another option may be a package.
bool takes_value(std::string_view option) {
  constexpr std::array<std::string_view, 24> kOptions = {
      "-v",     "--volume",  "--mount",     "-e",        "--env",        "--env-file",
      "-p",     "--publish", "--network",   "--name",    "-w",           "--workdir",
      "-u",     "--user",    "--add-host",  "--cap-add", "--entrypoint", "--platform",
      "--with", "--python",  "--directory", "--from",    "--package",    "--label"};
  return std::find(kOptions.begin(), kOptions.end(), option) != kOptions.end();
}

bool is_exact(std::string_view version) {
  if (version.starts_with("==")) version.remove_prefix(2);
  if (version.starts_with('v')) version.remove_prefix(1);
  const auto dots = std::count(version.begin(), version.end(), '.');
  return dots >= 2 && is_digit(version.front()) &&
         version.find_first_of("*^~<>=xX ") == version.npos;
}

void name_package(ServerCommand& out, std::string_view scheme, std::string_view text) {
  std::size_t end = std::string_view::npos;
  if (scheme == "docker://") {
    end = text.find('@');
    if (end == text.npos) {
      const std::size_t colon = text.rfind(':');
      if (colon != text.npos && text.find('/', colon) == text.npos) end = colon;
    }
    out.fixed = contains(text, "@sha256:");
  } else {
    end = text.find('@', 1);
    if (scheme == "pypi:") end = std::min({end, text.find("=="), text.find(">"), text.find("<")});
  }
  out.package = concat(scheme, text.substr(0, end));
  if (end == text.npos) return;
  out.version = text.substr(text[end] == '@' || text[end] == ':' ? end + 1 : end);
  if (scheme != "docker://" && !out.version.empty()) out.fixed = is_exact(out.version);
}

bool is_place(std::string_view word) {
  return word.starts_with('/') || word.starts_with("~") || word.starts_with('.') ||
         word.starts_with("${workspace") || contains(word, "://");
}

// An address without user and parameters, which may be credentials.
void add_place(ServerCommand& out, std::string_view word) {
  std::string place(word.substr(0, word.find('?')));
  if (const std::size_t start = place.find("://"); start != std::string::npos) {
    const std::size_t end = std::min(place.find('/', start + 3), place.size());
    const std::size_t at = place.rfind('@', end);
    if (at != std::string::npos && at > start) place.erase(start + 3, at - start - 2);
  }
  if (word.size() != word.substr(0, word.find('?')).size())
    out.options.emplace_back(word.substr(word.find('?')));
  out.places.push_back(std::move(place));
}

// "--api-key=abc", and "abc" after "--api-key": the name is kept, the value is not.
void add_word(ServerCommand& out, std::string_view word, std::string_view before) {
  const std::size_t equals = word.find('=');
  const std::string_view name = word.substr(0, equals);
  if (is_limit(name) && word.starts_with('-') && !word.ends_with("=false"))
    out.limits.emplace_back(word);
  else if (is_place(word) && (before.empty() || !before.starts_with('-')))
    add_place(out, word);
  else if (equals != word.npos && names_secret(name))
    out.options.push_back(concat(name, "=..."));
  else if (before.starts_with('-') && names_secret(before) && !word.starts_with('-'))
    out.options.emplace_back("...");
  else
    out.options.emplace_back(word);
}

}  // namespace

bool is_limit(std::string_view name) {
  std::string flat = to_lower(name);
  flat.erase(std::remove_if(flat.begin(), flat.end(), [](char c) { return c == '-' || c == '_'; }),
             flat.end());
  constexpr std::array<std::string_view, 8> kWords = {"readonly", "nowrite",    "disable", "deny",
                                                      "isolated", "restricted", "sandbox", "block"};
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](std::string_view word) { return contains(flat, word); });
}

ServerCommand read_server_command(std::string_view command, const std::vector<std::string>& args) {
  ServerCommand out;
  const std::vector<std::string> words = words_of(command, args);
  out.program = program_name(words.front());
  std::size_t at = 1;
  const auto fetcher = std::find_if(kFetchers.begin(), kFetchers.end(), [&](const Fetcher& row) {
    return row.program == out.program &&
           (row.subcommand.empty() || (words.size() > 1 && words[1] == row.subcommand));
  });
  if (fetcher != kFetchers.end()) {
    at += fetcher->subcommand.empty() ? 0 : 1;
    for (; at < words.size() && out.package.empty(); ++at) {
      const std::string& word = words[at];
      const bool names = word == "--from" || word == "--package" || word == "-p";
      const bool npm_flag = fetcher->scheme == "npm:" && word == "-p";
      if (names && at + 1 < words.size() && (npm_flag || word != "-p")) {
        name_package(out, fetcher->scheme, words[++at]);
      } else if (!word.starts_with('-')) {
        name_package(out, fetcher->scheme, word);
      } else if (word != "-y" && word != "--yes") {
        add_word(out, word, "");
        if (takes_value(word) && at + 1 < words.size()) add_word(out, words[++at], word);
      }
    }
  }
  for (; at < words.size(); ++at) add_word(out, words[at], at > 1 ? words[at - 1] : "");
  return out;
}

}  // namespace foureyes::ai_agents
