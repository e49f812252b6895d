// What policy says of a scan outside the gate, and the exit code that follows.
#pragma once

#include <optional>
#include <string>

#include "input/repository.h"
#include "model/scan_report.h"
#include "model/verdict.h"
#include "pipeline/gate_configuration.h"

namespace foureyes {

// The configuration of `revision` (absent: HEAD's); without a repository the defaults. `policy`
// replaces .foureyes.yml.
Result<GateConfiguration> read_scan_configuration(const Repository* repository,
                                                  const std::optional<ObjectId>& revision,
                                                  const std::optional<ExternalFile>& policy);

Verdict scan_verdict(const ScanReport& report, const Policy& policy);

// Adds what the notices mean: those that policy does not accept for their path make it incomplete.
void add_notices(const std::vector<Notice>& notices, const Policy& policy, Verdict& verdict);

}  // namespace foureyes
