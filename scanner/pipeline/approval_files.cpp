#include "pipeline/approval_files.h"

#include <algorithm>
#include <utility>

#include "approval/statement.h"
#include "base/path.h"
#include "base/text.h"
#include "config/paths.h"
#include "signing/sshsig.h"

namespace foureyes {
namespace {

constexpr std::size_t kApprovalLimit = 4u << 20;
constexpr std::string_view kSignatureSuffix = ".sig";

constexpr std::string_view kKind = "approvals";

const ExternalFile* file_named(const std::vector<ExternalFile>& files, std::string_view name) {
  const auto found = std::find_if(files.begin(), files.end(),
                                  [&](const ExternalFile& file) { return file.name == name; });
  return found == files.end() ? nullptr : &*found;
}

Result<void> add_file(const ExternalFile& file, const std::vector<ExternalFile>& all,
                      ApprovalFiles& result) {
  if (!is_approval_statement(file.content)) {
    TRY_ASSIGN(ApprovalExport exported, read_approval_export(file.content, file.name));
    result.exports.push_back(std::move(exported));
    return {};
  }
  const ExternalFile* signature = file_named(all, file.name + std::string(kSignatureSuffix));
  if (signature == nullptr) {
    return failure({"the statement has no signature beside it", file.name,
                    concat("`foureyes approve` writes two files: keep ", file.name,
                           ".sig in the same directory.")});
  }
  result.statements.push_back({file.name, file.content, signature->content});
  return {};
}

Notice not_an_approval(const std::string& path, std::string detail) {
  return {NoticeReason::unparsable, path, std::move(detail), false};
}

// A statement of head's tree; unsigned or foreign files there are said, and count for nothing.
Result<void> add_committed(const TreeEntry& entry, const CommittedTrees& trees,
                           ApprovalFiles& result) {
  const TreeEntry* signature = trees.head.find(entry.path + std::string(kSignatureSuffix));
  TRY_ASSIGN(std::string statement, trees.head.read(entry, kApprovalLimit));
  if (!is_approval_statement(statement) || signature == nullptr) {
    result.notices.push_back(not_an_approval(
        entry.path, "Only signed statements of `foureyes approve` count here; this is none."));
    return {};
  }
  TRY_ASSIGN(std::string armored, trees.head.read(*signature, kApprovalLimit));
  const TreeEntry* before = trees.base.find(entry.path);
  const bool known = before != nullptr && before->object == entry.object;
  const std::string origin = concat(entry.path, "@head");
  result.inputs.push_back(gate_input(kKind, origin, {entry.path, statement}));
  result.inputs.push_back(gate_input(kKind, origin, {signature->path, armored}));
  result.statements.push_back({entry.path, std::move(statement), std::move(armored), known});
  return {};
}

bool is_statement_path(const TreeEntry& entry) {
  return entry.kind == EntryKind::file && is_inside(entry.path, kApprovalsDirectory) &&
         !entry.path.ends_with(kSignatureSuffix);
}

bool is_statement(const TreeEntry* entry, const TreeView& tree) {
  if (entry == nullptr || entry->kind != EntryKind::file) return false;
  const auto text = tree.read(*entry, kApprovalLimit);
  return text && parse_approval_statement(*text, entry->path);
}

}  // namespace

bool records_approval(const TreeEntry& entry, const TreeView& tree) {
  if (entry.kind != EntryKind::file || !is_inside(entry.path, kApprovalsDirectory)) return false;
  if (!entry.path.ends_with(kSignatureSuffix)) return is_statement(&entry, tree);
  const std::string_view statement =
      std::string_view(entry.path).substr(0, entry.path.size() - kSignatureSuffix.size());
  if (!is_statement(tree.find(statement), tree)) return false;
  const auto armored = tree.read(entry, kApprovalLimit);
  return armored && read_sshsig(*armored, entry.path);
}

Result<ApprovalFiles> read_approval_files(const std::vector<ExternalFile>& files,
                                          const CommittedTrees& trees) {
  ApprovalFiles result;
  for (const ExternalFile& file : files) {
    result.inputs.push_back(gate_input(kKind, std::string(kCommandLineOrigin), file));
    if (!file.name.ends_with(kSignatureSuffix)) TRY(add_file(file, files, result));
  }
  for (const TreeEntry& entry : trees.head.entries()) {
    if (is_statement_path(entry)) TRY(add_committed(entry, trees, result));
  }
  return result;
}

}  // namespace foureyes
