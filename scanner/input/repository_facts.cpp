// What a clone says about itself: directories, HEAD, remote, default branch, revisions by name.
#include <git2.h>

#include "base/text.h"
#include "input/git_repository.h"

namespace foureyes {
namespace {

using OwnedReference = GitHandle<git_reference, git_reference_free>;
using OwnedObject = GitHandle<git_object, git_object_free>;

std::optional<ObjectId> commit_of(git_repository* repository, const std::string& ref) {
  OwnedReference reference;
  OwnedObject commit;
  if (git_reference_lookup(reference.out(), repository, ref.c_str()) != 0 ||
      git_reference_peel(commit.out(), reference.get(), GIT_OBJECT_COMMIT) != 0)
    return std::nullopt;
  return ObjectName::from_bytes(reinterpret_cast<const char*>(git_object_id(commit.get())->id))
      .id();
}

// The ref that a symbolic ref names, "" when it is none.
std::string symbolic_target(git_repository* repository, const char* ref) {
  OwnedReference reference;
  if (git_reference_lookup(reference.out(), repository, ref) != 0) return "";
  const char* target = git_reference_symbolic_target(reference.get());
  return target ? target : "";
}

// "https://user:password@host/path" without the part before the '@'. The scp form "git@host:path"
// has a login name only and stays as it is.
std::string without_credentials(std::string url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string::npos) return url;
  const std::size_t begin = scheme + 3;
  const std::size_t end = std::min(url.find_first_of("/?#", begin), url.size());
  const std::size_t at = url.rfind('@', end);
  if (at != std::string::npos && at >= begin && at < end) url.erase(begin, at + 1 - begin);
  return url;
}

}  // namespace

const std::string& Repository::git_directory() const { return impl_->git_directory; }
const std::string& Repository::common_directory() const { return impl_->common_directory; }
const std::optional<std::string>& Repository::work_tree() const { return impl_->work_tree; }
bool Repository::is_shallow() const { return !impl_->shallow_edges.empty(); }
bool Repository::is_partial() const { return impl_->partial; }

std::string Repository::remote_url() const {
  return without_credentials(
      config_value(impl_->handle.get(), "remote.origin.url").value_or(std::string()));
}

std::string Repository::head_ref() const { return symbolic_target(impl_->handle.get(), "HEAD"); }

std::optional<ObjectId> Repository::head_commit() const {
  const std::string ref = head_ref();
  return commit_of(impl_->handle.get(), ref.empty() ? "HEAD" : ref);
}

std::optional<NamedCommit> Repository::default_branch() const {
  git_repository* repository = impl_->handle.get();
  std::vector<std::string> refs = {symbolic_target(repository, "refs/remotes/origin/HEAD")};
  for (const std::string& name : {config_value(repository, "init.defaultbranch").value_or(""),
                                  std::string("main"), std::string("master")}) {
    if (name.empty()) continue;
    refs.push_back("refs/remotes/origin/" + name);
    refs.push_back("refs/heads/" + name);
  }
  for (const std::string& ref : refs) {
    if (ref.empty()) continue;
    const auto commit = commit_of(repository, ref);
    if (!commit) continue;
    const std::size_t kind_end = ref.find('/', sizeof "refs/" - 1);
    return NamedCommit{.name = ref.substr(kind_end + 1), .commit = *commit};
  }
  return std::nullopt;
}

Result<ObjectId> Repository::resolve(std::string_view revision) const {
  const std::string text(revision);
  OwnedObject object, commit;
  const int code = git_revparse_single(object.out(), impl_->handle.get(), text.c_str());
  if (code == GIT_EAMBIGUOUS)
    return failure({.what = "more than one object has this short name",
                    .where = text,
                    .fix = "give more digits of the commit id"});
  if (code != 0)
    return failure({.what = "no such revision in this repository",
                    .where = text,
                    .fix = is_shallow() ? "this clone is shallow: git fetch --unshallow, or fetch "
                                          "the revision by name"
                                        : "check the spelling, or fetch it: git fetch origin"});
  if (git_object_peel(commit.out(), object.get(), GIT_OBJECT_COMMIT) != 0)
    return failure({.what = "this revision is no commit",
                    .where = text,
                    .fix = "name a commit, a branch or a tag of a commit"});
  return ObjectName::from_bytes(reinterpret_cast<const char*>(git_object_id(commit.get())->id))
      .id();
}

}  // namespace foureyes
