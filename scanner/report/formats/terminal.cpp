#include "report/formats/formats.h"
namespace foureyes::formats {
std::string terminal(const ScanReport&, const ReportOptions&) { return ""; }
std::string terminal(const Delta&, const ReportOptions&) { return ""; }
std::string terminal(const CheckReport&, const ReportOptions&) { return ""; }
}  // namespace foureyes::formats
