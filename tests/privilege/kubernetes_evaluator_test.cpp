// An RBAC authorizer of the tests' own, after the documentation of the API server, against the
// delta: over random policies, a request that is allowed after and was denied before has its
// record, and each record that widens has such a request.
#include <algorithm>
#include <array>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "base/canonical_json.h"
#include "base/text.h"
#include "model/to_json.h"
#include "model/tree_view.h"
#include "privilege/delta.h"
#include "support/catch.h"
#include "support/sanitizers.h"

namespace foureyes {
namespace {

using Strings = std::vector<std::string>;

struct Rule {
  Strings verbs, groups, resources, names, urls;
};
struct RoleOf {
  std::string name_space;  // "" is a ClusterRole
  std::string name;
  std::vector<Rule> rules;
};
struct SubjectOf {
  std::string kind, name, name_space;
};
struct BindingOf {
  std::string name_space;  // "" is a ClusterRoleBinding
  std::string name, role_kind, role;
  std::vector<SubjectOf> subjects;
};
struct RbacPolicy {
  std::vector<RoleOf> roles;
  std::vector<BindingOf> bindings;
};

struct Request {
  std::string user;
  Strings groups;
  std::string verb, group, resource, subresource, name, name_space, url;
};

bool holds(const Strings& list, const std::string& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

bool rule_allows(const Rule& rule, const Request& request) {
  if (!holds(rule.verbs, "*") && !holds(rule.verbs, request.verb)) return false;
  if (!request.url.empty()) {
    for (const std::string& url : rule.urls) {
      if (url == "*" || url == request.url) return true;
      if (url.ends_with('*') &&
          request.url.starts_with(url.substr(0, url.find_last_not_of('*') + 1)))
        return true;
    }
    return false;
  }
  if (!holds(rule.groups, "*") && !holds(rule.groups, request.group)) return false;
  if (!rule.names.empty() && !holds(rule.names, request.name)) return false;
  const std::string combined =
      request.subresource.empty() ? request.resource : request.resource + "/" + request.subresource;
  return holds(rule.resources, "*") || holds(rule.resources, combined) ||
         (!request.subresource.empty() && holds(rule.resources, "*/" + request.subresource));
}

bool rules_allow(const std::vector<Rule>& rules, const Request& request) {
  return std::any_of(rules.begin(), rules.end(),
                     [&](const Rule& rule) { return rule_allows(rule, request); });
}

bool is_subject(const SubjectOf& subject, const Request& request) {
  if (subject.kind == "User") return subject.name == request.user;
  if (subject.kind == "Group") return holds(request.groups, subject.name);
  return request.user == concat("system:serviceaccount:", subject.name_space, ":", subject.name);
}

const RoleOf* role_of(const RbacPolicy& policy, const BindingOf& binding) {
  for (const RoleOf& role : policy.roles)
    if (role.name == binding.role &&
        role.name_space == (binding.role_kind == "Role" ? binding.name_space : ""))
      return &role;
  return nullptr;
}

bool binding_applies(const BindingOf& binding, const Request& request) {
  if (!binding.name_space.empty() &&
      (!request.url.empty() || binding.name_space != request.name_space))
    return false;
  return std::any_of(binding.subjects.begin(), binding.subjects.end(),
                     [&](const SubjectOf& subject) { return is_subject(subject, request); });
}

bool allows(const RbacPolicy& policy, const Request& request) {
  for (const BindingOf& binding : policy.bindings) {
    if (!binding_applies(binding, request)) continue;
    const RoleOf* role = role_of(policy, binding);
    if (role && rules_allow(role->rules, request)) return true;
  }
  return false;
}

// --- as manifests --------------------------------------------------------------------------------

std::string quoted(const Strings& values) {
  std::string out;
  for (const std::string& value : values) out += concat(out.empty() ? "" : ", ", "\"", value, "\"");
  return concat("[", out, "]");
}

std::string head_of(std::string_view kind, const std::string& name_space, const std::string& name) {
  return concat("---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ", kind,
                "\nmetadata:\n  name: ", name, "\n",
                name_space.empty() ? "" : concat("  namespace: ", name_space, "\n"));
}

std::string manifests_of(const RbacPolicy& policy) {
  std::string out;
  for (const RoleOf& role : policy.roles) {
    out += head_of(role.name_space.empty() ? "ClusterRole" : "Role", role.name_space, role.name);
    out += role.rules.empty() ? "rules: []\n" : "rules:\n";
    for (const Rule& rule : role.rules)
      out += concat("- verbs: ", quoted(rule.verbs), "\n  apiGroups: ", quoted(rule.groups),
                    "\n  resources: ", quoted(rule.resources),
                    "\n  resourceNames: ", quoted(rule.names),
                    "\n  nonResourceURLs: ", quoted(rule.urls), "\n");
  }
  for (const BindingOf& binding : policy.bindings) {
    out += head_of(binding.name_space.empty() ? "ClusterRoleBinding" : "RoleBinding",
                   binding.name_space, binding.name);
    out +=
        concat("roleRef: {kind: ", binding.role_kind, ", name: ", binding.role, "}\nsubjects:\n");
    for (const SubjectOf& subject : binding.subjects)
      out += concat("- {kind: ", subject.kind, ", name: \"", subject.name, "\"",
                    subject.name_space.empty() ? "" : concat(", namespace: ", subject.name_space),
                    "}\n");
  }
  return out;
}

// The same policy, written the other way round.
RbacPolicy turned_round(RbacPolicy policy) {
  for (RoleOf& role : policy.roles) {
    std::reverse(role.rules.begin(), role.rules.end());
    for (Rule& rule : role.rules)
      for (Strings* list : {&rule.verbs, &rule.groups, &rule.resources, &rule.names, &rule.urls})
        std::reverse(list->begin(), list->end());
  }
  for (BindingOf& binding : policy.bindings)
    std::reverse(binding.subjects.begin(), binding.subjects.end());
  std::reverse(policy.roles.begin(), policy.roles.end());
  std::reverse(policy.bindings.begin(), policy.bindings.end());
  return policy;
}

// --- at random -----------------------------------------------------------------------------------

class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed) {}

  std::size_t below(std::size_t n) { return random_() % n; }

  template <std::size_t N>
  std::string pick(const std::array<const char*, N>& from) {
    return from[below(N)];
  }

  template <std::size_t N>
  Strings some(const std::array<const char*, N>& from, std::size_t most) {
    std::set<std::string> out;
    for (std::size_t i = 1 + below(most); i > 0; --i) out.insert(pick(from));
    return {out.begin(), out.end()};
  }

  Rule rule() {
    static constexpr std::array<const char*, 6> kRuleVerbs = {"get", "list", "create",
                                                              "get", "list", "*"};
    static constexpr std::array<const char*, 5> kRuleGroups = {"", "apps", "core", "", "*"};
    static constexpr std::array<const char*, 8> kRuleResources = {
        "pods", "secrets", "pods/scale", "*/scale", "*", "pods", "secrets", "pods/*"};
    static constexpr std::array<const char*, 2> kNames = {"a", "b"};
    static constexpr std::array<const char*, 5> kUrls = {"/healthz", "/api/*", "/*", "*", "/api"};
    Rule out;
    out.verbs = some(kRuleVerbs, 2);
    if (below(5) == 0) {
      out.urls = some(kUrls, 2);
      return out;
    }
    out.groups = some(kRuleGroups, 2);
    out.resources = some(kRuleResources, 2);
    if (below(3) == 0) out.names = some(kNames, 2);
    return out;
  }

  SubjectOf subject() {
    static constexpr std::array<const char*, 7> kGroups = {"devs",
                                                           "system:serviceaccounts",
                                                           "system:serviceaccounts:n1",
                                                           "system:authenticated",
                                                           "system:unauthenticated",
                                                           "devs",
                                                           "ops"};
    switch (below(4)) {
      case 0:
        return {"User",
                std::string(below(5) == 0   ? "system:serviceaccount:n1:x"
                            : below(2) == 0 ? "alice"
                                            : "system:anonymous"),
                ""};
      case 1:
        return {"Group", pick(kGroups), ""};
      default:
        return {"ServiceAccount", below(2) == 0 ? "x" : "y", below(2) == 0 ? "n1" : "n2"};
    }
  }

  RbacPolicy policy() {
    RbacPolicy out;
    for (const char* name : {"c1", "c2"}) out.roles.push_back({"", name, rules()});
    for (const char* name_space : {"n1", "n2"}) out.roles.push_back({name_space, "r", rules()});
    for (std::size_t i = 0; i < 4; ++i) out.bindings.push_back(binding(i));
    return out;
  }

  std::vector<Rule> rules() {
    std::vector<Rule> out;
    for (std::size_t i = below(3); i > 0; --i) out.push_back(rule());
    return out;
  }

  BindingOf binding(std::size_t number) {
    BindingOf out;
    out.name = concat("b", number);
    if (below(2) == 0) out.name_space = below(2) == 0 ? "n1" : "n2";
    const bool own = !out.name_space.empty() && below(2) == 0;
    out.role_kind = own ? "Role" : "ClusterRole";
    out.role = own ? "r" : below(2) == 0 ? "c1" : "c2";
    for (std::size_t i = 1 + below(2); i > 0; --i) out.subjects.push_back(subject());
    return out;
  }

  // One or two edits.
  RbacPolicy edited(RbacPolicy policy) {
    for (std::size_t i = 1 + below(2); i > 0; --i) {
      RoleOf& role = policy.roles[below(policy.roles.size())];
      switch (below(4)) {
        case 0:
          role.rules.push_back(rule());
          break;
        case 1:
          if (!role.rules.empty()) role.rules[below(role.rules.size())] = rule();
          break;
        case 2: {
          const std::size_t at = below(policy.bindings.size());
          policy.bindings[at] = binding(at);
        } break;
        default:
          policy.bindings.push_back(binding(policy.bindings.size()));
      }
    }
    return policy;
  }

  Request request() {
    Request out;
    as(subject(), out);
    out.verb = pick(kVerbs);
    if (below(5) == 0) {
      out.url = pick(kPaths);
      return out;
    }
    out.group = pick(kApiGroups);
    out.resource = pick(kResources);
    out.subresource = pick(kSubresources);
    out.name = pick(kObjectNames);
    out.name_space = pick(kNamespaces);
    return out;
  }

  // The names of policies, and one of each sort that no policy has.
  static constexpr std::array<const char*, 4> kVerbs = {"get", "list", "create", "new"};
  static constexpr std::array<const char*, 4> kApiGroups = {"", "apps", "core", "new"};
  static constexpr std::array<const char*, 3> kResources = {"pods", "secrets", "new"};
  static constexpr std::array<const char*, 4> kSubresources = {"", "scale", "new", "*"};
  static constexpr std::array<const char*, 4> kObjectNames = {"", "a", "b", "new"};
  static constexpr std::array<const char*, 4> kNamespaces = {"", "n1", "n2", "new"};
  static constexpr std::array<const char*, 5> kPaths = {"/healthz", "/api", "/api/v1", "/new",
                                                        "new"};

  // Somebody whom the subject names, and as few others as may be.
  static void as(const SubjectOf& subject, Request& out) {
    std::string account;
    if (subject.kind == "ServiceAccount") account = concat(subject.name_space, ":", subject.name);
    if (subject.name.starts_with("system:serviceaccount:")) account = subject.name.substr(22);
    if (subject.kind == "Group" && subject.name == "system:serviceaccounts") account = "new:new";
    if (subject.kind == "Group" && subject.name.starts_with("system:serviceaccounts:"))
      account = concat(subject.name.substr(23), ":new");
    if (!account.empty()) {
      out.user = concat("system:serviceaccount:", account);
      out.groups = {"system:serviceaccounts",
                    concat("system:serviceaccounts:", account.substr(0, account.find(':'))),
                    "system:authenticated"};
    } else if (subject.name == "system:anonymous" || subject.name == "system:unauthenticated") {
      out.user = "system:anonymous";
      out.groups = {"system:unauthenticated"};
    } else {
      out.user = subject.kind == "User" ? subject.name : "new";
      out.groups = {"system:authenticated"};
      if (subject.kind == "Group") out.groups.push_back(subject.name);
    }
  }

 private:
  std::mt19937 random_;
};

// Calls `test` with every request of the small world until it says yes.
template <class Test>
bool some_request(Request request, const Test& test) {
  for (const char* verb : Maker::kVerbs) {
    request.verb = verb;
    for (const char* url : Maker::kPaths) {
      Request path = request;
      path.url = url;
      if (test(path)) return true;
    }
    for (const char* group : Maker::kApiGroups)
      for (const char* resource : Maker::kResources)
        for (const char* subresource : Maker::kSubresources)
          for (const char* name : Maker::kObjectNames)
            for (const char* name_space : Maker::kNamespaces) {
              request.group = group;
              request.resource = resource;
              request.subresource = subresource;
              request.name = name;
              request.name_space = name_space;
              if (test(request)) return true;
            }
  }
  return false;
}

// Who a record speaks of, by the subjects of the policies.
SubjectOf subject_named(const std::string& words) {
  if (words.starts_with("everything but")) return {"Group", "system:authenticated", ""};
  const std::string first = words.substr(0, words.find(','));
  const std::size_t space = first.find(' ');
  const std::string kind = first.substr(0, space), name = first.substr(space + 1);
  if (kind == "user") return {"User", name, ""};
  if (kind == "group") return {"Group", name, ""};
  return {"ServiceAccount", name.substr(name.find('/') + 1), name.substr(0, name.find('/'))};
}

const RoleOf* role_named(const RbacPolicy& policy, const std::string& words) {
  for (const RoleOf& role : policy.roles)
    if (words == (role.name_space.empty() ? concat("ClusterRole ", role.name)
                                          : concat("Role ", role.name_space, "/", role.name)))
      return &role;
  return nullptr;
}

bool gains(const DeltaRecord& record) {
  return record.direction == Direction::widened || record.direction == Direction::mixed;
}

// A request that the record is about: of its subject, or of whoever holds its role.
bool has_witness(const DeltaRecord& record, const RbacPolicy& before, const RbacPolicy& after) {
  Request request;
  if (record.kind == "cluster-access") {
    Maker::as(subject_named(record.subject), request);
    const auto is_new = [&](const Request& r) { return allows(after, r) && !allows(before, r); };
    if (some_request(request, is_new)) return true;
    // A group may hold more than its known members: one that nobody is known to be in.
    request.user = "new";
    request.groups = {subject_named(record.subject).name};
    return some_request(request, is_new);
  }
  const RoleOf *old_role = role_named(before, record.subject),
               *new_role = role_named(after, record.subject);
  return new_role && some_request(request, [&](const Request& r) {
           return rules_allow(new_role->rules, r) && !(old_role && rules_allow(old_role->rules, r));
         });
}

// "%2A" is a star that is no wildcard.
std::string decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    out += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
    i += 2;
  }
  return out;
}

// "core:pods" or "url /healthz", and the keys of the binding and the rule.
Request request_of(const Witness& witness) {
  Request out;
  out.verb = decoded(witness.action);
  const std::string& resource = witness.resource;
  if (resource.starts_with("url ")) {
    out.url = decoded(resource.substr(4));
  } else {
    const std::size_t colon = resource.find(':'), slash = resource.find('/', colon);
    out.group = resource.substr(0, colon);
    out.group = out.group == "core" ? "" : decoded(out.group);
    out.resource = decoded(resource.substr(colon + 1, slash - colon - 1));
    if (slash != resource.npos) out.subresource = decoded(resource.substr(slash + 1));
  }
  for (const RequestKey& key : witness.keys) {
    if (key.name == "namespace") out.name_space = key.value.value_or("");
    if (key.name == "name") out.name = key.value.value_or("");
  }
  return out;
}

// The record's witness, made by its subject, is allowed after and was not before.
bool is_confirmed(const DeltaRecord& record, const RbacPolicy& before, const RbacPolicy& after) {
  Request request = request_of(*record.witness);
  if (record.kind == "cluster-access") {
    Maker::as(subject_named(record.subject), request);
    if (allows(after, request) && !allows(before, request)) return true;
    request.user = "new";  // a group may hold more than its known members
    request.groups = {subject_named(record.subject).name};
    return allows(after, request) && !allows(before, request);
  }
  const RoleOf *old_role = role_named(before, record.subject),
               *new_role = role_named(after, record.subject);
  return new_role && rules_allow(new_role->rules, request) &&
         !(old_role && rules_allow(old_role->rules, request));
}

bool is_told(const Delta& delta, const RbacPolicy& after, const Request& request) {
  for (const DeltaRecord& record : delta.records) {
    if (!gains(record)) continue;
    if (record.kind == "cluster-access") {
      const SubjectOf subject = subject_named(record.subject);
      if (is_subject(subject, request)) return true;
    }
    for (const BindingOf& binding : after.bindings) {
      const RoleOf* role = role_of(after, binding);
      if (role && role == role_named(after, record.subject) && binding_applies(binding, request) &&
          rules_allow(role->rules, request))
        return true;
    }
  }
  return false;
}

}  // namespace

TEST_CASE("the cluster delta agrees with an authorizer on 100,000 random requests") {
  std::size_t asked = 0, allowed_anew = 0, widened = 0;
  for (unsigned seed = 0; seed < (test::kSanitized ? 50u : 500u); ++seed) {
    Maker maker(seed);
    const RbacPolicy before = maker.policy(), after = maker.edited(before);
    const auto base = tree_of_files({{"k/all.yaml", manifests_of(before)}}),
               head = tree_of_files({{"k/all.yaml", manifests_of(after)}});
    const auto delta = privilege_delta(*base, *head);
    REQUIRE(delta);
    INFO("seed " << seed << "\n" << manifests_of(before) << "====\n" << manifests_of(after));
    for (const DeltaRecord& record : delta->records) {
      INFO(record.kind << ": " << record.sentence);
      CHECK(record.direction != Direction::unknown);
      if (!gains(record)) continue;
      ++widened;
      CHECK(has_witness(record, before, after));
      INFO(canonical_json(to_json(record)));
      REQUIRE(record.witness);
      CHECK(is_confirmed(record, before, after));
    }
    for (int i = 0; i < 200; ++i) {
      const Request request = maker.request();
      ++asked;
      if (!allows(after, request) || allows(before, request)) continue;
      ++allowed_anew;
      INFO(request.user << " " << request.verb << " " << request.group << " " << request.resource
                        << "/" << request.subresource << " " << request.name << " in "
                        << request.name_space << " " << request.url);
      CHECK(is_told(*delta, after, request));
    }
    const auto other = tree_of_files({{"k/other.yaml", manifests_of(turned_round(after))}});
    CHECK(privilege_delta(*head, *other)->records.empty());
    CHECK(privilege_delta(*base, *other)->semantic_digest == delta->semantic_digest);
    const auto reverse = privilege_delta(*head, *base);
    REQUIRE(reverse);
    const auto any = [](const Delta& d, bool (*test)(const DeltaRecord&)) {
      return std::any_of(d.records.begin(), d.records.end(), test);
    };
    const auto loses = [](const DeltaRecord& record) {
      return record.direction == Direction::narrowed || record.direction == Direction::mixed;
    };
    CHECK(any(*delta, gains) == any(*reverse, loses));
    CHECK(any(*delta, loses) == any(*reverse, gains));
  }
  CHECK((test::kSanitized || asked >= 100'000));
  CHECK((test::kSanitized || allowed_anew > 500));
  CHECK((test::kSanitized || widened > 200));
}

}  // namespace foureyes
