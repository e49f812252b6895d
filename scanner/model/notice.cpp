#include "model/notice.h"

#include "base/name_table.h"

namespace foureyes {
namespace {

constexpr NameTable<NoticeReason, 11> kReasons{{{
    {NoticeReason::unreadable, "unreadable"},
    {NoticeReason::too_large, "too-large"},
    {NoticeReason::lfs_pointer, "lfs-pointer"},
    {NoticeReason::submodule, "submodule"},
    {NoticeReason::shallow, "shallow"},
    {NoticeReason::missing_object, "missing-object"},
    {NoticeReason::partial_scan, "partial-scan"},
    {NoticeReason::unparsable, "unparsable"},
    {NoticeReason::no_dialect, "no-dialect"},
    {NoticeReason::unresolved, "unresolved"},
    {NoticeReason::unsupported_object, "unsupported-object"},
}}};

}  // namespace

std::string_view name_of(NoticeReason reason) { return kReasons.name(reason); }

bool parse_notice_reason(std::string_view name, NoticeReason& reason) {
  return kReasons.parse(name, reason);
}

std::vector<NoticeReason> all_notice_reasons() {
  std::vector<NoticeReason> reasons;
  for (const auto& row : kReasons.rows) reasons.push_back(row.first);
  return reasons;
}

}  // namespace foureyes
