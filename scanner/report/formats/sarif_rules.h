// The parts of a SARIF run that describe rules: descriptors, and the taxonomies that they point
// into. (SARIF 2.1.0: 3.49 reportingDescriptor, 3.19.3 taxonomies, 3.53 relationships.)
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_value.h"
#include "model/rule_info.h"
#include "report/control_catalogue.h"

namespace foureyes {

inline constexpr std::string_view kInformationUri = "https://foureyes.dev/";

// What the arguments of a result's message stand for.
enum class ResultKind { credential, privilege, decision };

ResultKind kind_of_rule(const RuleInfo& rule);
// Plain text that cannot be a link: "[words](1)" in a message leads to a location (SARIF 3.11.6).
std::string sarif_text(std::string_view text);
// With {0}, {1}, ... for the arguments; ends with a full stop.
std::string message_template(const RuleInfo& rule);

// The taxonomies of one run: of each framework that a rule of the run points to, the controls that
// are pointed to. Keeps references: the
// catalogue must outlive it.
class SarifTaxonomies {
 public:
  SarifTaxonomies(const ControlCatalogue& catalogue, const std::vector<RuleInfo>& rules);

  JsonValue relationships_of(const RuleInfo& rule) const;  // an empty array: none
  JsonValue supported() const;                             // tool.driver.supportedTaxonomies
  JsonValue all() const;                                   // run.taxonomies, in the same order

 private:
  struct Taxonomy {
    const ControlFramework* framework;
    std::vector<const Control*> controls;
  };
  std::vector<Taxonomy> taxonomies_;
  std::map<std::string, ControlPlace> places_;  // in taxonomies_
};

JsonValue rule_descriptor(const RuleInfo& rule, const SarifTaxonomies& taxonomies);

std::string_view sarif_level(Severity severity);

}  // namespace foureyes
