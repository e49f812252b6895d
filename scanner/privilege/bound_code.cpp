// Any word of a script that names a file of the tree counts as called, documents aside that nothing
// runs: binding one file too many costs an approval, one too few costs the control.
#include "privilege/bound_code.h"

#include <algorithm>
#include <array>
#include <deque>

#include "base/digest.h"
#include "base/path.h"
#include "base/text.h"

namespace foureyes {
namespace {

constexpr std::size_t kMaxWords = 50000;
constexpr std::string_view kSeparators = " \t\r\n;|&()<>\"'`=,{}";

// A tool that finds its program by itself, and the files where it does.
struct Tool {
  std::string_view name;
  std::string_view files;  // separated by spaces
};

constexpr std::array kTools = {
    Tool{"make", "GNUmakefile makefile Makefile"},
    Tool{"npm", "package.json package-lock.json"},
    Tool{"yarn", "package.json yarn.lock"},
    Tool{"pnpm", "package.json pnpm-lock.yaml"},
    Tool{"npx", "package.json package-lock.json"},
    Tool{"mvn", "pom.xml"},
    Tool{"mvnw", "mvnw pom.xml"},
    Tool{"gradle", "build.gradle build.gradle.kts settings.gradle settings.gradle.kts"},
    Tool{"gradlew", "gradlew build.gradle build.gradle.kts settings.gradle settings.gradle.kts"},
    Tool{"cargo", "Cargo.toml build.rs"},
    Tool{"go", "go.mod"},
    Tool{"tox", "tox.ini"},
    Tool{"nox", "noxfile.py"},
    Tool{"rake", "Rakefile"},
    Tool{"bundle", "Gemfile Gemfile.lock Rakefile"},
    Tool{"just", "justfile Justfile"},
    Tool{"task", "Taskfile.yml Taskfile.yaml"},
    Tool{"docker", "Dockerfile docker-compose.yml compose.yaml compose.yml"},
    Tool{"docker-compose", "docker-compose.yml compose.yaml compose.yml"},
    Tool{"serverless", "serverless.yml"},
    Tool{"goreleaser", ".goreleaser.yml .goreleaser.yaml"},
};

constexpr std::array<std::string_view, 9> kFetchers = {"curl", "wget", "pip", "pip3", "apt-get",
                                                       "brew", "gem",  "git", "gh"};

constexpr std::array<std::string_view, 16> kInterpreters = {
    "bash",    "sh",   "zsh",  "dash", "ksh", "source", ".",    "python",
    "python3", "node", "ruby", "perl", "php", "pwsh",   "exec", "env"};

bool is_interpreter(std::string_view word) {
  const std::string_view name = file_name(word);
  return std::find(kInterpreters.begin(), kInterpreters.end(), name) != kInterpreters.end();
}

bool is_document(std::string_view path) {
  const std::string_view kind = extension(path);
  return kind == "md" || kind == "txt" || kind == "rst" || kind == "adoc";
}

std::vector<std::string_view> words_of(std::string_view script) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < script.size() && words.size() < kMaxWords;) {
    const std::size_t begin = script.find_first_not_of(kSeparators, at);
    if (begin == script.npos) break;
    const std::size_t end = std::min(script.find_first_of(kSeparators, begin), script.size());
    words.push_back(script.substr(begin, end - begin));
    at = end;
  }
  return words;
}

// Collects what one script names.
class CallSearch {
 public:
  CallSearch(const TreeView& tree, std::string_view directory) : tree_(tree) {
    directories_.insert(std::string(directory));
    directories_.insert("");
  }

  void read(std::string_view script, std::vector<std::string>& uncovered) {
    const auto words = words_of(script);
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (i > 0 && words[i - 1] == "cd") enter(words[i]);
      // "bash -eu notes.txt" runs a document.
      const std::size_t first = i < 4 ? 0 : i - 4;
      const bool run = words[i].starts_with("./") ||
                       std::any_of(words.begin() + static_cast<std::ptrdiff_t>(first),
                                   words.begin() + static_cast<std::ptrdiff_t>(i), is_interpreter);
      add_path(words[i], run);
      add_tool(words[i], uncovered);
    }
    if (contains(script, "eval ") || contains(script, "| sh") || contains(script, "| bash"))
      uncovered.emplace_back("commands that the script computes while it runs");
  }

  std::set<std::string> files;

 private:
  void enter(std::string_view directory) {
    if (directories_.size() > 16) return;
    const std::set<std::string> known = directories_;
    for (const std::string& from : known)
      directories_.insert(normalise(join_path(from, directory)));
  }

  void add(const std::string& path, bool run = false) {
    std::set<std::string> links;
    const TreeEntry* entry = entry_behind_links(tree_, path, links);
    if (!entry || entry->kind == EntryKind::submodule) return;
    if (is_document(path) && !run && entry->kind != EntryKind::executable) return;
    files.insert(entry->path);
    files.merge(links);
  }

  void add_path(std::string_view word, bool run) {
    for (std::string_view prefix :
         {"$GITHUB_WORKSPACE/", "$GITHUB_ACTION_PATH/", "$PWD/", "$(pwd)/", "github.workspace/"})
      if (word.starts_with(prefix)) word.remove_prefix(prefix.size());
    if (word.empty() || word.size() > 512 || word.front() == '-' || word.front() == '/') return;
    for (const std::string& directory : directories_)
      add(normalise(join_path(directory, word)), run);
  }

  void add_tool(std::string_view word, std::vector<std::string>& uncovered) {
    const std::string_view name = word.starts_with("./") ? word.substr(2) : word;
    for (const Tool& tool : kTools) {
      if (tool.name != name) continue;
      for (std::string_view file : split(tool.files, ' '))
        for (const std::string& directory : directories_) add(join_path(directory, file));
      uncovered.push_back(concat("what `", name, "` builds or downloads"));
    }
    if (std::find(kFetchers.begin(), kFetchers.end(), name) != kFetchers.end())
      uncovered.push_back(concat("what `", name, "` downloads"));
  }

  const TreeView& tree_;
  std::set<std::string> directories_;
};

bool calls_others(std::string_view path) {
  const std::string_view kind = extension(path), name = file_name(path);
  return kind == "sh" || kind == "bash" || kind == "zsh" || kind == "mk" || kind.empty() ||
         kind == "json" || kind == "py" || kind == "rb" || kind == "js" || kind == "ts" ||
         name == "Makefile";
}

bool imports(std::string_view path) {
  const std::string_view kind = extension(path);
  return kind == "py" || kind == "rb" || kind == "js" || kind == "ts" || kind == "mjs";
}

std::string digest_of(const TreeView& tree, const TreeEntry& entry, std::string& content,
                      const PrivilegeLimits& limits) {
  auto read = tree.read(entry, limits.file_bytes);
  if (!read) return entry.object;
  content = std::move(*read);
  return sha256(content).hex();
}

}  // namespace

std::set<std::string> called_files(const TreeView& tree, std::string_view directory,
                                   std::string_view script, std::vector<std::string>& uncovered) {
  CallSearch search(tree, directory);
  search.read(script, uncovered);
  return std::move(search.files);
}

void bind_code(DeltaRecord& record, const BoundCode& code, const TreeView& tree,
               const PrivilegeLimits& limits) {
  auto& bound = record.bound_content;
  bound.insert(bound.end(), code.digests.begin(), code.digests.end());
  record.uncovered_code = code.uncovered;
  std::set<std::string> seen(code.paths.begin(), code.paths.end());
  std::deque<std::string> open(code.paths.begin(), code.paths.end());
  std::size_t count = 0;
  for (; !open.empty() && count < limits.called_code; open.pop_front(), ++count) {
    const std::string& path = open.front();
    std::set<std::string> links;
    const TreeEntry* entry = entry_behind_links(tree, path, links);
    if (!entry) continue;
    std::string content;
    bound.emplace_back(concat("file ", path), digest_of(tree, *entry, content, limits));
    if (imports(path)) record.uncovered_code.push_back(concat("modules that ", path, " imports"));
    if (!calls_others(path)) continue;
    std::vector<std::string> ignored;
    for (const std::string& next : called_files(tree, directory_name(path), content, ignored))
      if (seen.insert(next).second) open.push_back(next);
  }
  if (!open.empty())
    record.uncovered_code.push_back(
        concat("local files past the first ", limits.called_code, " that it calls"));
  auto& uncovered = record.uncovered_code;
  std::sort(uncovered.begin(), uncovered.end());
  uncovered.erase(std::unique(uncovered.begin(), uncovered.end()), uncovered.end());
}

}  // namespace foureyes
