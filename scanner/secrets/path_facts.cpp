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

}  // namespace

PathFacts facts_of_path(std::string_view path) {
  PathFacts facts;
  const std::string lower = to_lower(path);
  const std::string_view name = file_name(lower);
  facts.extension = extension(lower);
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

}  // namespace foureyes
