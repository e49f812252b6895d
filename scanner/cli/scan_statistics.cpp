#include "cli/scan_statistics.h"

#include <cmath>

#include "base/canonical_json.h"
#include "model/to_json.h"

namespace foureyes {

std::string scan_statistics(const PhaseClock& clock, const ScanReport& report) {
  JsonValue phases = JsonValue::array();
  std::int64_t total = 0;
  for (const Phase& phase : clock.phases()) {
    const std::int64_t microseconds = std::llround(phase.seconds * 1e6);
    total += microseconds;
    const std::int64_t processor = std::llround(phase.processor_seconds * 1e6);
    phases.push_back(JsonValue::object({{"name", phase.name},
                                        {"microseconds", microseconds},
                                        {"processorMicroseconds", processor},
                                        {"bytes", phase.bytes}}));
  }
  return readable_json(JsonValue::object({{"phases", phases},
                                          {"microseconds", total},
                                          {"findings", report.findings.size()},
                                          {"coverage", to_json(report.coverage)}}));
}

}  // namespace foureyes
