#include "pipeline/scan_policy.h"

#include "base/text.h"
#include "pipeline/waive.h"

namespace foureyes {

Result<GateConfiguration> read_scan_configuration(const Repository* repository,
                                                  const std::optional<ObjectId>& revision,
                                                  const std::optional<ExternalFile>& policy) {
  std::optional<ObjectId> commit = revision;
  if (repository != nullptr && !commit) commit = repository->head_commit();
  if (repository != nullptr && commit) {
    TRY_ASSIGN(const auto tree, repository->tree_of_paths(*commit, configuration_paths()));
    return read_gate_configuration({*tree, commit->hex(), policy, {}});
  }
  const auto nothing = tree_of_files({});
  return read_gate_configuration({*nothing, "", policy, {}});
}

void add_notices(const std::vector<Notice>& notices, const Policy& policy, Verdict& verdict) {
  for (const Notice& notice : notices) {
    if (!notice.touches_change || accepting_entry(policy, notice) != nullptr) continue;
    verdict.incomplete("COVERAGE_INCOMPLETE",
                       concat(name_of(notice.reason), notice.path.empty() ? "" : ": ", notice.path,
                              ": ", notice.detail));
  }
}

Verdict scan_verdict(const ScanReport& report, const Policy& policy) {
  Verdict verdict;
  const std::size_t exposed = count_exposed(report, policy.fail_on);
  if (exposed > 0) {
    verdict.fail("CREDENTIAL_EXPOSED", concat(exposed, exposed == 1 ? " credential is exposed."
                                                                    : " credentials are exposed."));
  }
  add_notices(report.notices, policy, verdict);
  return verdict;
}

}  // namespace foureyes
