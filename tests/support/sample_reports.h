// Fixed reports to render and to pack: a payment repository whose pull request adds a key and
// widens the deploy job. They hold masks only.
#pragma once

#include "model/check_report.h"

namespace foureyes::test {

ScanReport empty_scan();
ScanReport sample_scan();    // two files, a commit message, one waived, two notices
ScanReport history_scan();   // the same, and what a whole history adds
Delta sample_delta();        // wider, narrower, unknown, equivalent
CheckReport failed_check();  // of both; two approvals, neither enough
CheckReport passed_check();  // one record, approved by a signature
// The most hostile strings that a repository can bring, in every place that shows one.
CheckReport hostile_check();
inline constexpr const char* kHostile =
    "\x1b[31m<script>alert(1)</script>\xe2\x80\xae|`x`|\n::set-output name=a::b [l](http://x) "
    "\xff<!--foureyes:members--> \"'&{0}";

}  // namespace foureyes::test
