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

std::string action_of(const Grant& grant) {
  return plain_text(grant.action_words.empty() ? words_for(grant.action) : grant.action_words);
}

std::string dates_in_words(const GrantDates& dates) {
  constexpr std::size_t kDay = 10;  // of "2026-03-14T09:26:53Z"
  std::string words =
      concat("  since ", dates.since.substr(0, kDay), dates.or_earlier ? " or earlier" : "");
  if (dates.changed_commit != dates.since_commit)
    words += concat(", changed ", dates.changed.substr(0, kDay));
  return words;
}

std::string line_for(const Grant& grant, const GrantDates* dates) {
  std::string line =
      concat("    ", grant.effect == Effect::deny ? "may not " : "", action_of(grant));
  if (grant.effect == Effect::guard) line = concat("    guard: ", action_of(grant));
  const std::string condition = words_for(grant.condition);
  if (!condition.empty()) line += concat("  if ", plain_text(condition));
  if (grant.unknown) line += concat("  [", code_of(grant.unknown->reason), "]");
  for (const std::string& mark : grant.marks) line += concat("  [", plain_text(mark), "]");
  if (dates != nullptr) line += dates_in_words(*dates);
  line += concat("  (", plain_text(grant.source.path), ":", grant.source.line, ")\n");
  return line;
}

const GrantDates* dates_of(const GrantReport& report, std::size_t index) {
  return report.dates.empty() ? nullptr : &report.dates[index];
}

std::string csv_field(std::string_view text) {
  std::string field;
  if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != text.npos) field = "'";
  for (const char c : text) field += c == '"' ? std::string("\"\"") : std::string(1, c);
  const bool quoted = field.find_first_of("\",\r\n") != std::string::npos;
  return quoted ? concat('"', field, '"') : field;
}

std::string csv_row(std::vector<std::string> fields) {
  for (std::string& field : fields) field = csv_field(field);
  return join(fields, ",") + "\r\n";
}

}  // namespace

std::string grants_as_text(const GrantReport& report) {
  std::string text = concat(report.grants.size(), " grants at ", report.revision, "\n");
  std::string heading;
  for (std::size_t i = 0; i < report.grants.size(); ++i) {
    const Grant& grant = report.grants[i];
    const std::string next = concat(name_of(grant.plane), ": ", subject_of(grant));
    if (next != heading) text += concat("\n  ", next, "\n");
    heading = next;
    text += line_for(grant, dates_of(report, i));
  }
  for (const Notice& notice : report.notices) {
    text += concat("\n! ", name_of(notice.reason), ": ", plain_text(notice.path), ": ",
                   plain_text(notice.detail));
  }
  return report.notices.empty() ? text : text + "\n";
}

std::string grants_as_csv(const GrantReport& report) {
  std::string text =
      csv_row({"plane", "subject", "effect", "may", "under", "via", "unknown", "file", "line",
               "since", "since commit", "last change", "last change commit", "marks"});
  for (std::size_t i = 0; i < report.grants.size(); ++i) {
    const Grant& grant = report.grants[i];
    const GrantDates* dates = dates_of(report, i);
    const GrantDates none;
    const GrantDates& known = dates == nullptr ? none : *dates;
    text += csv_row({std::string(name_of(grant.plane)), subject_of(grant),
                     std::string(name_of(grant.effect)), action_of(grant),
                     plain_text(words_for(grant.condition)), plain_text(join(grant.via, " > ")),
                     grant.unknown ? std::string(code_of(grant.unknown->reason)) : "",
                     plain_text(grant.source.path), concat(grant.source.line),
                     concat(known.or_earlier ? "before " : "", known.since), known.since_commit,
                     known.changed, known.changed_commit, plain_text(join(grant.marks, "; "))});
  }
  for (const Notice& notice : report.notices)
    text += csv_row({"", plain_text(notice.path), "not read", plain_text(notice.detail), "", "",
                     std::string(name_of(notice.reason)), plain_text(notice.path), "", "", "", "",
                     "", ""});
  return text;
}

std::string grants_as_json(const GrantReport& report) {
  JsonValue json = JsonValue::object({{"revision", report.revision}});
  json["grants"] = JsonValue::array();
  for (std::size_t i = 0; i < report.grants.size(); ++i) {
    JsonValue item = to_json(report.grants[i]);
    if (const GrantDates* dates = dates_of(report, i)) {
      item["since"] = JsonValue::object({{"commit", dates->since_commit},
                                         {"orEarlier", dates->or_earlier},
                                         {"when", dates->since}});
      item["lastChange"] =
          JsonValue::object({{"commit", dates->changed_commit}, {"when", dates->changed}});
    }
    json["grants"].push_back(std::move(item));
  }
  json["notices"] = JsonValue::array();
  for (const Notice& notice : report.notices) json["notices"].push_back(to_json(notice));
  return readable_json(json);
}

}  // namespace foureyes
