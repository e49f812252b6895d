// A temporary repository made by the real git program, with fixed people and dates: equal steps
// give equal commit ids on every machine. Steps that fail end the test.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"

namespace foureyes {

// What a program printed and how it ended.
struct ProgramRun {
  int exit_code = -1;
  std::string output;  // standard output and standard error
};

// Who commits when. The default is alice, one minute after the commit before.
struct CommitAs {
  std::string name = "alice";
  std::string email = "alice@example.com";
  std::string date = {};  // as GIT_AUTHOR_DATE takes it
};

class GitRepository {
 public:
  // An empty repository on the branch "main".
  GitRepository() : GitRepository(std::vector<std::string>{"--initial-branch=main"}) {}
  explicit GitRepository(const std::vector<std::string>& init_options);
  // The same directory below this one's temporary directory, for clones and linked work trees.
  std::string beside(std::string_view name) const;
  const std::string& path() const { return path_; }

  void write(std::string_view path, std::string_view content);  // makes directories
  void remove(std::string_view path);
  std::string read(std::string_view path) const;

  // Runs git here; the output without the final newline.
  std::string git(const std::vector<std::string>& arguments) const;
  // The same, and it may fail.
  ProgramRun try_git(const std::vector<std::string>& arguments) const;
  // Lines of the output; with -z in the arguments, its NUL-terminated records.
  std::vector<std::string> git_lines(const std::vector<std::string>& arguments) const;

  // Adds everything and commits (also when nothing changed); the commit id.
  std::string commit(std::string_view message, const CommitAs& as = {});
  // Commits what the index holds (a merge in progress, staged parts).
  std::string commit_index(std::string_view message, const CommitAs& as = {});
  // write() and commit().
  std::string commit_file(std::string_view path, std::string_view content, const CommitAs& as = {});
  // Merges without fast-forward; the commit id.
  std::string merge(std::string_view revision, std::string_view message = "Merge");
  std::string head() const { return git({"rev-parse", "HEAD"}); }

 private:
  std::unique_ptr<TemporaryDirectory> directory_;
  std::string path_;
  mutable int minute_ = 0;
  mutable CommitAs person_;
};

// Runs a program without a shell in `directory`; `environment` entries ("NAME=value") come on top
// of PATH, a fixed locale and no user configuration.
ProgramRun run_program(const std::vector<std::string>& arguments, const std::string& directory,
                       const std::vector<std::string>& environment = {},
                       std::string_view standard_input = {});

}  // namespace foureyes
