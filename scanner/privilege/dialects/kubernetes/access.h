// Roles, bindings and service accounts as grants: what a role holds, and what a subject may do by
// the roles that are bound to it.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "privilege/dialects/kubernetes/cluster.h"

namespace foureyes::kubernetes {

// A subject's tie to a role, by one binding.
struct Edge {
  Pattern subject;
  const Binding* binding = nullptr;
  const RbacSubject* who = nullptr;
  std::string text;  // role and scope: what makes two edges the same
};

// The edges of the files that were read, sorted by subject.
std::vector<Edge> edges_of(const Objects& objects);

// Rules of each role, as grants whose subject is the role; and of the built-in roles that its
// labels add them to.
void add_role_grants(const Objects& objects, std::vector<Grant>& out);

// Roles whose rules other roles' labels choose.
void add_aggregated_grants(Cluster& cluster, std::vector<Grant>& out);

// What the edges let their subjects do. Looks roles up in the whole tree.
void add_access_grants(Cluster& cluster, const std::vector<Edge>& edges, std::vector<Grant>& out);

// In words, and in order, what a service account may do by the bindings of the tree; with the
// steps that lead there.
struct AccountAccess {
  std::vector<std::string> words;
  std::vector<std::string> via;
};
AccountAccess access_of_account(Cluster& cluster, const RbacSubject& account);

}  // namespace foureyes::kubernetes
