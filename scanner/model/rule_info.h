// What a report says about a rule, whichever layer it comes from: a credential rule, a privilege
// record or a decision of the gate.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace foureyes {

enum class Severity { low, medium, high, critical };
enum class Confidence { low, medium, high };

std::string_view name_of(Severity severity);
std::string_view name_of(Confidence confidence);
bool parse_severity(std::string_view name, Severity& severity);
bool parse_confidence(std::string_view name, Confidence& confidence);

struct RuleInfo {
  std::string id;           // "stripe-live-secret-key"
  std::string name;         // PascalCase, for SARIF
  std::string title;        // one line
  std::string description;  // ends with a full stop
  Severity severity = Severity::high;
  Confidence confidence = Confidence::medium;
  std::string remediation;  // what the person does now
  std::vector<std::string> references;
  std::vector<std::string> tags;
  std::vector<std::string> controls;  // "NHI2:2025", "PR.AA-01" (rules/controls.yml)
};

}  // namespace foureyes
