// The sections of the page, in the order in which an auditor asks.
#pragma once

#include "model/check_report.h"
#include "report/formats/html.h"
#include "report/formats/html_text.h"

namespace foureyes {

Html verdict_panel(const CheckReport& report);
Html change_section(const CheckReport& report);
Html privileges_section(const CheckReport& report);
Html credentials_section(const CheckReport& report);
Html approvals_section(const CheckReport& report);
Html inputs_section(const CheckReport& report);
Html coverage_section(const CheckReport& report);
Html controls_section(const CheckReport& report);
Html limits_section(const CheckReport& report);
Html verification_section(const CheckReport& report, const PageOptions& options);

}  // namespace foureyes
