// A Notice: something that could not be looked at, or not wholly. It is never lost: it reaches the
// report, SARIF notifications and the coverage, and one that touches what the change touches makes
// the verdict incomplete unless policy accepts that reason for that path.
#pragma once

#include <compare>
#include <string>
#include <string_view>
#include <vector>

namespace foureyes {

enum class NoticeReason {
  unreadable,          // the system or git refused the bytes
  too_large,           // above the size limit
  lfs_pointer,         // the content lives in Git LFS
  submodule,           // another repository
  shallow,             // history ends early
  missing_object,      // the object database lacks it
  partial_scan,        // looked at in part (a limit on matches, depth or expansion)
  unparsable,          // a file in a privilege path that does not parse
  no_dialect,          // a recognised privilege surface that nothing reads yet
  unresolved,          // an include, a symlink or a reference that leaves the repository
  unsupported_object,  // e.g. a SHA-256 repository's object
};

// The stable name in JSON, SARIF and policy: "too-large".
std::string_view name_of(NoticeReason reason);
bool parse_notice_reason(std::string_view name, NoticeReason& reason);
std::vector<NoticeReason> all_notice_reasons();

struct Notice {
  NoticeReason reason = NoticeReason::unreadable;
  std::string path;    // may be empty: the whole input
  std::string detail;  // one sentence for people; no content of files
  bool touches_change = true;
  auto operator<=>(const Notice&) const = default;
};

}  // namespace foureyes
