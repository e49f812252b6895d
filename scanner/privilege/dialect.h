// A dialect reads one kind of file into grants. To add one: dialects/<name>.cpp that defines
// `const Dialect& <name>_dialect()`, a line in dialects.def, rules/privilege/<name>.yml with the
// rows that it reads, and a literate test in tests/privilege/deltas/.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/delta.h"
#include "privilege/change_set.h"

namespace foureyes {

// The code that a subject runs, looked up when a record of that subject widens (threats P0-4).
struct BoundCode {
  std::vector<std::pair<std::string, std::string>> digests;  // "job a.yml#deploy" -> sha256
  std::vector<std::string> paths;                            // local files it calls, in the tree
  std::vector<std::string> uncovered;                        // in words: code that no digest covers
};

struct DialectFacts {
  std::vector<Grant> grants;
  std::vector<Notice> notices;
  std::vector<std::string> files;         // that were read
  std::map<std::string, BoundCode> code;  // by the subject's literal (or the trigger's resource)
};

struct DialectDelta {
  std::vector<DeltaRecord> records;
  std::vector<Notice> notices;
};

struct Dialect {
  std::string_view name;
  std::string_view version;  // changes when the same files would give other records
  bool (*reads)(std::string_view path);
  DialectFacts (*inventory)(const TreeView& tree, const PrivilegeOptions& options);
  DialectDelta (*delta)(const ChangeSet& changes, const PrivilegeOptions& options);
};

const std::vector<const Dialect*>& all_dialects();

}  // namespace foureyes
