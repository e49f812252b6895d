#include "privilege/dialects/sql/state.h"

#include "base/text.h"

namespace foureyes::sql {
namespace {

std::string without_signature(const std::string& name) { return name.substr(0, name.find('(')); }

template <class Map, class Change>
void rekey(Map& map, const Change& change) {
  Map moved;
  for (auto item = map.begin(); item != map.end();) {
    auto key = item->first;
    if (!change(key)) {
      ++item;
      continue;
    }
    moved.emplace(std::move(key), std::move(item->second));
    item = map.erase(item);
  }
  map.merge(moved);
}

}  // namespace

std::string Object::words() const {
  return name.empty() ? concat("the ", kind) : concat(kind, " `", name, "`");
}

void Privileges::add(const std::string& privilege, const Columns& columns) {
  if (columns.empty()) except_.erase(privilege);
  const auto found = named_.find(privilege);
  if (found == named_.end())
    named_.emplace(privilege, columns);
  else if (columns.empty())
    found->second.clear();
  else if (!found->second.empty())
    found->second.insert(columns.begin(), columns.end());
}

void Privileges::add_all(const std::set<std::string>& except) {
  if (!all_) {
    except_ = except;
  } else {
    std::erase_if(except_, [&](const std::string& name) { return !except.contains(name); });
  }
  for (const auto& [name, columns] : named_)
    if (columns.empty()) except_.erase(name);
  all_ = true;
}

bool Privileges::take(const std::string& privilege, const Columns& columns) {
  const auto found = named_.find(privilege);
  if (!columns.empty()) {
    if (found == named_.end() || found->second.empty()) return false;
    const auto before = found->second.size();
    for (const std::string& column : columns) found->second.erase(column);
    const bool any = found->second.size() < before;
    if (found->second.empty()) named_.erase(found);
    return any;
  }
  bool any = false;
  if (found != named_.end()) {
    named_.erase(found);
    any = true;
  }
  if (all_ && except_.insert(privilege).second) any = true;
  return any;
}

bool Privileges::take_all() {
  const bool any = !empty();
  *this = {};
  return any;
}

bool same_object(const Object& a, const Object& b) {
  if (a == b) return true;
  if (a.kind != b.kind) return false;
  const bool bare = a.name.find('(') == std::string::npos || b.name.find('(') == std::string::npos;
  return bare && without_signature(a.name) == without_signature(b.name);
}

Entitlement& State::entitle(const EntitlementKey& key, const GrantSource& source) {
  Entitlement& entitlement = entitlements[key];
  entitlement.source = source;  // the latest statement: what a change brought
  return entitlement;
}

void State::create_object(const Object& object) {
  if (dropped.erase(object) > 0) {
    drop_guards_on(object);
  }
  objects.insert(object);
}

// The guards stay until the name is used again: on what is gone they do no harm, and their going
// with it widens nothing.
void State::drop_object(const Object& object) {
  drop_grants_on(object);
  objects.erase(object);
  dropped.insert(object);
}

void State::drop_grants_on(const Object& object) {
  std::erase_if(entitlements,
                [&](const auto& item) { return same_object(std::get<2>(item.first), object); });
}

void State::drop_guards_on(const Object& object) {
  std::erase_if(guards,
                [&](const auto& item) { return same_object(std::get<1>(item.first), object); });
}

void State::rename_object(const Object& from, const Object& to) {
  rekey(entitlements, [&](EntitlementKey& key) {
    if (std::get<2>(key) != from) return false;
    std::get<2>(key) = to;
    return true;
  });
  rekey(guards, [&](GuardKey& key) {
    if (std::get<1>(key) != from) return false;
    std::get<1>(key) = to;
    return true;
  });
  if (objects.erase(from) > 0) objects.insert(to);
}

void State::drop_principal(const Principal& principal) {
  std::erase_if(entitlements, [&](const auto& item) {
    const Object& object = std::get<2>(item.first);
    return std::get<1>(item.first) == principal ||
           concat(object.kind, " ", object.name) == principal.name;
  });
}

void State::rename_principal(const Principal& from, const Principal& to) {
  rekey(entitlements, [&](EntitlementKey& key) {
    Object& object = std::get<2>(key);
    const bool is_object = concat(object.kind, " ", object.name) == from.name;
    const bool is_subject = std::get<1>(key) == from;
    if (is_subject) std::get<1>(key) = to;
    if (is_object) object.name = to.name.substr(to.name.find(' ') + 1);
    return is_subject || is_object;
  });
}

void State::merge(State&& other) {
  for (auto& [key, entitlement] : other.entitlements) {
    Entitlement& mine = entitle(key, entitlement.source);
    if (entitlement.privileges.all()) mine.privileges.add_all(entitlement.privileges.except());
    for (const auto& [name, columns] : entitlement.privileges.named())
      mine.privileges.add(name, columns);
    mine.condition = entitlement.condition;
    mine.words = entitlement.words;
  }
  guards.merge(other.guards);
  for (Unread& unread_part : other.unread) unread.push_back(std::move(unread_part));
  objects.merge(other.objects);
  dropped.merge(other.dropped);
}

}  // namespace foureyes::sql
