// A pipeline of GitLab CI as the platform sees it: the files that `include` brings together,
// merged, and each job with its `extends`, `!reference` and defaults resolved. Syntax:
// docs.gitlab.com/ci/yaml (read 2025-11).
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/document.h"
#include "privilege/change_set.h"

namespace foureyes::gitlab_ci {

inline constexpr std::string_view kMainFile = ".gitlab-ci.yml";

// What `include` brings from outside the repository.
struct ForeignInclude {
  std::string
      source;  // "project group/name", "component host/group/name", "https://...", "template X"
  std::string version;  // ref, or what fixes the content; "" when none is written
  bool fixed = false;   // a commit, or the digest of the content
  std::uint32_t line = 0;
  std::string path;
};

// What an item of `include` names outside the repository; nullopt when it names nothing there.
std::optional<ForeignInclude> foreign_include(const DocumentNode& item, const std::string& path);

struct Trouble {
  std::string path;
  std::string words;
  Unknown unknown;
  std::uint32_t line = 1;
};

// A local file that is only included under `rules`.
struct ConditionalInclude {
  std::string what;
  std::string digest;  // of the rules
  std::uint32_t line = 0;
};

struct Pipeline {
  std::string path;               // of the file that begins it
  DocumentNode root;              // merged, without include and spec
  std::string inputs_digest;      // of every `spec` and `inputs`: what $[[ inputs.x ]] can mean
  std::set<std::string> files;    // of the repository that were read, and links
  std::set<std::string> missing;  // local files that are not there
  std::vector<ForeignInclude> foreign;
  std::vector<ConditionalInclude> conditional;
  std::vector<Trouble> troubles;
  std::vector<Notice> notices;
};

// nullopt when there is no such file.
std::optional<Pipeline> read_pipeline(const TreeView& tree, const std::string& path,
                                      const PrivilegeOptions& options);

struct Job {
  std::string name;
  DocumentNode node;                    // with extends, references and defaults resolved
  std::vector<std::string> unresolved;  // templates that are not in the repository
};

// Jobs that run, sorted by name; templates (".x") are left out. Adds to `troubles` past a limit.
std::vector<Job> jobs_of(Pipeline& pipeline);

bool is_template(std::string_view name);

// `over` on top of `base`: mappings merge, everything else is replaced.
void merge_into(DocumentNode& base, const DocumentNode& over);

}  // namespace foureyes::gitlab_ci
