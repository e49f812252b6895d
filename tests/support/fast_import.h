// Histories of thousands of commits in one run of git fast-import.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/text.h"
#include "support/catch.h"
#include "support/git_repository.h"

namespace foureyes::test {

class FastImport {
 public:
  // A commit on `branch` with these files changed; an empty content removes the file. `merged`: a
  // second parent, a branch.
  void commit(std::string_view branch, const std::map<std::string, std::string>& files,
              std::string_view message = "change", std::string_view merged = "") {
    stream_ += concat("commit refs/heads/", branch, "\ncommitter alice <alice@example.com> ",
                      1'700'000'000 + 60 * ++minute_, " +0000\ndata ", message.size(), '\n',
                      message, '\n');
    if (!merged.empty()) stream_ += concat("merge refs/heads/", merged, '\n');
    for (const auto& [path, content] : files) {
      if (content.empty())
        stream_ += concat("D ", path, '\n');
      else
        stream_ += concat("M 100644 inline ", path, "\ndata ", content.size(), '\n', content, '\n');
    }
  }
  // Starts a branch where another one is.
  void branch(std::string_view name, std::string_view from) {
    stream_ += concat("reset refs/heads/", name, "\nfrom refs/heads/", from, "\n\n");
  }
  void run(const GitRepository& git) {
    const ProgramRun run =
        run_program({"git", "fast-import", "--quiet", "--force"}, git.path(), {}, stream_);
    INFO(run.output);
    REQUIRE(run.exit_code == 0);
    stream_.clear();
  }

 private:
  std::string stream_;
  int minute_ = 0;
};

}  // namespace foureyes::test
