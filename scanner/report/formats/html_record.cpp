// What the verdict rests on: coverage, inputs, limits, controls, and how to check all of it.
#include <map>
#include <set>

#include "base/text.h"
#include "report/control_catalogue.h"
#include "report/formats/html_sections.h"
#include "report/result_rules.h"
#include "report/wording.h"

namespace foureyes {
namespace {

// True of every pack, whatever its inputs.
constexpr std::string_view kLimits[] = {
    "that an approver read what they approved",
    "that an account or a key is used by the one person it names",
    "that a provider revoked or rotated a credential",
    "that a clock which somebody else read was right",
    "that what was approved is what runs",
};

Html paragraph(std::string_view plain) { return element("p", text(plain)) + Html{"\n"}; }

Html notices_table(const CheckReport& report) {
  HtmlTable table("What could not be looked at, or not wholly",
                  {"Reason", "Path", "Detail", "Touches the change"});
  for (const auto* notices : {&report.scan.notices, &report.delta.notices})
    for (const Notice& notice : *notices)
      table.add_row({code(name_of(notice.reason)), code(notice.path), text(notice.detail),
                     text(notice.touches_change ? "yes" : "no")});
  return table.take();
}

Html commands(const std::vector<std::string>& lines) {
  std::vector<Html> shown;
  for (const std::string& line : lines) shown.push_back(code(line));
  return element("pre", joined(shown, "\n")) + Html{"\n"};
}

}  // namespace

Html coverage_section(const CheckReport& report) {
  Html section = paragraph(coverage_sentence(report.scan.coverage));
  const std::string suppressed = suppressed_sentence(report.scan.coverage);
  if (!suppressed.empty()) section = section + paragraph(suppressed);
  if (report.scan.notices.empty() && report.delta.notices.empty())
    return section + paragraph("Nothing was left out.");
  return section + notices_table(report);
}

Html inputs_section(const CheckReport& report) {
  Html section;
  if (!report.inputs.empty()) {
    HtmlTable table("Files, as read; their bytes are among the members",
                    {"Kind", "Name", "Read from", "SHA-256"});
    for (const GateInput& input : report.inputs)
      table.add_row({text(input.kind), code(input.name), text(input.origin), code(input.sha256)});
    section = table.take();
  } else {
    section = paragraph("No file: the policy in force is the built-in one.");
  }
  HtmlFacts facts;
  facts.add_text("Program", concat("foureyes ", report.tool_version));
  facts.add_code("Credential rules", report.scan.rules_digest);
  for (const auto& [name, digest] : report.delta.dialects)
    facts.add_code(concat("Dialect ", name), digest);
  for (const auto& [name, value] : report.parameters) facts.add_text(name, value);
  return section + facts.take();
}

Html limits_section(const CheckReport& report) {
  std::vector<Html> here;
  std::set<std::string> told;
  for (const auto* limits : {&report.limits, &report.approvals.limits})
    for (const std::string& limit : *limits)
      if (told.insert(limit).second) here.push_back(prose(limit));
  std::vector<Html> always;
  for (const std::string_view limit : kLimits) always.push_back(text(limit));
  Html section;
  if (!here.empty()) section = paragraph("Of this change:") + bullets(here);
  return section + paragraph("Nor can any evidence of this kind prove:") + bullets(always);
}

Html controls_section(const CheckReport& report) {
  const ControlCatalogue catalogue = ControlCatalogue::builtin();
  std::map<ControlPlace, std::set<std::string>> supported;
  for (const RuleInfo& rule : with_family_controls(rules_named_by(report), catalogue))
    for (const std::string& id : rule.controls)
      if (const auto place = catalogue.find(id)) supported[*place].insert(rule.title);
  if (supported.empty()) return paragraph("No result of this run maps to a control.");
  HtmlTable table("Supports evidence for a control; does not by itself satisfy it",
                  {"Framework", "Control", "Title and text", "Because of"});
  for (const auto& [place, titles] : supported) {
    const ControlFramework& framework = catalogue.frameworks()[place.framework];
    const Control& control = catalogue.control(place);
    Html words = text(control.name);
    if (!control.text.empty())
      words = words + element("p class=\"note\"", text(concat(control.text, '.')));
    table.add_row({text(concat(framework.id, ' ', framework.version)),
                   element("span class=\"id\"", code(control.id)), words,
                   text(join({titles.begin(), titles.end()}, "; "))});
  }
  return table.take();
}

Html verification_section(const CheckReport&, const PageOptions& options) {
  Html section = paragraph(
      "A page cannot vouch for itself. Check this file with the program, with the keys that you "
      "trust from somewhere else, and with the repository:");
  section =
      section +
      commands({concat("foureyes evidence verify ", options.file_name, " --allowed-signers FILE"),
                concat("foureyes evidence reproduce ", options.file_name, " --repo DIR")});
  section = section + paragraph(
                          "The first checks signature, digests and approvals from this file alone. "
                          "The second makes every file again from the repository's objects and "
                          "compares byte by byte. Both need no network. The signature can be "
                          "checked without foureyes too: save envelope.dsse.json or "
                          "bundle.sigstore.json below and use openssl or cosign.");
  if (options.members.empty()) return section;
  std::vector<Html> names;
  for (const std::string& name : options.members) names.push_back(code(name));
  return section + paragraph("Inside the claim, besides this page:") + bullets(names);
}

}  // namespace foureyes
