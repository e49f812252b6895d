#include "report/grant_report.h"

#include "base/canonical_json.h"
#include "base/display_text.h"
#include "base/text.h"
#include "model/to_json.h"

namespace foureyes {
namespace {

std::string subject_of(const Grant& grant) {
  return plain_text(grant.subject_words.empty() ? words_for(grant.subject) : grant.subject_words);
}

std::string line_for(const Grant& grant) {
  const std::string action =
      grant.action_words.empty() ? words_for(grant.action) : grant.action_words;
  std::string line =
      concat("    ", grant.effect == Effect::deny ? "may not " : "", plain_text(action));
  if (grant.effect == Effect::guard) line = concat("    guard: ", plain_text(action));
  const std::string condition = words_for(grant.condition);
  if (!condition.empty()) line += concat("  if ", plain_text(condition));
  if (grant.unknown) line += concat("  [", code_of(grant.unknown->reason), "]");
  line += concat("  (", plain_text(grant.source.path), ":", grant.source.line, ")\n");
  return line;
}

}  // namespace

std::string grants_as_text(const GrantReport& report) {
  std::string text = concat(report.grants.size(), " grants at ", report.revision, "\n");
  std::string heading;
  for (const Grant& grant : report.grants) {
    const std::string next = concat(name_of(grant.plane), ": ", subject_of(grant));
    if (next != heading) text += concat("\n  ", next, "\n");
    heading = next;
    text += line_for(grant);
  }
  for (const Notice& notice : report.notices) {
    text += concat("\n! ", name_of(notice.reason), ": ", plain_text(notice.path), ": ",
                   plain_text(notice.detail));
  }
  return report.notices.empty() ? text : text + "\n";
}

std::string grants_as_json(const GrantReport& report) {
  JsonValue json = JsonValue::object({{"revision", report.revision}});
  json["grants"] = JsonValue::array();
  for (const Grant& grant : report.grants) json["grants"].push_back(to_json(grant));
  json["notices"] = JsonValue::array();
  for (const Notice& notice : report.notices) json["notices"].push_back(to_json(notice));
  return readable_json(json);
}

}  // namespace foureyes
