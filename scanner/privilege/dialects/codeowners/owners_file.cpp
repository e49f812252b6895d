#include "privilege/dialects/codeowners/owners_file.h"

#include <algorithm>

#include "base/digest.h"
#include "base/text.h"

namespace foureyes {
namespace {

constexpr std::string_view kGithubFiles[] = {".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"};
constexpr std::string_view kGitlabFiles[] = {"CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"};

bool has_folder(const TreeView& tree, std::string_view folder) {
  const auto& entries = tree.entries();
  const auto found = std::lower_bound(
      entries.begin(), entries.end(), folder,
      [](const TreeEntry& entry, std::string_view name) { return entry.path < name; });
  return found != entries.end() && found->path.starts_with(folder);
}

bool has_owner_sections(const TreeView& tree, const PrivilegeOptions& options) {
  return std::any_of(std::begin(kGitlabFiles), std::end(kGitlabFiles), [&](std::string_view path) {
    const auto file = read_privilege_file(tree, path, options.limits);
    return file && file->content && has_sections(*file->content);
  });
}

}  // namespace

std::span<const std::string_view> owners_files(OwnersPlatform platform) {
  if (platform == OwnersPlatform::gitlab) return kGitlabFiles;
  return kGithubFiles;
}

bool is_owners_file(std::string_view path) {
  return path == ".gitlab/CODEOWNERS" || std::find(std::begin(kGithubFiles), std::end(kGithubFiles),
                                                   path) != std::end(kGithubFiles);
}

OwnersFile read_owners(const TreeView& tree, OwnersPlatform platform,
                       const PrivilegeOptions& options) {
  OwnersFile out;
  for (std::string_view path : owners_files(platform)) {
    auto file = read_privilege_file(tree, path, options.limits);
    if (!file) continue;
    out.path = path;
    out.unknown = std::move(file->unknown);
    out.notice = std::move(file->notice);
    if (!file->content) return out;
    if (platform == OwnersPlatform::gitlab) {
      OwnerRules read = parse_gitlab_codeowners(*file->content);
      if (!read.unread.empty())
        out.unknown = Unknown{UnknownReason::negation, "a pattern with a range of characters",
                              sha256(join(read.unread, "\n")).hex()};
      out.owners = OwnerMap(std::move(read.rules), platform);
    } else if (file->content->size() <= kMaxCodeownersBytes) {
      out.owners = OwnerMap(parse_codeowners(*file->content), platform);
    } else {
      out.notice = Notice{NoticeReason::too_large, out.path,
                          "The platform ignores a CODEOWNERS file above 3 MB.", true};
    }
    return out;
  }
  return out;
}

std::vector<OwnersPlatform> platforms_of(const std::vector<const TreeView*>& trees,
                                         const PrivilegeOptions& options) {
  bool github = false, gitlab = false;
  for (const TreeView* tree : trees) {
    github = github || has_folder(*tree, ".github/");
    gitlab = gitlab || tree->find(".gitlab-ci.yml") || has_folder(*tree, ".gitlab/") ||
             has_owner_sections(*tree, options);
  }
  std::vector<OwnersPlatform> out;
  if (github || !gitlab) out.push_back(OwnersPlatform::github);
  if (gitlab) out.push_back(OwnersPlatform::gitlab);
  return out;
}

}  // namespace foureyes
