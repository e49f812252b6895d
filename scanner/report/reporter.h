// The formats that results are written in. Each is one file in formats/ and one line in
// reporters.def; `--format`, its help and this table come from there.
//
// A reporter is a pure function of the facts and the options. It never sees the value of a
// credential (Finding holds only masks), and every string of a repository goes through
// base/display_text.h or JSON escaping.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "model/check_report.h"
#include "model/delta.h"
#include "model/scan_report.h"
#include "report/report_options.h"

namespace foureyes {

struct Reporter {
  std::string_view name;         // "sarif"
  std::string_view description;  // for help: one line without a full stop
  std::string (*scan)(const ScanReport&, const ReportOptions&);
  std::string (*delta)(const Delta&, const ReportOptions&);
  std::string (*check)(const CheckReport&, const ReportOptions&);

  std::string render(const ScanReport& report, const ReportOptions& options) const {
    return scan(report, options);
  }
  std::string render(const Delta& report, const ReportOptions& options) const {
    return delta(report, options);
  }
  std::string render(const CheckReport& report, const ReportOptions& options) const {
    return check(report, options);
  }
};

std::span<const Reporter> reporters();
// nullptr when no format has the name.
const Reporter* find_reporter(std::string_view name);

}  // namespace foureyes
