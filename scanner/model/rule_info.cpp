#include "model/rule_info.h"

#include "base/name_table.h"

namespace foureyes {
namespace {

constexpr NameTable<Severity, 4> kSeverities{{{
    {Severity::low, "low"},
    {Severity::medium, "medium"},
    {Severity::high, "high"},
    {Severity::critical, "critical"},
}}};

constexpr NameTable<Confidence, 3> kConfidences{{{
    {Confidence::low, "low"},
    {Confidence::medium, "medium"},
    {Confidence::high, "high"},
}}};

}  // namespace

std::string_view name_of(Severity severity) { return kSeverities.name(severity); }
std::string_view name_of(Confidence confidence) { return kConfidences.name(confidence); }

bool parse_severity(std::string_view name, Severity& severity) {
  return kSeverities.parse(name, severity);
}

bool parse_confidence(std::string_view name, Confidence& confidence) {
  return kConfidences.parse(name, confidence);
}

}  // namespace foureyes
