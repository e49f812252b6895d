#include "privilege/dialects/kubernetes/workload_grants.h"

#include <algorithm>

#include "base/digest.h"
#include "base/text.h"
#include "privilege/dialects/kubernetes/access.h"

namespace foureyes::kubernetes {
namespace {

constexpr std::size_t kMaxToldRules = 6;
constexpr std::string_view kSecurityLabel = "pod-security.kubernetes.io/";

Grant frame(const Workload& workload, std::string_view kind) {
  Grant grant;
  grant.plane = Plane::cluster;
  grant.kind = kind;
  grant.group = kind;
  grant.subject = Pattern::literal(workload.key);
  grant.subject_words = concat("`", workload.key, "`");
  grant.source = {workload.origin.path, "spec", workload.origin.line};
  return grant;
}

// What the service account's own manifest says, where the tree has exactly one.
Truth account_default(Cluster& cluster, const Workload& workload) {
  std::set<Truth> said;
  for (const ServiceAccount* account : cluster.everywhere().accounts)
    if (account->name == workload.account && account->name_space == workload.name_space)
      said.insert(account->mounts_token);
  return said.size() == 1 ? *said.begin() : Truth::absent;
}

bool mounts_token(Cluster& cluster, const Workload& workload) {
  Truth truth = workload.mounts_token;
  if (truth == Truth::absent) truth = account_default(cluster, workload);
  return truth != Truth::no;
}

Grant identity_grant(Cluster& cluster, const Workload& workload) {
  Grant grant = frame(workload, "workload-identity");
  const RbacSubject account = {"ServiceAccount", workload.account, workload.name_space};
  const AccountAccess access = access_of_account(cluster, account);
  grant.action = Pattern::literal("act-as");
  grant.resource = account.pattern("");
  grant.via.push_back(words_for(grant.resource));
  grant.via.insert(grant.via.end(), access.via.begin(), access.via.end());
  std::vector<std::string> told = access.words;
  if (told.size() > kMaxToldRules) {
    told.resize(kMaxToldRules);
    told.push_back(concat(access.words.size() - kMaxToldRules, " more"));
  }
  grant.action_words = concat("act as ", account.words(""),
                              told.empty() ? ", which no binding of the repository names"
                                           : concat(", which may ", join(told, "; ")));
  grant.brief_words = concat("act as ", account.words(""));
  if (!access.words.empty())
    grant.bound_content.emplace_back(concat("access of ", words_for(grant.resource)),
                                     sha256(join(access.words, "\n")).hex());
  return grant;
}

Grant guard_of(const Manifest& name_space, const std::string& level, const std::string& version) {
  Grant grant;
  grant.plane = Plane::cluster;
  grant.kind = "pod-security-level";
  grant.effect = Effect::guard;
  grant.group = level;
  const std::string name = concat("namespace ", encoded(name_space.name));
  grant.subject = Pattern::literal(object_key(name_space));
  grant.action = Pattern::literal(concat("enforce ", level));
  grant.resource = Pattern::literal(concat("version ", encoded(version)));
  grant.subject_words = name;
  grant.action_words = concat("the enforced pod security level `", level, "`",
                              version == "latest" ? "" : concat(" of ", encoded(version)));
  grant.brief_words = concat(level, version == "latest" ? "" : concat(" of ", encoded(version)));
  grant.source = {name_space.path, "metadata.labels", name_space.line()};
  return grant;
}

std::string label_of(const Manifest& manifest, std::string_view name, std::string_view otherwise) {
  const auto found = manifest.labels.find(concat(kSecurityLabel, name));
  return found == manifest.labels.end() ? std::string(otherwise) : found->second;
}

}  // namespace

void add_workload_grants(Cluster& cluster, const Workload& workload, std::vector<Grant>& out) {
  if (mounts_token(cluster, workload) || workload.audiences.contains(""))
    out.push_back(identity_grant(cluster, workload));
  for (const std::string& audience : workload.audiences) {
    if (audience.empty()) continue;
    Grant grant = frame(workload, "workload-identity");
    const RbacSubject account = {"ServiceAccount", workload.account, workload.name_space};
    grant.action = Pattern::literal(concat("act-as for ", encoded(audience, ":/")));
    grant.resource = account.pattern("");
    grant.action_words =
        concat("show ", encoded(audience, ":/"), " a token of ", account.words(""));
    out.push_back(std::move(grant));
  }
  for (const PodRight& right : workload.rights) {
    Grant grant = frame(workload, right.level == PodLevel::host ? "pod-host" : "pod-hardening");
    grant.action = right.action;
    grant.resource = right.resource;
    grant.action_words = right.words;
    grant.unknown = right.unknown;
    out.push_back(std::move(grant));
  }
}

void add_workload_guard(const Workload& workload, std::vector<Grant>& out) {
  if (!workload.has_own_users) return;
  Grant grant = frame(workload, "pod-hardening");
  grant.effect = Effect::guard;
  grant.action = Pattern::literal("keep users apart");
  grant.resource = Pattern::literal("pod");
  grant.action_words = "the user namespace of its own";
  out.push_back(std::move(grant));
}

void add_token_default(const ServiceAccount& account, std::vector<Grant>& out) {
  if (account.mounts_token == Truth::no) return;
  Grant grant;
  grant.plane = Plane::cluster;
  grant.kind = "workload-identity";
  grant.subject = Pattern::literal(account.key);
  grant.action = Pattern::literal("mount token");
  grant.resource = Pattern::literal("pods that do not refuse it");
  grant.subject_words = concat("pods of `", account.key, "`");
  grant.action_words = "hold its token unless they refuse it";
  grant.source = {account.origin.path, "automountServiceAccountToken", account.origin.line};
  out.push_back(std::move(grant));
}

void add_cloud_identities(const ServiceAccount& account, std::vector<Grant>& out) {
  for (const auto& [annotation, identity] : account.cloud_identities) {
    Grant grant;
    grant.plane = Plane::cloud;
    grant.kind = "cloud-role";
    grant.subject = Pattern::literal(account.key);
    grant.action = Pattern::literal("act-as");
    grant.resource = Pattern::literal(identity);
    grant.subject_words = concat("`", account.key, "`");
    grant.action_words = concat("act as cloud identity ", encoded(identity, ":/@"));
    grant.source = {account.origin.path, concat("metadata.annotations.", annotation),
                    account.origin.line};
    out.push_back(std::move(grant));
  }
}

void add_namespace_guards(const Manifest& name_space, std::vector<Grant>& out) {
  const std::string level = label_of(name_space, "enforce", "privileged");
  const std::string version = label_of(name_space, "enforce-version", "latest");
  if (level == "restricted" || level == "baseline")
    out.push_back(guard_of(name_space, "baseline", version));
  if (level == "restricted") out.push_back(guard_of(name_space, "restricted", version));
}

}  // namespace foureyes::kubernetes
