// The control frameworks that results map to: rules/controls.yml, which the build carries into the
// program. A mapping says that a check supports evidence for a control, never that the control is
// satisfied.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/rule_info.h"

namespace foureyes {

struct Control {
  std::string id;    // "NHI2:2025", "PR.AA-05": unique over all frameworks
  std::string name;  // "Secret Leakage"
  std::string text;  // the framework's own words, or empty
};

struct ControlFramework {
  std::string id;  // "OWASP-NHI"
  std::string name;
  std::string version;
  std::string organisation;
  std::string uri;
  std::vector<Control> controls;
};

// Where a control stands: indexes into frameworks() and its controls.
struct ControlPlace {
  std::size_t framework = 0;
  std::size_t control = 0;
  auto operator<=>(const ControlPlace&) const = default;
};

class ControlCatalogue {
 public:
  // Costs about a millisecond: built where a report needs it.
  static ControlCatalogue builtin();
  // Errors say line and column: an unknown key, a control that is listed twice, a family that names
  // a control that no framework lists.
  static Result<ControlCatalogue> read(std::string_view yaml, std::string_view name);

  const std::vector<ControlFramework>& frameworks() const { return frameworks_; }
  std::optional<ControlPlace> find(std::string_view id) const;
  const Control& control(ControlPlace place) const {
    return frameworks_[place.framework].controls[place.control];
  }
  // The controls of a family of checks ("SEC"); empty for a code that is not listed.
  const std::vector<std::string>& family(std::string_view code) const;

 private:
  std::vector<ControlFramework> frameworks_;
  std::map<std::string, std::vector<std::string>, std::less<>> families_;
  std::map<std::string, ControlPlace, std::less<>> places_;
};

// The family of checks behind a rule of a report: "SEC", "PRIV", "APPR", ...
std::string_view family_of(std::string_view rule_id);

// Each rule with the controls of its family after its own.
std::vector<RuleInfo> with_family_controls(std::vector<RuleInfo> rules,
                                           const ControlCatalogue& catalogue);

}  // namespace foureyes
