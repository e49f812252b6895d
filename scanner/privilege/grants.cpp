#include "privilege/grants.h"

#include <algorithm>
#include <tuple>

#include "privilege/dialect.h"
#include "privilege/surfaces.h"

namespace foureyes {

Result<GrantList> read_grants(const TreeView& tree, const PrivilegeOptions& options) {
  GrantList list;
  for (const Dialect* dialect : all_dialects()) {
    DialectFacts facts = dialect->inventory(tree, options);
    for (Grant& grant : facts.grants) list.grants.push_back(std::move(grant));
    for (Notice& notice : facts.notices) list.notices.push_back(std::move(notice));
    for (std::string& path : facts.files) list.files.emplace_back(dialect->name, std::move(path));
  }
  for (Notice& notice : surfaces_of(tree, options)) list.notices.push_back(std::move(notice));
  const auto order = [](const Grant& grant) {
    return std::tie(grant.plane, grant.kind, grant.subject, grant.resource, grant.action,
                    grant.condition, grant.via, grant.source);
  };
  std::stable_sort(list.grants.begin(), list.grants.end(),
                   [&](const Grant& a, const Grant& b) { return order(a) < order(b); });
  std::sort(list.notices.begin(), list.notices.end());
  std::sort(list.files.begin(), list.files.end());
  list.files.erase(std::unique(list.files.begin(), list.files.end()), list.files.end());
  return list;
}

}  // namespace foureyes
