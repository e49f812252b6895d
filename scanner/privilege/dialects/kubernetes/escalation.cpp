// Rights that lead to other rights. A row per way; the words say what it leads to.
#include <array>
#include <string_view>

#include "privilege/dialects/kubernetes/rbac_rules.h"
#include "privilege/grant_order.h"

namespace foureyes::kubernetes {
namespace {

struct Escalation {
  std::string_view resource;  // a glob, as RuleAtom writes them
  std::array<std::string_view, 4> verbs;
  std::string_view words;
};

// The first that fits is told: the worst come first.
constexpr Escalation kEscalations[] = {
    {"rbac.authorization.k8s.io:*roles", {"escalate"}, "may write any rule into a role"},
    {"rbac.authorization.k8s.io:*roles", {"bind"}, "may bind any such role, to itself too"},
    {"core:users", {"impersonate"}, "acts as other users"},
    {"core:groups", {"impersonate"}, "acts as other groups, administrators too"},
    {"core:serviceaccounts", {"impersonate"}, "acts as other service accounts"},
    {"authentication.k8s.io:userextras*", {"impersonate"}, "acts with other users' attributes"},
    {"core:serviceaccounts/token", {"create"}, "mints tokens of service accounts"},
    {"core:secrets", {"get", "list", "watch"}, "reads stored credentials"},
    {"core:secrets", {"create", "update", "patch"}, "may plant or replace credentials"},
    {"core:nodes/proxy", {"get", "create"}, "reaches every pod through its node"},
    {"core:pods/exec", {"create", "get"}, "runs commands in pods"},
    {"core:pods/attach", {"create", "get"}, "enters running pods"},
    {"core:pods/ephemeralcontainers", {"update", "patch"}, "adds containers to running pods"},
    {"core:pods/portforward", {"create", "get"}, "reaches ports of pods"},
    {"core:pods/proxy", {"create", "get"}, "reaches ports of pods"},
    {"core:pods", {"create", "update", "patch"}, "runs code as any service account there"},
    {"core:replicationcontrollers",
     {"create", "update", "patch"},
     "runs code as any service account there"},
    {"apps:deployments", {"create", "update", "patch"}, "runs code as any service account there"},
    {"apps:daemonsets", {"create", "update", "patch"}, "runs code as any service account there"},
    {"apps:statefulsets", {"create", "update", "patch"}, "runs code as any service account there"},
    {"apps:replicasets", {"create", "update", "patch"}, "runs code as any service account there"},
    {"batch:jobs", {"create", "update", "patch"}, "runs code as any service account there"},
    {"batch:cronjobs", {"create", "update", "patch"}, "runs code as any service account there"},
    {"rbac.authorization.k8s.io:*rolebindings",
     {"create", "update", "patch"},
     "may give away the rights it holds"},
    {"rbac.authorization.k8s.io:*roles",
     {"create", "update", "patch"},
     "may write roles as wide as its own"},
    {"certificates.k8s.io:certificatesigningrequests/approval",
     {"update", "patch"},
     "approves client certificates"},
    {"certificates.k8s.io:signers", {"approve", "sign"}, "issues client certificates"},
    {"admissionregistration.k8s.io:*webhookconfigurations",
     {"create", "update", "patch"},
     "sees and changes what others apply"},
    {"admissionregistration.k8s.io:*policies",
     {"create", "update", "patch", "delete"},
     "changes what the cluster admits"},
    {"core:nodes/status", {"update", "patch"}, "may misreport nodes"},
    {"core:pods/status", {"update", "patch"}, "may redirect services to other pods"},
    {"core:services/status", {"update", "patch"}, "may redirect traffic"},
    {"core:configmaps",
     {"update", "patch"},
     "may change who is mapped to the cluster, if aws-auth"},
    {"core:persistentvolumes", {"create"}, "may mount paths of nodes"},
    {"core:namespaces", {"update", "patch"}, "may lower a namespace's pod security"},
};

bool only_for(const RuleAtom& atom, std::string_view resource) {
  // Config maps are ordinary, but for one.
  return resource != "core:configmaps" || (atom.name && *atom.name == "aws-auth");
}

}  // namespace

std::string escalation_words(const RuleAtom& atom) {
  if (atom.is_url || atom.verbs.empty()) return "";
  const bool any_verb = atom.verbs.contains("*");
  const std::string& text = atom.resource.values.front();
  if (any_verb && text == "*:*") return "everything: escalate, bind and impersonate too";
  const bool every_resource = text.ends_with(":*");
  for (const Escalation& row : kEscalations) {
    if (!patterns_may_meet(Pattern::glob(std::string(row.resource)), atom.resource)) continue;
    if (!only_for(atom, row.resource)) continue;
    for (std::string_view verb : row.verbs) {
      if (verb.empty() || (!any_verb && !atom.verbs.contains(std::string(verb)))) continue;
      if (every_resource) return std::string("among others: ") + std::string(row.words);
      return std::string(row.words);
    }
  }
  return "";
}

}  // namespace foureyes::kubernetes
