// What the statements of one database amount to, folded in their order: entitlements, guards, and
// what could not be read.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "model/grant.h"
#include "privilege/dialects/sql/flavour.h"

namespace foureyes::sql {

// "role app", "user BOB", "share S"; everyone for PUBLIC. One whose name is a variable's is only
// equal to itself.
struct Principal {
  std::string name;
  bool is_variable = false;
  auto operator<=>(const Principal&) const = default;
};

inline constexpr std::string_view kEveryone = "everyone (PUBLIC)";

// "table", "sales.orders"; "tables in schema", "sales".
struct Object {
  std::string kind;
  std::string name;
  std::string words() const;
  auto operator<=>(const Object&) const = default;
};

using Columns = std::set<std::string>;

// What a principal may do with an object: privileges with their columns (none: the whole object);
// ALL as everything but some.
class Privileges {
 public:
  void add(const std::string& privilege, const Columns& columns = {});
  void add_all(const std::set<std::string>& except);
  // False when there was nothing of it to take.
  bool take(const std::string& privilege, const Columns& columns = {});
  bool take_all();
  bool empty() const { return !all_ && named_.empty(); }

  bool all() const { return all_; }
  const std::set<std::string>& except() const { return except_; }
  const std::map<std::string, Columns>& named() const { return named_; }

 private:
  bool all_ = false;
  std::set<std::string> except_;
  std::map<std::string, Columns> named_;
};

struct Entitlement {
  Privileges privileges;
  std::string condition;  // a text that is only equal to itself; "" is always
  std::string words;      // of the action, when the privileges do not say it
  GrantSource source;
};

// kind of record, who, on what, and which of several (a policy's name).
using EntitlementKey = std::tuple<std::string, Principal, Object, std::string>;

// A control whose disappearance widens.
struct Guard {
  std::string content;  // normalised text, or "": another content is another guard
  std::string words;    // "row-level security"
  GrantSource source;
};
using GuardKey = std::tuple<std::string, Object, std::string>;  // kind, on what, name

struct Unread {
  UnknownReason reason = UnknownReason::parse;
  std::string digest;
  std::string words;  // "a statement that begins CREATE ROLE"; no content
  GrantSource source;
};

struct State {
  std::map<EntitlementKey, Entitlement> entitlements;
  std::map<GuardKey, Guard> guards;
  std::vector<Unread> unread;
  std::set<Object> objects;  // created by the statements
  std::set<Object> dropped;  // created or not, and then dropped

  Entitlement& entitle(const EntitlementKey& key, const GrantSource& source);
  // Takes privileges from every entitlement that `test` accepts; true when something went.
  template <class Test, class Take>
  bool take(const Test& test, const Take& take_from) {
    bool any = false;
    for (auto item = entitlements.begin(); item != entitlements.end();) {
      if (test(item->first) && take_from(item->second.privileges)) any = true;
      item = item->second.privileges.empty() ? entitlements.erase(item) : std::next(item);
    }
    return any;
  }

  void create_object(const Object& object);
  void drop_object(const Object& object);
  void drop_grants_on(const Object& object);
  void drop_guards_on(const Object& object);
  void rename_object(const Object& from, const Object& to);
  void drop_principal(const Principal& principal);
  void rename_principal(const Principal& from, const Principal& to);
  void merge(State&& other);
};

// Two names of one function: the signature may be left out.
bool same_object(const Object& a, const Object& b);

}  // namespace foureyes::sql
