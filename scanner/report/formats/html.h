// The page that goes with a change ticket: one self-contained HTML file, readable without scripts,
// that states the whole CheckReport for an auditor. This is the shell; the evidence layer replaces
// the marker (model/page_marker.h) with the members of the pack. The shell's digest is taken over
// the page as returned here, with the marker in place, so what a person reads is what was signed.
#pragma once

#include <string>
#include <vector>

#include "model/check_report.h"

namespace foureyes {

struct PageOptions {
  std::string file_name = "report.html";  // as the commands on the page call the pack
  std::vector<std::string> members;       // names inside the claim, in the order of the manifest
};

std::string page_shell(const CheckReport& report, const PageOptions& options);

}  // namespace foureyes
