// Sets of names by union-find: each entry of the map and each line of signers joins its names.
#include "approval/people.h"

#include <vector>

#include "base/text.h"

namespace foureyes {
namespace {

std::string login_node(std::string_view login) { return concat("login:", to_lower(login)); }
// E-mails and principals share one space: a principal usually is the e-mail.
std::string name_node(std::string_view name) { return concat("name:", to_lower(trim(name))); }
std::string key_node(std::string_view fingerprint) { return concat("key:", fingerprint); }

std::string email_node(std::string_view email) {
  const std::string login = noreply_login(trim(email));
  return login.empty() ? name_node(email) : login_node(login);
}

class NameSets {
 public:
  std::string root(const std::string& node) {
    std::string at = parent_.try_emplace(node, node).first->second;
    while (parent_.at(at) != at) at = parent_.at(at) = parent_.at(parent_.at(at));
    return parent_[node] = at;
  }
  void join(const std::vector<std::string>& nodes) {
    for (const std::string& node : nodes) parent_[root(node)] = root(nodes.front());
  }
  std::vector<std::string> nodes() const {
    std::vector<std::string> all;
    for (const auto& [node, parent] : parent_) all.push_back(node);
    return all;
  }

 private:
  std::map<std::string, std::string> parent_;
};

std::vector<std::string> nodes_of(const KnownIdentity& identity) {
  std::vector<std::string> nodes;
  for (const auto& login : identity.logins) nodes.push_back(login_node(login));
  for (const auto& email : identity.emails) nodes.push_back(email_node(email));
  for (const auto& key : identity.keys) nodes.push_back(key_node(key));
  return nodes;
}

bool is_pattern(std::string_view principal) {
  return principal.find_first_of("*?!") != std::string_view::npos;
}

// The key first: it is there also when all principals are patterns.
std::vector<std::string> nodes_of(const AllowedSigner& signer) {
  std::vector<std::string> nodes{key_node(signer.fingerprint())};
  for (const auto& principal : signer.principals) {
    if (!is_pattern(principal)) nodes.push_back(email_node(principal));
  }
  return nodes;
}

// Two entries of the map that a shared key joins become one person, and no human if one is none.
void add_identity(ResolvedPerson& person, const KnownIdentity& identity) {
  const bool first = !person.in_map;
  if (first) person.person = identity.id;
  if (first || identity.kind != IdentityKind::human) person.kind = identity.kind;
  person.in_map = true;
}

void add_signer(ResolvedPerson& person, const AllowedSigner& signer) {
  person.is_signer = true;
  if (!person.person.empty()) return;
  person.person = signer.fingerprint();
  for (const auto& principal : signer.principals) {
    if (is_pattern(principal)) continue;
    person.person = principal;
    return;
  }
}

}  // namespace

PeopleDirectory::PeopleDirectory(const IdentityMap& identities, const AllowedSigners& signers) {
  NameSets sets;
  for (const auto& identity : identities.people) {
    if (const auto nodes = nodes_of(identity); !nodes.empty()) sets.join(nodes);
  }
  for (const auto& signer : signers.entries()) sets.join(nodes_of(signer));
  std::map<std::string, ResolvedPerson> by_root;
  for (const auto& identity : identities.people) {
    const auto nodes = nodes_of(identity);
    if (!nodes.empty()) add_identity(by_root[sets.root(nodes.front())], identity);
  }
  for (const auto& signer : signers.entries())
    add_signer(by_root[sets.root(nodes_of(signer).front())], signer);
  for (const std::string& node : sets.nodes()) by_node_[node] = by_root[sets.root(node)];
}

ResolvedPerson PeopleDirectory::resolve(std::string_view node, std::string_view own_name) const {
  const auto found = by_node_.find(node);
  if (found != by_node_.end()) return found->second;
  ResolvedPerson person;
  person.person = to_lower(trim(own_name));
  return person;
}

ResolvedPerson PeopleDirectory::by_login(std::string_view login) const {
  ResolvedPerson person = resolve(login_node(login), login);
  if (login.ends_with("[bot]")) person.kind = IdentityKind::bot;
  return person;
}

ResolvedPerson PeopleDirectory::by_email(std::string_view email) const {
  const std::string login = noreply_login(trim(email));
  return login.empty() ? resolve(name_node(email), email) : by_login(login);
}

ResolvedPerson PeopleDirectory::by_key(std::string_view fingerprint,
                                       std::string_view principal) const {
  const ResolvedPerson person = resolve(key_node(fingerprint), principal);
  return person.known() ? person : by_email(principal);
}

std::string noreply_login(std::string_view email) {
  constexpr std::string_view domain = "@users.noreply.github.com";
  const std::string lower = to_lower(email);
  if (!lower.ends_with(domain)) return "";
  const std::string local = lower.substr(0, lower.size() - domain.size());
  const auto plus = local.find('+');
  return plus == std::string::npos ? local : local.substr(plus + 1);
}

bool is_github_web_committer(std::string_view name, std::string_view email) {
  return name == "GitHub" && equals_ignoring_case(email, "noreply@github.com");
}

}  // namespace foureyes
