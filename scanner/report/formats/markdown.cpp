#include "report/formats/formats.h"
namespace foureyes::formats {
std::string markdown(const ScanReport&, const ReportOptions&) { return ""; }
std::string markdown(const Delta&, const ReportOptions&) { return ""; }
std::string markdown(const CheckReport&, const ReportOptions&) { return ""; }
}  // namespace foureyes::formats
