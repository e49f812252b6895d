#include "secrets/path_facts.h"

#include <algorithm>
#include <array>

#include "base/path.h"
#include "base/text.h"

namespace foureyes {
namespace {

constexpr std::array<std::string_view, 18> kLockFiles{"package-lock.json",
                                                      "npm-shrinkwrap.json",
                                                      "yarn.lock",
                                                      "pnpm-lock.yaml",
                                                      "go.sum",
                                                      "go.mod",
                                                      "cargo.lock",
                                                      "gemfile.lock",
                                                      "poetry.lock",
                                                      "pipfile.lock",
                                                      "uv.lock",
                                                      "composer.lock",
                                                      "packages.lock.json",
                                                      "mix.lock",
                                                      "pubspec.lock",
                                                      "podfile.lock",
                                                      "flake.lock",
                                                      "gradle.lockfile"};

// Languages in which an unquoted word on the right of '=' is a name, not a value.
constexpr std::array<std::string_view, 44> kCode{
    "c",  "h",   "cc",    "cpp",   "cxx", "hpp",    "hh",     "cs",  "java", "kt",  "kts",
    "go", "rs",  "js",    "jsx",   "mjs", "cjs",    "ts",     "tsx", "vue",  "py",  "pyi",
    "rb", "php", "swift", "scala", "m",   "mm",     "pl",     "pm",  "lua",  "r",   "dart",
    "ex", "exs", "erl",   "hs",    "clj", "groovy", "gradle", "vb",  "fs",   "sol", "svelte"};

constexpr std::array<std::string_view, 7> kProse{"md",  "rst", "adoc", "asciidoc",
                                                 "txt", "tex", "po"};
constexpr std::array<std::string_view, 6> kTranslations{"po",   "pot", "strings",
                                                        "resx", "xlf", "xliff"};
constexpr std::array<std::string_view, 8> kTranslationFolders{
    "/locale/", "/locales/",      "/i18n/", "/lang/",
    "/langs/",  "/translations/", "/l10n/", "/languages/"};

template <std::size_t size>
bool has(const std::array<std::string_view, size>& list, std::string_view item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

constexpr std::array<std::string_view, 11> kTests{"test",  "tests",   "testing",  "spec",
                                                  "specs", "fixture", "fixtures", "testdata",
                                                  "mock",  "mocks",   "e2e"};
constexpr std::array<std::string_view, 11> kExamples{"example", "examples",  "sample", "samples",
                                                     "demo",    "doc",       "docs",   "tutorial",
                                                     "readme",  "changelog", "guide"};
constexpr std::array<std::string_view, 5> kVendors{"vendor", "third", "thirdparty", "external",
                                                   "godeps"};
constexpr std::array<std::string_view, 12> kSettings{
    "config", "conf",  "settings", "env",         "deploy", "docker",
    "ci",     "setup", "compose",  "environment", "github", "travis"};

// The words of a path: its parts, split at everything but letters, digits and '_', and at humps.
void add_words(std::string_view path, PathFacts& facts) {
  std::string spaced;
  for (std::size_t i = 0; i < path.size(); ++i) {
    const bool hump =
        i > 0 && path[i] >= 'A' && path[i] <= 'Z' && path[i - 1] >= 'a' && path[i - 1] <= 'z';
    if (hump) spaced += ' ';
    spaced += is_alphanumeric(path[i]) ? path[i] : ' ';
  }
  const std::string lower = to_lower(spaced);
  for (const std::string_view word : split(lower, ' ')) {
    facts.is_test |= has(kTests, word);
    facts.is_example |= has(kExamples, word);
    facts.is_vendor |= has(kVendors, word);
    facts.is_setting |= has(kSettings, word);
  }
  facts.is_vendor |= contains(path, "node_modules/");
}

}  // namespace

PathFacts facts_of_path(std::string_view path) {
  PathFacts facts;
  const std::string lower = to_lower(path);
  const std::string_view name = file_name(lower);
  facts.extension = extension(lower);
  if (name.starts_with("dockerfile") || name.starts_with("makefile"))
    facts.extension = name.substr(0, name[0] == 'd' ? 10 : 8);
  if (name.starts_with(".env")) facts.extension = "env";
  add_words(path, facts);
  facts.is_code = has(kCode, facts.extension);
  const std::string rooted = concat("/", lower);
  const bool in_translations =
      std::any_of(kTranslationFolders.begin(), kTranslationFolders.end(),
                  [&](std::string_view folder) { return contains(rooted, folder); });
  if (has(kLockFiles, name)) {
    facts.purpose = PathPurpose::lock_file;
  } else if (contains(name, ".min.") || name.ends_with(".map") || contains(name, ".bundle.")) {
    facts.purpose = PathPurpose::minified;
  } else if (in_translations || has(kTranslations, facts.extension) ||
             (name.starts_with("messages") && facts.extension == "properties")) {
    facts.purpose = PathPurpose::translation;
  } else if (has(kProse, facts.extension)) {
    facts.purpose = PathPurpose::prose;
  }
  return facts;
}

std::string class_key(const PathFacts& facts) {
  const int marks = facts.is_code + 2 * facts.is_test + 4 * facts.is_example + 8 * facts.is_vendor +
                    16 * facts.is_setting;
  return concat(static_cast<int>(facts.purpose), "-", marks, "-", facts.extension);
}

}  // namespace foureyes
