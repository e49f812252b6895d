// The predicate of a change-evidence statement: what an auditor asks first, short enough to read in
// the envelope. evidence.json, a subject of the same statement, has the rest.
#pragma once

#include "base/json_value.h"
#include "model/check_report.h"

namespace foureyes {

JsonValue change_predicate(const CheckReport& report);

}  // namespace foureyes
