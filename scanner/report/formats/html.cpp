#include "report/formats/html.h"

#include "base/bytes.h"
#include "base/digest.h"
#include "base/text.h"
#include "model/page_marker.h"
#include "report/formats/html_sections.h"
#include "report/formats/html_style.h"
#include "report/uri.h"
#include "report/wording.h"

namespace foureyes {
namespace {

struct Section {
  std::string_view id;
  std::string_view title;
  Html body;
};

std::vector<Section> sections_of(const CheckReport& report, const PageOptions& options) {
  return {
      {"change", "The change", change_section(report)},
      {"privileges", "What may whom do now", privileges_section(report)},
      {"credentials", "Exposed credentials", credentials_section(report)},
      {"approvals", "Approvals", approvals_section(report)},
      {"coverage", "What was looked at", coverage_section(report)},
      {"inputs", "What the gate read", inputs_section(report)},
      {"limits", "What this evidence cannot prove", limits_section(report)},
      {"controls", "Controls that this supports", controls_section(report)},
      {"verification", "How to verify this page", verification_section(report, options)},
  };
}

// Nothing is loaded and nothing runs; the one style sheet is named by its digest.
std::string content_security_policy() {
  return concat("default-src 'none'; style-src 'sha256-", base64_encode(sha256(kPageStyle).view()),
                "'; base-uri 'none'; form-action 'none'");
}

std::string head(const std::string& title) {
  return concat(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n",
      "<meta http-equiv=\"Content-Security-Policy\" content=\"", content_security_policy(), "\">\n",
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
      "<meta name=\"referrer\" content=\"no-referrer\">\n", element("title", text(title)).markup,
      "\n<style>", kPageStyle, "</style>\n</head>\n");
}

std::string title_of(const Change& change) {
  const std::string name = concat("change ", short_id(change.head_commit));
  return change.ticket.empty() ? concat("C", name.substr(1)) : concat(change.ticket, ": ", name);
}

std::string place_of(const Change& change) {
  const std::string repository = public_url(change.repository);
  return concat(change.target_ref.empty() ? "" : concat("into ", change.target_ref),
                repository.empty() ? "" : concat(" of ", repository));
}

std::string navigation(const std::vector<Section>& sections) {
  std::string out = "<nav aria-label=\"Sections\"><ol>\n";
  for (const Section& section : sections)
    out += concat("<li><a href=\"#", section.id, "\">", text(section.title).markup, "</a></li>\n");
  return out + "</ol></nav>\n";
}

}  // namespace

std::string page_shell(const CheckReport& report, const PageOptions& options) {
  const std::string title = title_of(report.change);
  const std::vector<Section> sections = sections_of(report, options);
  std::string page = head(concat(name_of(report.verdict.result), ", ", title));
  page += "<body>\n<a class=\"skip\" href=\"#change\">Skip to the facts</a>\n<header>\n";
  page += "<p class=\"kind\">foureyes change evidence</p>\n";
  page += concat(element("h1", text(title)).markup, '\n',
                 element("p class=\"kind\"", text(place_of(report.change))).markup, '\n',
                 verdict_panel(report).markup);
  page += concat(navigation(sections), "</header>\n<main>\n");
  for (const Section& section : sections)
    page += concat("<section id=\"", section.id, "\">\n", element("h2", text(section.title)).markup,
                   '\n', section.body.markup, "</section>\n");
  page += concat(kPageMarker, "\n</main>\n<footer><p>Written by foureyes ",
                 text(report.tool_version).markup,
                 ". This page loads nothing, runs nothing and needs no network.</p></footer>\n",
                 "</body>\n</html>\n");
  return page;
}

}  // namespace foureyes
