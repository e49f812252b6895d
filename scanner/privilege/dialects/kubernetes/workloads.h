// What runs pods: which service account they act as, and what their containers may do to the node
// or are not kept from (Pod Security Standards; reference: a7).
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "privilege/dialects/kubernetes/manifests.h"
#include "privilege/dialects/kubernetes/rbac_objects.h"

namespace foureyes::kubernetes {

// Below the "baseline" level; or what "restricted" would take away besides.
enum class PodLevel { host, hardening };

// What one container, or the pod as a whole, may do. Actions are encoded; a star that ends one is a
// wildcard.
struct PodRight {
  PodLevel level = PodLevel::host;
  Pattern action;
  Pattern resource;  // "container api", "pod", "hostpath /var/*"
  std::string words;
  std::optional<Unknown> unknown;
  auto operator<=>(const PodRight&) const = default;
};

struct Workload {
  std::string key;
  std::string name_space;
  std::string place;
  std::string account = "default";
  Truth mounts_token = Truth::absent;  // absent: as the service account says
  std::set<std::string> audiences;     // of tokens that volumes ask for; "" is the API server
  std::vector<PodRight> rights;        // sorted
  bool has_own_users = false;          // hostUsers: false, which keeps root inside the pod
  Origin origin;

  bool same_rights(const Workload& other) const;
};

// The pod's specification inside a workload, a CronJob, any object with a pod template; nullptr
// when it has none.
const DocumentNode* pod_of(const Manifest& manifest);

Workload read_workload(const Manifest& manifest, const DocumentNode& pod);

// Adds what the containers and volumes of a pod may do.
void read_pod_rights(const Manifest& manifest, const DocumentNode& pod, std::vector<PodRight>& out);
void read_host_paths(const DocumentNode& pod, std::vector<PodRight>& out);

// The capabilities that a container holds: "capability NET_RAW", "capability *"; false when the
// API server would not take what is written.
bool add_capabilities(const DocumentNode* capabilities, bool privileged,
                      std::set<std::string>& default_ones, std::set<std::string>& added);

// The containers of a pod, of every sort.
std::vector<const DocumentNode*> containers_of(const DocumentNode& pod);

}  // namespace foureyes::kubernetes
