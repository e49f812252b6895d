// The objects of one side of a change: those of the files that the change touches; and, looked up
// only when a join asks, those of the other files of the tree.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "privilege/dialect.h"
#include "privilege/dialects/kubernetes/rbac_objects.h"
#include "privilege/dialects/kubernetes/workloads.h"

namespace foureyes::kubernetes {

struct Objects {
  std::vector<Role> roles;
  std::vector<Binding> bindings;
  std::vector<ServiceAccount> accounts;
  std::vector<Workload> workloads;
  std::vector<Manifest> namespaces;
};

// Files that were read for a join, by object id and path: both trees share most of them.
using ReadFiles = std::map<std::string, Objects>;

// Pointers into the files that were read.
struct Everywhere {
  std::vector<const Role*> roles;
  std::vector<const Binding*> bindings;
  std::vector<const ServiceAccount*> accounts;
};

class Cluster {
 public:
  // Reads the files. Keeps references: tree, options and cache outlive it.
  Cluster(const TreeView& tree, const std::set<std::string>& paths, const PrivilegeOptions& options,
          ReadFiles& cache);

  // The names of objects that stand more than once in the files, for several clusters as a rule.
  std::set<std::string> repeated_keys() const;
  // Makes objects of the manifests; those of these names are told apart by their directory. Once.
  void make_objects(const std::set<std::string>& told_apart);

  const Objects& objects() const { return objects_; }
  // What could not be read; after joins, also what they left out.
  const DialectFacts& facts() const { return facts_; }

  // All roles, bindings and service accounts of the tree, the files read already among them.
  const Everywhere& everywhere();

 private:
  void drop_overwritten();
  void add(const Manifest& manifest);
  void add_unread(const std::string& path, const ManifestFile& file);
  void add_unknown(const Manifest& manifest, UnknownReason reason, std::string_view words);

  const TreeView& tree_;
  const std::set<std::string> paths_;
  const PrivilegeOptions& options_;
  ReadFiles& cache_;
  std::vector<Manifest> manifests_;
  Objects objects_;
  Everywhere everywhere_;
  bool looked_everywhere_ = false;
  DialectFacts facts_;
};

}  // namespace foureyes::kubernetes
