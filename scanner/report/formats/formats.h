// Declares formats::<name> for every line of reporters.def.
#pragma once

#include <string>

#include "report/reporter.h"

namespace foureyes::formats {

#define REPORTER(name, description)                          \
  std::string name(const ScanReport&, const ReportOptions&); \
  std::string name(const Delta&, const ReportOptions&);      \
  std::string name(const CheckReport&, const ReportOptions&);
#include "report/reporters.def"
#undef REPORTER

}  // namespace foureyes::formats
