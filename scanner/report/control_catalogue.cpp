#include "report/control_catalogue.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "base/text.h"
#include "base/yaml_document.h"
#include "report/control_catalogue_text.h"

namespace foureyes {
namespace {

Error error_at(const DocumentNode& node, std::string_view name, std::string what) {
  return {std::move(what), concat(name, ':', node.line, ':', node.column),
          "Its first lines say what the control catalogue holds."};
}

Result<std::string> text_of(const DocumentNode& node, std::string_view key, std::string_view name) {
  const DocumentNode* member = node.find(key);
  if (!member || !member->is_scalar() || member->is_null())
    return failure(error_at(node, name, concat("there is no text under '", key, "'")));
  return member->text;
}

Result<const DocumentNode*> child(const DocumentNode& node, std::string_view key, NodeKind kind,
                                  std::string_view name) {
  const DocumentNode* member = node.find(key);
  if (!member || member->kind != kind)
    return failure(error_at(node, name, concat("'", key, "' is missing or of another type")));
  return member;
}

Result<Control> read_control(const DocumentNode& node, std::string_view name) {
  Control control;
  TRY_ASSIGN(control.id, text_of(node, "id", name));
  TRY_ASSIGN(control.name, text_of(node, "name", name));
  if (const DocumentNode* text = node.find("text")) control.text = std::string(trim(text->text));
  return control;
}

Result<ControlFramework> read_framework(const DocumentNode& node, std::string_view name) {
  ControlFramework framework;
  TRY_ASSIGN(framework.id, text_of(node, "id", name));
  TRY_ASSIGN(framework.name, text_of(node, "name", name));
  TRY_ASSIGN(framework.version, text_of(node, "version", name));
  TRY_ASSIGN(framework.organisation, text_of(node, "organisation", name));
  TRY_ASSIGN(framework.uri, text_of(node, "uri", name));
  TRY_ASSIGN(const DocumentNode* taxa, child(node, "taxa", NodeKind::sequence, name));
  for (const DocumentNode& taxon : taxa->items) {
    TRY_ASSIGN(Control control, read_control(taxon, name));
    framework.controls.push_back(std::move(control));
  }
  return framework;
}

struct FamilyOfRule {
  std::string_view rule_id;
  std::string_view family;
};

// Rules that are not listed: credentials are SEC, records of the delta PRIV, decisions APPR.
constexpr FamilyOfRule kFamilies[] = {
    {"gate/coverage-incomplete", "COV"},
    {"gate/credential-exposed", "SEC"},
    {"gate/last-approver-removed", "PROT"},
    {"privilege/cloud-role", "TRUST"},
    {"privilege/delegate", "TPA"},
    {"privilege/delegate-code", "TPA"},
    {"privilege/delegate-mutable", "TPA"},
    {"privilege/environment", "ENV"},
    {"privilege/environment-secrets", "ENV"},
    {"privilege/gate-workflow", "PROT"},
    {"privilege/guard", "PROT"},
    {"privilege/identities", "PROT"},
    {"privilege/owner", "PROT"},
    {"privilege/policy", "PROT"},
    {"privilege/signers", "PROT"},
    {"privilege/submodule-source", "TPA"},
    {"privilege/waivers", "PROT"},
};

}  // namespace

Result<ControlCatalogue> ControlCatalogue::read(std::string_view yaml, std::string_view name) {
  TRY_ASSIGN(const DocumentNode root, read_yaml(yaml, name));
  ControlCatalogue catalogue;
  TRY_ASSIGN(const DocumentNode* frameworks, child(root, "frameworks", NodeKind::sequence, name));
  for (const DocumentNode& node : frameworks->items) {
    TRY_ASSIGN(ControlFramework framework, read_framework(node, name));
    const std::size_t index = catalogue.frameworks_.size();
    for (std::size_t i = 0; i < framework.controls.size(); ++i)
      if (!catalogue.places_.emplace(framework.controls[i].id, ControlPlace{index, i}).second)
        return failure(error_at(node, name, concat("'", framework.controls[i].id, "' is twice")));
    catalogue.frameworks_.push_back(std::move(framework));
  }
  TRY_ASSIGN(const DocumentNode* families, child(root, "families", NodeKind::mapping, name));
  for (const auto& [code, family] : families->members) {
    TRY_ASSIGN(const DocumentNode* controls, child(family, "controls", NodeKind::sequence, name));
    for (const DocumentNode& control : controls->items) {
      if (!catalogue.find(control.text))
        return failure(error_at(control, name, "no framework lists this control"));
      catalogue.families_[code.text].push_back(control.text);
    }
  }
  return catalogue;
}

ControlCatalogue ControlCatalogue::builtin() {
  auto catalogue = read(kControlCatalogueText, "rules/controls.yml");
  CHECK(catalogue.has_value(), "the control catalogue of the build can be read");
  return std::move(*catalogue);
}

std::optional<ControlPlace> ControlCatalogue::find(std::string_view id) const {
  const auto found = places_.find(id);
  if (found == places_.end()) return std::nullopt;
  return found->second;
}

const std::vector<std::string>& ControlCatalogue::family(std::string_view code) const {
  static const std::vector<std::string> kNone;
  const auto found = families_.find(code);
  return found == families_.end() ? kNone : found->second;
}

std::string_view family_of(std::string_view rule_id) {
  for (const FamilyOfRule& row : kFamilies)
    if (row.rule_id == rule_id) return row.family;
  if (rule_id.rfind("privilege/", 0) == 0) return "PRIV";
  if (rule_id.rfind("waiver/", 0) == 0) return "PROT";
  return rule_id.rfind("gate/", 0) == 0 ? "APPR" : "SEC";
}

std::vector<RuleInfo> with_family_controls(std::vector<RuleInfo> rules,
                                           const ControlCatalogue& catalogue) {
  for (RuleInfo& rule : rules)
    for (const std::string& control : catalogue.family(family_of(rule.id)))
      if (std::find(rule.controls.begin(), rule.controls.end(), control) == rule.controls.end())
        rule.controls.push_back(control);
  return rules;
}

}  // namespace foureyes
