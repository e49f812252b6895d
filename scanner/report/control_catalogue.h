// The control frameworks that results map to, as SARIF taxonomies. A mapping says that a check
// supports evidence for a control, never that the control is satisfied.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace foureyes {

struct Control {
  std::string_view id;    // "NHI2:2025", "PR.AA-05"
  std::string_view name;  // "Secret Leakage"; CSF has texts only: empty
  std::string_view text;  // one sentence, as the framework words it
};

struct ControlFramework {
  std::string_view name;  // "OWASP-NHI-2025": unique
  std::string_view title;
  std::string_view organization;
  std::string_view version;
  std::string_view uri;
  std::span<const Control> controls;
};

// Where a control stands: indexes into control_frameworks() and its controls.
struct ControlPlace {
  std::size_t framework = 0;
  std::size_t control = 0;
};

std::span<const ControlFramework> control_frameworks();
// nullopt for a control of a framework that is not listed here.
std::optional<ControlPlace> find_control(std::string_view id);

}  // namespace foureyes
