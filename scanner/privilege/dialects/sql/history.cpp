#include "privilege/dialects/sql/history.h"

#include <map>
#include <set>

#include "base/digest.h"
#include "base/text.h"

namespace foureyes::sql {
namespace {

Unread unread(const std::string& words, const std::string& path, const std::string& before,
              const std::string& after) {
  return {UnknownReason::history,
          Sha256Builder().add(before).add(after).finish().hex(),
          words,
          {path, "", 1}};
}

}  // namespace

std::vector<Unread> rewritten_history(const std::vector<Migration>& base,
                                      const std::vector<Migration>& head) {
  std::map<std::string, const Migration*> old_by_path;
  std::set<std::string> kept, gone_texts;
  for (const Migration& migration : base) old_by_path[migration.path] = &migration;
  for (const Migration& migration : head) kept.insert(migration.path);
  const Migration* newest = nullptr;  // of those that are on both sides
  for (const Migration& migration : base) {
    if (kept.contains(migration.path))
      newest = &migration;
    else
      gone_texts.insert(migration.says);
  }
  std::vector<Unread> out;
  for (const Migration& migration : head) {
    const auto old = old_by_path.find(migration.path);
    if (old != old_by_path.end()) {
      if (old->second->says != migration.says)
        out.push_back(unread(concat("an older text of `", migration.path, "`"), migration.path,
                             old->second->says, migration.says));
    } else if (newest && migration.order < newest->order && !migration.says.empty() &&
               !gone_texts.contains(migration.says)) {
      out.push_back(unread(concat("migrations that come after `", migration.path, "`"),
                           migration.path, "", migration.says));
    }
  }
  return out;
}

}  // namespace foureyes::sql
