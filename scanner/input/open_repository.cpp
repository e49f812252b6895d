// Opening a repository: where it is, whether foureyes can read its format, which facts hold for it.
#include <git2.h>
#include <git2/sys/odb_backend.h>

#include "base/file.h"
#include "base/text.h"
#include "input/git_repository.h"
#include "input/pack/forest_backend.h"
#include "input/pack/pack_directory.h"

namespace foureyes {
namespace {

using OwnedConfig = GitHandle<git_config, git_config_free>;

Error open_error(int code, const std::string& path) {
  if (code == GIT_ENOTFOUND)
    return {.what = "no git repository here or above",
            .where = path,
            .fix = "run foureyes inside a clone, or name one"};
  const std::string message = git_message();
  if (contains(to_lower(message), "objectformat") || contains(to_lower(message), "object format") ||
      contains(to_lower(message), "sha256"))
    return {.what = "this repository names its objects by SHA-256; foureyes reads SHA-1 ones",
            .where = path,
            .fix = "scan a checkout instead: foureyes scan PATH of an export without .git"};
  if (contains(to_lower(message), "extension"))
    return {
        .what = concat("This repository uses a format that foureyes does not read: ", message, '.'),
        .where = path,
        .fix = "clone it with the default format (git clone --ref-format=files)"};
  return {.what = concat("the repository cannot be opened: ", message),
          .where = path,
          .fix = "check it with `git status` and `git fsck`"};
}

std::string text_of(const char* path) { return path ? path : ""; }

std::set<ObjectName> read_shallow_edges(const std::string& common_directory) {
  std::set<ObjectName> edges;
  const auto text = read_file(common_directory + "shallow");
  if (!text) return edges;
  for (const std::string_view line : split_lines(*text))
    if (const auto id = ObjectId::parse(trim(line))) edges.insert(ObjectName::from(*id));
  return edges;
}

// "remote.origin.promisor" or the older extensions.partialClone.
bool is_partial_clone(git_repository* repository) {
  OwnedConfig config;
  if (config_value(repository, "extensions.partialclone")) return true;
  if (git_repository_config_snapshot(config.out(), repository) != 0) return false;
  GitHandle<git_config_iterator, git_config_iterator_free> entries;
  if (git_config_iterator_glob_new(entries.out(), config.get(), "^remote\\..*\\.promisor$") != 0)
    return false;
  git_config_entry* entry = nullptr;
  while (git_config_next(&entry, entries.get()) == 0)
    if (entry->value && std::string_view(entry->value) == "true") return true;
  return false;
}

std::string missing_hint(bool shallow, bool partial) {
  if (partial)
    return " (this is a partial clone: fetch all objects with `git fetch --refetch --no-filter`)";
  if (shallow) return " (this is a shallow clone: `git fetch --unshallow` brings the rest)";
  return "";
}

// libgit2 believes a multi-pack index. Packs are asked by their own indexes first; where one has
// none, all are read by ours.
Result<void> ask_packs_first(git_odb* database, const std::string& objects) {
  constexpr int kPriority = 3;  // libgit2's own have 1 and 2
  if (needs_multi_pack_index(objects)) return add_forest_backend(database, objects);
  for (const std::string& index : indexes_beside_multi_pack_index(objects)) {
    git_odb_backend* pack = nullptr;
    // What cannot be opened so is found, or complained about, without.
    if (git_odb_backend_one_pack(&pack, index.c_str()) != 0) continue;
    if (git_odb_add_backend(database, pack, kPriority) != 0) pack->free(pack);
  }
  return {};
}

}  // namespace

void ReleaseRepository::operator()(git_repository* repository) const {
  git_repository_free(repository);
}

void ReleaseDatabase::operator()(git_odb* database) const { git_odb_free(database); }

std::optional<std::string> config_value(git_repository* repository, const char* key) {
  OwnedConfig config;
  const char* value = nullptr;
  if (git_repository_config_snapshot(config.out(), repository) != 0 ||
      git_config_get_string(&value, config.get(), key) != 0)
    return std::nullopt;
  return std::string(value);
}

Result<std::unique_ptr<Repository::Impl>> open_repository(const RepositoryLocation& location) {
  auto impl = std::make_unique<Repository::Impl>();
  git_repository* handle = nullptr;
  if (const int code = git_repository_open_ext(&handle, location.path.c_str(), 0, nullptr);
      code != 0)
    return failure(open_error(code, location.path));
  impl->handle.reset(handle);
  git_odb* database = nullptr;
  if (git_repository_odb(&database, handle) != 0) return failure(open_error(-1, location.path));
  impl->database.reset(database);
  for (const std::string& directory : location.object_directories)
    if (git_odb_add_disk_alternate(database, directory.c_str()) != 0)
      return failure({.what = concat("the object directory cannot be used: ", git_message()),
                      .where = directory});
  impl->git_directory = text_of(git_repository_path(handle));
  impl->common_directory = text_of(git_repository_commondir(handle));
  TRY(ask_packs_first(database, impl->common_directory + "objects"));
  if (const char* work_tree = git_repository_workdir(handle)) impl->work_tree = work_tree;
  impl->shallow_edges = read_shallow_edges(impl->common_directory);
  impl->partial = is_partial_clone(handle);
  impl->objects.emplace(database, missing_hint(!impl->shallow_edges.empty(), impl->partial));
  impl->graph.emplace(*impl->objects, impl->shallow_edges, Verification::name);
  return impl;
}

}  // namespace foureyes
