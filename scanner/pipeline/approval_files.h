// Reads what was handed in as approval: files of the command line, and statements that are
// committed under .foureyes/approvals/ of head (threats P0-5: those that base has already are
// replays).
#pragma once

#include <string>
#include <vector>

#include "approval/signed_statement.h"
#include "approval/sources.h"
#include "input/repository.h"
#include "model/check_report.h"
#include "pipeline/check.h"

namespace foureyes {

// A statement and its signature, as found.
struct StatementFiles {
  std::string name;
  std::string statement;
  std::string signature;
  bool already_in_base = false;
};

struct ApprovalFiles {
  std::vector<ApprovalExport> exports;
  std::vector<StatementFiles> statements;
  std::vector<GateInput> inputs;  // of kind "approvals", what the pack carries
  std::vector<Notice> notices;    // committed files that are no approval
};

struct CommittedTrees {
  const TreeView& base;
  const TreeView& head;
};

// Whether an entry is one of the two files of a committed approval. Only those stay outside delta
// and tree: code that somebody put beside them does not.
bool records_approval(const TreeEntry& entry, const TreeView& tree);

// An error for a file of the command line that is no approval or has no signature beside it; a
// notice for a committed one.
Result<ApprovalFiles> read_approval_files(const std::vector<ExternalFile>& files,
                                          const CommittedTrees& trees);

}  // namespace foureyes
