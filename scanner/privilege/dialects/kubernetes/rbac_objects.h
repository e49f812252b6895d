// Roles, bindings and service accounts, as their manifests say them.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "privilege/dialects/kubernetes/manifests.h"
#include "privilege/dialects/kubernetes/rbac_rules.h"

namespace foureyes::kubernetes {

// Where an object is written.
struct Origin {
  std::string path;
  std::uint32_t line = 0;
};

struct LabelRequirement {
  std::string key;
  std::string op;  // In, NotIn, Exists, DoesNotExist
  std::vector<std::string> values;
};
using LabelSelector = std::vector<LabelRequirement>;  // all of them

struct Role {
  std::string key;   // object_key
  std::string kind;  // Role, ClusterRole
  std::string name_space;
  std::string name;
  std::string place;
  std::map<std::string, std::string> labels;
  std::vector<RuleAtom> atoms;            // of its own rules
  std::vector<LabelSelector> aggregates;  // any of them
  bool is_aggregated = false;             // then the controller writes its rules
  std::string digest;                     // of what is written
  Origin origin;
};

struct RbacSubject {
  std::string kind;  // User, Group, ServiceAccount
  std::string name;
  std::string name_space;
  auto operator<=>(const RbacSubject&) const = default;

  Pattern pattern(const std::string& place) const;
  std::string words(const std::string& place) const;
};

struct Binding {
  std::string key;
  std::string name_space;
  bool is_cluster_wide = false;
  std::string place;
  std::string role_kind;
  std::string role_name;
  std::vector<RbacSubject> subjects;
  Origin origin;
};

struct ServiceAccount {
  std::string key;
  std::string name_space;
  std::string name;
  std::string place;
  Truth mounts_token = Truth::absent;
  std::map<std::string, std::string> cloud_identities;  // annotation -> identity
  Origin origin;
};

// nullopt: the API server would not take it.
std::optional<Role> read_role(const Manifest& manifest);
std::optional<Binding> read_binding(const Manifest& manifest);
ServiceAccount read_service_account(const Manifest& manifest);

bool is_role(const Manifest& manifest);
bool is_binding(const Manifest& manifest);
bool is_service_account(const Manifest& manifest);

bool selects(const LabelSelector& selector, const std::map<std::string, std::string>& labels);

// The built-in role that a label adds a role's rules to: "view"; "" for other labels.
std::string aggregate_target(const std::string& label, const std::string& value);

}  // namespace foureyes::kubernetes
