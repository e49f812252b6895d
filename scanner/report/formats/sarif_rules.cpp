#include "report/formats/sarif_rules.h"

#include <set>

#include "base/display_text.h"
#include "base/text.h"
#include "report/control_catalogue.h"
#include "report/result_rules.h"
#include "report/uri.h"
#include "report/uuid5.h"

namespace foureyes {
namespace {

constexpr std::size_t kMaxTags = 20;  // GitHub refuses more

JsonValue text_of(std::string_view text) { return JsonValue::object({{"text", sarif_text(text)}}); }

std::string sentence(std::string_view text) {
  std::string out(text);
  if (out.empty() || out.back() != '.') out += '.';
  return out;
}

// GitHub reads the text: 9.0 and more is critical, 7.0 high, 4.0 medium.
std::string_view security_severity(Severity severity) {
  switch (severity) {
    case Severity::critical:
      return "9.5";
    case Severity::high:
      return "8.0";
    case Severity::medium:
      return "5.5";
    case Severity::low:
      return "2.0";
  }
  return "8.0";
}

std::string precision(Confidence confidence) {
  return std::string(confidence == Confidence::high ? "very-high" : name_of(confidence));
}

// Controls are tags too, because GitHub shows tags and ignores taxonomies.
JsonValue tags_of(const RuleInfo& rule) {
  JsonValue tags = JsonValue::array({JsonValue("security")});
  std::size_t left = kMaxTags - 1;
  for (const auto* list : {&rule.tags, &rule.controls})
    for (const std::string& tag : *list)
      if (tag != "security" && left > 0) {
        tags.push_back(plain_text(tag));
        --left;
      }
  return tags;
}

std::string https_reference(const RuleInfo& rule) {
  for (const std::string& reference : rule.references)
    if (reference.rfind("https://", 0) == 0) return legal_uri(reference);
  return std::string(kInformationUri);
}

JsonValue help_of(const RuleInfo& rule) {
  const std::string action =
      sentence(rule.remediation.empty() ? rule.description : rule.remediation);
  std::string markdown = concat("**What to do now.** ", markdown_text(action));
  for (const std::string& reference : rule.references)
    markdown += concat("\n- ", markdown_text(reference));
  return JsonValue::object({{"text", sarif_text(action)}, {"markdown", markdown}});
}

// A brace in a message template starts an argument; doubled it stands for itself.
std::string template_text(std::string_view text) {
  return replace_all(replace_all(sarif_text(text), "{", "{{"), "}", "}}");
}

}  // namespace

std::string sarif_text(std::string_view text) { return replace_all(plain_text(text), "](", "] ("); }

ResultKind kind_of_rule(const RuleInfo& rule) {
  if (rule.id.rfind("privilege/", 0) == 0) return ResultKind::privilege;
  if (rule.id.rfind("gate/", 0) == 0) return ResultKind::decision;
  return ResultKind::credential;
}

std::string message_template(const RuleInfo& rule) {
  switch (kind_of_rule(rule)) {
    case ResultKind::credential:
      return concat(template_text(rule.title), " exposed in '{0}': '{1}'.");
    case ResultKind::privilege:
      return "Privileges {0}: {1}.";
    case ResultKind::decision:
      return concat(template_text(rule.title), ": {0}.");
  }
  return "";
}

JsonValue rule_descriptor(const RuleInfo& rule, const SarifTaxonomies& taxonomies) {
  JsonValue descriptor = JsonValue::object();
  descriptor["id"] = rule.id;
  descriptor["name"] = rule.name;
  descriptor["shortDescription"] = text_of(sentence(rule.title));
  descriptor["fullDescription"] = text_of(sentence(rule.description));
  descriptor["help"] = help_of(rule);
  descriptor["helpUri"] = https_reference(rule);
  descriptor["messageStrings"]["default"]["text"] = message_template(rule);
  descriptor["defaultConfiguration"]["level"] = sarif_level(rule.severity);
  JsonValue relationships = taxonomies.relationships_of(rule);
  if (!relationships.as_array()->empty()) descriptor["relationships"] = std::move(relationships);
  descriptor["properties"] =
      JsonValue::object({{"tags", tags_of(rule)},
                         {"precision", precision(rule.confidence)},
                         {"security-severity", security_severity(rule.severity)}});
  return descriptor;
}

SarifTaxonomies::SarifTaxonomies(const ControlCatalogue& catalogue,
                                 const std::vector<RuleInfo>& rules) {
  std::set<ControlPlace> used;
  for (const RuleInfo& rule : rules)
    for (const std::string& id : rule.controls)
      if (const auto place = catalogue.find(id)) used.insert(*place);
  for (const ControlPlace& place : used) {
    const ControlFramework* framework = &catalogue.frameworks()[place.framework];
    if (taxonomies_.empty() || taxonomies_.back().framework != framework)
      taxonomies_.push_back({framework, {}});
    Taxonomy& taxonomy = taxonomies_.back();
    places_[catalogue.control(place).id] = {taxonomies_.size() - 1, taxonomy.controls.size()};
    taxonomy.controls.push_back(&catalogue.control(place));
  }
}

JsonValue SarifTaxonomies::relationships_of(const RuleInfo& rule) const {
  JsonValue list = JsonValue::array();
  for (const std::string& id : rule.controls) {
    const auto found = places_.find(id);
    if (found == places_.end()) continue;
    const ControlFramework& framework = *taxonomies_[found->second.framework].framework;
    JsonValue target = JsonValue::object({{"id", id}, {"index", found->second.control}});
    target["toolComponent"] = JsonValue::object({{"name", framework.id},
                                                 {"index", found->second.framework},
                                                 {"guid", uuid5_of_url(framework.uri)}});
    list.push_back(JsonValue::object(
        {{"target", std::move(target)}, {"kinds", JsonValue::strings({"relevant"})}}));
  }
  return list;
}

JsonValue SarifTaxonomies::supported() const {
  JsonValue list = JsonValue::array();
  for (std::size_t i = 0; i < taxonomies_.size(); ++i)
    list.push_back(JsonValue::object({{"name", taxonomies_[i].framework->id},
                                      {"index", i},
                                      {"guid", uuid5_of_url(taxonomies_[i].framework->uri)}}));
  return list;
}

JsonValue SarifTaxonomies::all() const {
  JsonValue list = JsonValue::array();
  for (const Taxonomy& taxonomy : taxonomies_) {
    const ControlFramework& framework = *taxonomy.framework;
    JsonValue taxa = JsonValue::array();
    for (const Control* control : taxonomy.controls)
      taxa.push_back(JsonValue::object(
          {{"id", control->id},
           {"name", control->name},
           {"shortDescription",
            text_of(sentence(control->text.empty() ? control->name : control->text))}}));
    list.push_back(JsonValue::object({{"name", framework.id},
                                      {"guid", uuid5_of_url(framework.uri)},
                                      {"version", framework.version},
                                      {"organization", framework.organisation},
                                      {"informationUri", framework.uri},
                                      {"shortDescription", text_of(sentence(framework.name))},
                                      {"taxa", std::move(taxa)}}));
  }
  return list;
}

std::string_view sarif_level(Severity severity) {
  switch (severity) {
    case Severity::critical:
    case Severity::high:
      return "error";
    case Severity::medium:
      return "warning";
    case Severity::low:
      return "note";
  }
  return "warning";
}

}  // namespace foureyes
