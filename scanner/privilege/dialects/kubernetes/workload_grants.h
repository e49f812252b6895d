// Workloads, service accounts and namespaces as grants.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "privilege/dialects/kubernetes/cluster.h"

namespace foureyes::kubernetes {

// What a workload acts as, with what its account may do by the bindings of the tree; and what its
// pods may do to their node.
void add_workload_grants(Cluster& cluster, const Workload& workload, std::vector<Grant>& out);

// A guard for a workload that keeps root inside the pod.
void add_workload_guard(const Workload& workload, std::vector<Grant>& out);

// That pods get the account's token unless they refuse it.
void add_token_default(const ServiceAccount& account, std::vector<Grant>& out);

// Cloud identities that an account's annotations name.
void add_cloud_identities(const ServiceAccount& account, std::vector<Grant>& out);

// The level of pod security that a namespace enforces, as guards: one a level.
void add_namespace_guards(const Manifest& name_space, std::vector<Grant>& out);

}  // namespace foureyes::kubernetes
