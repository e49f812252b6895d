// The approvals of the gate: reads what was handed in, looks up what it is bound to, and lets
// approval/decide.h judge.
#pragma once

#include "input/repository.h"
#include "model/check_report.h"
#include "pipeline/check.h"
#include "pipeline/gate_configuration.h"
#include "privilege/options.h"

namespace foureyes {

struct GateApprovalsInput {
  const GateRequest& request;
  const GateContext& context;
  const GateConfiguration& configuration;
  const TreeView& base_tree;
  const TreeView& head_tree;
  const TreeView* result_tree;  // nullptr on conflicts
  PrivilegeOptions privilege;
};

// Fills approvals, inputs and as_of; reads change and delta.
Result<void> decide_gate_approvals(const GateApprovalsInput& input, CheckReport& report);

}  // namespace foureyes
