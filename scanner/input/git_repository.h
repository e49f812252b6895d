// The libgit2 side of Repository: what is behind its pimpl, for the sources of this layer.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "input/commit_graph.h"
#include "input/git_runtime.h"
#include "input/object_store.h"
#include "input/repository.h"

struct git_repository;
struct git_odb;

namespace foureyes {

struct ReleaseRepository {
  void operator()(git_repository* repository) const;
};
struct ReleaseDatabase {
  void operator()(git_odb* database) const;
};

struct Repository::Impl {
  GitRuntime runtime;  // first: outlives the handles
  std::unique_ptr<git_repository, ReleaseRepository> handle;
  std::unique_ptr<git_odb, ReleaseDatabase> database;
  std::string git_directory;
  std::string common_directory;
  std::optional<std::string> work_tree;
  std::set<ObjectName> shallow_edges;
  bool partial = false;
  std::optional<ObjectStore> objects;
  std::optional<CommitGraph> graph;
};

// Opens `location` and fills everything in.
Result<std::unique_ptr<Repository::Impl>> open_repository(const RepositoryLocation& location);

// The value of a key of the repository's own configuration.
std::optional<std::string> config_value(git_repository* repository, const char* key);

}  // namespace foureyes
