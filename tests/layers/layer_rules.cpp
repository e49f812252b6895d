#include "layers/layer_rules.h"

#include <algorithm>
#include <map>
#include <optional>

#include "base/path.h"
#include "base/text.h"

namespace foureyes::test {
namespace {

using Names = std::vector<std::string_view>;

bool holds(const Names& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Layer -> the layers that it may include, itself among them.
const std::map<std::string_view, Names>& layers() {
  static const std::map<std::string_view, Names> table = [] {
    const Names low = {"base", "model", "config", "signing"};
    std::map<std::string_view, Names> out = {
        {"base", {"base"}},
        {"model", {"base", "model"}},
        {"config", {"base", "model", "config"}},
        {"signing", {"base", "model", "signing"}},
        {"builtin_rules", {"base", "model", "config", "signing", "secrets", "builtin_rules"}},
    };
    Names below_pipeline = low;
    for (const char* layer : {"input", "secrets", "privilege", "approval", "report", "evidence"}) {
      out[layer] = low;
      out[layer].push_back(layer);
      below_pipeline.push_back(layer);
    }
    out["pipeline"] = below_pipeline;
    out["pipeline"].push_back("pipeline");
    out["cli"] = out["pipeline"];
    out["cli"].push_back("cli");
    out["main.cpp"] = out["cli"];
    out["main.cpp"].push_back("builtin_rules");
    return out;
  }();
  return table;
}

// A library: its headers (a folder with '/' at the end, or one file) and the one place for them: a
// file, or with '/' at the end a folder, whose .cpp files may include them.
struct Library {
  Names headers;
  Names places;
};

const std::vector<Library>& libraries() {
  static const std::vector<Library> table = {
      {{"yaml-cpp/"}, {"base/yaml_document.cpp"}},
      {{"toml++/"}, {"base/toml_document.cpp"}},
      {{"openssl/"}, {"base/digest.cpp", "signing/"}},
      {{"tl/"}, {"base/result.h"}},
      {{"git2/", "git2.h"}, {"input/"}},
      {{"libdeflate.h"}, {"input/pack/"}},
      {{"hs/", "hs.h"}, {"secrets/"}},
      {{"re2/"}, {"secrets/"}},
      {{"archive.h", "archive_entry.h", "zlib.h"}, {"secrets/views/"}},
      {{"CLI/"}, {"cli/"}},
  };
  return table;
}

bool is_header_of(const Library& library, std::string_view name) {
  return std::any_of(library.headers.begin(), library.headers.end(), [name](std::string_view h) {
    return h.back() == '/' ? name.substr(0, h.size()) == h : name == h;
  });
}

bool is_standard_header(std::string_view name) {
  if (name.find_first_of("/.") == std::string_view::npos) return true;  // <vector>
  static const Names posix = {"arpa/inet.h", "dirent.h", "emmintrin.h", "errno.h",  "fcntl.h",
                              "limits.h",    "locale.h", "poll.h",      "pwd.h",    "signal.h",
                              "spawn.h",     "stdio.h",  "stdlib.h",    "string.h", "time.h",
                              "termios.h",   "unistd.h"};
  return holds(posix, name) || name.substr(0, 4) == "sys/" || name.substr(0, 6) == "linux/";
}

bool is_place_of(const Library& library, std::string_view path) {
  return std::any_of(library.places.begin(), library.places.end(), [path](std::string_view place) {
    if (place.back() != '/') return path == place;
    // CLI11 is a header that cli/ alone includes; all others stay in .cpp files.
    return is_inside(path, place) && (extension(path) == "cpp" || place == "cli/");
  });
}

std::optional<std::string> wrong_system_header(std::string_view path, std::string_view name) {
  for (const Library& library : libraries()) {
    if (!is_header_of(library, name)) continue;
    if (is_place_of(library, path)) return std::nullopt;
    return concat("<", name, "> belongs in ",
                  join({library.places.begin(), library.places.end()}, ", "), " only");
  }
  if (is_standard_header(name)) return std::nullopt;
  return concat("<", name, "> is of no known library: give it one place in tests/layers");
}

std::optional<std::string> wrong_own_header(std::string_view path, std::string_view name) {
  const std::string_view layer = path.substr(0, path.find('/'));
  const std::size_t slash = name.find('/');
  const std::string_view other = name.substr(0, slash);
  if (slash == std::string_view::npos || layers().find(other) == layers().end()) {
    return concat("\"", name, "\" must be written from scanner/: \"layer/file.h\"");
  }
  const auto own = layers().find(layer);
  if (own == layers().end())
    return concat("scanner/", layer, " is no layer: add it to tests/layers");
  if (holds(own->second, other)) return std::nullopt;
  return concat(layer, " must not include ", other, " (\"", name, "\")");
}

std::optional<std::string> wrong_include(std::string_view path, std::string_view line) {
  line = trim(line);
  if (line.substr(0, 1) != "#") return std::nullopt;
  line = trim(line.substr(1));
  if (line.substr(0, 7) != "include") return std::nullopt;
  line = trim(line.substr(7));
  const char close = line.empty() ? '\0' : line.front() == '<' ? '>' : line.front();
  const std::size_t end = line.find(close, 1);
  if ((close != '>' && close != '"') || end == std::string_view::npos) {
    return "an include that is not written out";
  }
  const std::string_view name = line.substr(1, end - 1);
  return close == '>' ? wrong_system_header(path, name) : wrong_own_header(path, name);
}

bool is_word_character(char c) { return is_alphanumeric(c) || c == '_'; }

// `word` as a whole word, at or after `from`.
std::size_t find_word(std::string_view line, std::string_view word, std::size_t from = 0) {
  for (std::size_t at = line.find(word, from); at != std::string_view::npos;
       at = line.find(word, at + 1)) {
    const bool begins = at == 0 || !is_word_character(line[at - 1]);
    const std::size_t end = at + word.size();
    if (begins && (end == line.size() || !is_word_character(line[end]))) return at;
  }
  return std::string_view::npos;
}

std::optional<std::string> wrong_exposure(std::string_view path, std::string_view code) {
  if (is_inside(path, "secrets") || path == "model/fingerprint.cpp" ||
      path == "base/secret_text.h") {
    return std::nullopt;
  }
  for (std::size_t at = find_word(code, "exposed"); at != std::string_view::npos;
       at = find_word(code, "exposed", at + 1)) {
    const std::string_view before = trim(code.substr(0, at));
    const bool member =
        !before.empty() && (before.back() == '.' || before.back() == '>' || before.back() == ':');
    const bool call = trim(code.substr(at + 7)).substr(0, 1) == "(";
    if (member || call) return "exposed() is for secrets/ and model/fingerprint.cpp only";
  }
  return std::nullopt;
}

std::optional<std::string> wrong_input(std::string_view path, std::string_view code) {
  if (is_inside(path, "cli") || path == "main.cpp") return std::nullopt;
  for (const std::string_view word :
       {"getenv", "secure_getenv", "setlocale", "system_clock", "gettimeofday", "random_device"}) {
    if (find_word(code, word) != std::string_view::npos) {
      return concat(word, ": clock, environment, locale and chance enter through options of cli/");
    }
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::string> layer_violations(std::string_view path, std::string_view content) {
  std::vector<std::string> found;
  const auto lines = split_lines(content);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view code = lines[i].substr(0, lines[i].find("//"));
    for (const auto& wrong :
         {wrong_include(path, lines[i]), wrong_exposure(path, code), wrong_input(path, code)}) {
      if (wrong) found.push_back(concat("scanner/", path, ":", i + 1, ": ", *wrong));
    }
  }
  return found;
}

}  // namespace foureyes::test
