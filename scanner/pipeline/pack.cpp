#include "pipeline/pack.h"

#include "evidence/build_pack.h"
#include "evidence/pack_form.h"
#include "report/formats/html.h"
#include "report/reporter.h"

namespace foureyes {
namespace {

constexpr std::size_t kTextLimit = 4u << 20;

// The members that the page names as inside the claim, beside itself.
std::vector<std::string> members_inside(const CheckReport& report) {
  std::vector<std::string> names = {std::string(pack_member::kDelta),
                                    std::string(pack_member::kEvidence)};
  for (const GateInput& input : report.inputs) {
    if (input.kind != "fingerprint-key") names.push_back(input_member_name(input.name));
  }
  names.insert(names.end(),
               {std::string(pack_member::kManifest), std::string(pack_member::kMarkdown),
                std::string(pack_member::kSarif), std::string(pack_member::kStatement)});
  return names;
}

}  // namespace

Result<JudgedFiles> JudgedFiles::open(const Repository& repository, const Change& change) {
  const auto id =
      ObjectId::parse(change.result_tree.empty() ? change.head_tree : change.result_tree);
  if (!id) return failure({"the change names no tree", change.head_commit});
  TRY_ASSIGN(auto tree, repository.tree(*id));
  return JudgedFiles(std::move(tree));
}

std::optional<std::string> JudgedFiles::text(const std::string& path) const {
  const TreeEntry* entry = tree_->find(path);
  if (entry == nullptr) return std::nullopt;
  Result<std::string> content = tree_->read(*entry, kTextLimit);
  if (!content) return std::nullopt;
  return std::move(content).value();
}

Result<Pack> make_pack(const PackRequest& request) {
  TRY_ASSIGN(const JudgedFiles files, JudgedFiles::open(request.repository, request.report.change));
  ReportOptions options;
  options.tool_version = request.report.tool_version;
  options.file_text = [&files](const std::string& path) { return files.text(path); };
  const CheckReport& report = request.report;
  RenderedMembers rendered{find_reporter("sarif")->render(report, options),
                           find_reporter("markdown")->render(report, options),
                           page_shell(report, {std::string(kPageFile), members_inside(report)})};
  return build_pack({report, std::move(rendered), request.signer, request.run_context});
}

}  // namespace foureyes
