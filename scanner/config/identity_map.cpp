#include "config/identity_map.h"

#include <map>

#include "base/bytes.h"
#include "config/fields.h"

namespace foureyes {
namespace {

// OpenSSH's form of a key: "SHA256:" and the digest in base64 without padding.
bool is_key_fingerprint(std::string_view text) {
  constexpr std::string_view prefix = "SHA256:";
  if (text.substr(0, prefix.size()) != prefix || text.size() != prefix.size() + 43) return false;
  return base64_decode(concat(text.substr(prefix.size()), "=")).has_value();
}

// Names that are taken: "login alice" -> no second owner.
class Claims {
 public:
  Result<void> add(const Fields& fields, std::string_view key,
                   const std::vector<std::string>& names, bool with_case) {
    for (std::size_t i = 0; i < names.size(); ++i) {
      const std::string name = with_case ? names[i] : to_lower(names[i]);
      if (taken_.emplace(concat(key, " ", name), true).second) continue;
      const DocumentNode& list = *fields.find(key);
      const DocumentNode& place = list.is_sequence() ? list.items[i] : list;
      return fields.wrong_because(place, concat("`", key, "` repeats what another entry claims"),
                                  "each name belongs to one person; remove it from the others");
    }
    return {};
  }

 private:
  std::map<std::string, bool> taken_;
};

Result<KnownIdentity> read_identity(const Fields& fields, Claims& claims) {
  TRY(fields.require({"id", "kind"}));
  KnownIdentity identity;
  TRY(fields.text("id", identity.id));
  TRY(fields.choice(
      "kind", {IdentityKind::human, IdentityKind::bot, IdentityKind::agent, IdentityKind::service},
      identity.kind));
  TRY(fields.texts("logins", identity.logins));
  TRY(fields.texts("emails", identity.emails));
  TRY(fields.texts("keys", identity.keys));
  for (std::size_t i = 0; i < identity.keys.size(); ++i) {
    if (is_key_fingerprint(identity.keys[i])) continue;
    return fields.wrong(fields.find("keys")->items[i], "keys",
                        "a list of fingerprints, as ssh-keygen -lf prints them (SHA256:...)");
  }
  TRY(claims.add(fields, "id", {identity.id}, false));
  TRY(claims.add(fields, "logins", identity.logins, false));
  TRY(claims.add(fields, "emails", identity.emails, false));
  TRY(claims.add(fields, "keys", identity.keys, true));
  return identity;
}

}  // namespace

Result<IdentityMap> read_identity_map(std::string_view text, std::string_view name) {
  IdentityMap map;
  TRY_ASSIGN(const DocumentNode root, read_configuration(text, name));
  if (root.is_null()) return map;
  TRY_ASSIGN(const Fields file,
             Fields::open(root, {name, "the identity map"}, {"version", "people"}));
  TRY(check_version(file));
  TRY_ASSIGN(const auto nodes, file.list("people"));
  Claims claims;
  for (const DocumentNode* node : nodes) {
    TRY_ASSIGN(const Fields fields, Fields::open(*node, {name, "an identity"},
                                                 {"id", "kind", "logins", "emails", "keys"}));
    TRY_ASSIGN(KnownIdentity identity, read_identity(fields, claims));
    map.people.push_back(std::move(identity));
  }
  return map;
}

}  // namespace foureyes
