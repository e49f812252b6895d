#include "report/formats/html.h"

#include "base/bytes.h"
#include "base/digest.h"
#include "base/text.h"
#include "model/page_marker.h"
#include "support/catch.h"
#include "support/golden.h"
#include "support/sample_reports.h"

namespace foureyes {
namespace {

std::string page(const CheckReport& report) {
  PageOptions options;
  options.members = {"delta.json", "evidence.json", "results.sarif", "inputs/reviews.json"};
  return page_shell(report, options);
}

std::size_t occurrences(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string_view::npos; ++at) ++count;
  return count;
}

TEST_CASE("the page of each verdict is what was accepted") {
  CHECK(test::matches_golden("report/check_failed.html", page(test::failed_check())));
  CHECK(test::matches_golden("report/check_passed.html", page(test::passed_check())));
  CHECK(test::matches_golden("report/check_hostile.html", page(test::hostile_check())));
}

TEST_CASE("the marker of the members stands once, on its own line, whatever the repository says") {
  for (const CheckReport& report : {test::failed_check(), test::hostile_check()}) {
    CHECK(occurrences(page(report), kPageMarker) == 1);
    CHECK(occurrences(page(report), concat('\n', kPageMarker, '\n')) == 1);
  }
}

TEST_CASE("a page loads nothing and runs nothing") {
  const std::string html = page(test::hostile_check());
  for (const char* forbidden : {"<script", "<img", "<link", "<iframe", "<object", "<form", "<base",
                                "javascript:", "url(", "@import", " src=", " onerror", " style="})
    CHECK(occurrences(html, forbidden) == 0);
  // Every link stays on the page.
  CHECK(occurrences(html, "href=") == occurrences(html, "href=\"#"));
}

TEST_CASE("the policy of the page allows its own style sheet and nothing else") {
  const std::string html = page(test::passed_check());
  const std::size_t start = html.find("<style>") + 7;
  const std::string style = html.substr(start, html.find("</style>") - start);
  CHECK(contains(html, concat("content=\"default-src 'none'; style-src 'sha256-",
                              base64_encode(sha256(style).view()),
                              "'; base-uri 'none'; form-action 'none'\"")));
}

TEST_CASE("strings of a repository stay text on the page") {
  const std::string html = page(test::hostile_check());
  CHECK(html.find('\x1b') == std::string::npos);
  CHECK(is_valid_utf8(html));
  CHECK(occurrences(html, "\xe2\x80\xae") == 0);
  CHECK(occurrences(html, "<script>alert") == 0);
  CHECK(occurrences(html, "&lt;script&gt;alert(1)&lt;/script&gt;&lt;U+202E&gt;") > 10);
  CHECK(occurrences(html, "user:pass") == 0);
}

TEST_CASE("no message of a commit is on the page: it may hold a credential") {
  CHECK(occurrences(page(test::failed_check()), "With the new provider") == 0);
}

}  // namespace
}  // namespace foureyes
