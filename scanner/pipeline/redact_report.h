// Takes credentials out of the names that reports show: a runner label, an environment, a path, a
// co-author, a ticket. Called when everything is decided: digests stay those of the true content.
#pragma once

#include <vector>

#include "approval/statement.h"
#include "model/check_report.h"
#include "pipeline/redact.h"
#include "privilege/grants.h"

namespace foureyes {

void redact(std::vector<Notice>& notices, Redactor& redactor);
void redact(Delta& delta, Redactor& redactor);
void redact(GrantList& list, Redactor& redactor);
// What people read of it. Repository, target and identity stay: an approval is found by them.
void redact(ApprovalStatement& statement, Redactor& redactor);
// The findings are masked already (pipeline/scan.h).
void redact(CheckReport& report, Redactor& redactor);

}  // namespace foureyes
