// The model as it is (model/to_json.h). For the one who ran the command, so with blob ids; the
// evidence layer writes its own, for readers who may not see them.
#include "base/canonical_json.h"
#include "model/to_json.h"
#include "report/formats/formats.h"

namespace foureyes::formats {

std::string json(const ScanReport& report, const ReportOptions&) {
  return readable_json(to_json(report, Audience::local));
}

std::string json(const Delta& delta, const ReportOptions&) { return readable_json(to_json(delta)); }

std::string json(const CheckReport& report, const ReportOptions&) {
  return readable_json(to_json(report, Audience::local));
}

}  // namespace foureyes::formats
