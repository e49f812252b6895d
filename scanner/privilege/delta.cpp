#include "privilege/delta.h"

#include "base/digest.h"
#include "base/text.h"
#include "privilege/delta_digest.h"
#include "privilege/dialect.h"
#include "privilege/record_kinds.h"
#include "privilege/surfaces.h"

namespace foureyes {

Result<Delta> privilege_delta(const TreeView& base, const TreeView& head,
                              const PrivilegeOptions& options) {
  const ChangeSet changes = ChangeSet::between(base, head);
  Delta delta;
  for (const Dialect* dialect : all_dialects()) {
    DialectDelta part = dialect->delta(changes, options);
    for (DeltaRecord& record : part.records) delta.records.push_back(std::move(record));
    for (Notice& notice : part.notices) delta.notices.push_back(std::move(notice));
    delta.dialects.emplace_back(dialect->name,
                                sha256(concat(dialect->name, " ", dialect->version)).hex());
  }
  for (Notice& notice : unread_surfaces(changes, options))
    delta.notices.push_back(std::move(notice));
  seal(delta);
  delta.rules = rules_of(delta);
  return delta;
}

}  // namespace foureyes
