// What holds for every format.
#include "report/reporter.h"

#include "base/text.h"
#include "report/uri.h"
#include "support/catch.h"
#include "support/sample_reports.h"

namespace foureyes {
namespace {

ReportOptions options() {
  ReportOptions result;
  result.tool_version = "0.1.0";
  return result;
}

TEST_CASE("every format has a name, a description and a text for each input") {
  REQUIRE(reporters().size() == 4);
  for (const Reporter& reporter : reporters()) {
    CHECK(find_reporter(reporter.name) == &reporter);
    CHECK_FALSE(reporter.description.empty());
    CHECK_FALSE(reporter.render(test::empty_scan(), options()).empty());
    CHECK_FALSE(reporter.render(Delta{}, options()).empty());
    CHECK_FALSE(reporter.render(test::passed_check(), options()).empty());
  }
  CHECK(find_reporter("xml") == nullptr);
}

TEST_CASE("equal facts give equal bytes") {
  for (const Reporter& reporter : reporters())
    CHECK(reporter.render(test::failed_check(), options()) ==
          reporter.render(test::failed_check(), options()));
}

TEST_CASE("no format lets a repository reach the terminal, the log or the reader's eye") {
  for (const Reporter& reporter : reporters()) {
    const std::string text = reporter.render(test::hostile_check(), options());
    INFO(reporter.name);
    CHECK(is_valid_utf8(text));
    CHECK_FALSE(contains(text, "\x1b"));
    if (reporter.name == "json") continue;  // escapes, and shows what is there
    CHECK_FALSE(contains(text, "\xe2\x80\xae"));
    for (const std::string_view line : split_lines(text)) CHECK(trim(line).substr(0, 2) != "::");
  }
}

TEST_CASE("no line of a narrow terminal begins a workflow command") {
  for (std::size_t width = 40; width < 120; ++width) {
    ReportOptions narrow = options();
    narrow.width = width;
    const std::string text = find_reporter("terminal")->render(test::hostile_check(), narrow);
    for (const std::string_view line : split_lines(text)) CHECK(trim(line).substr(0, 2) != "::");
  }
}

TEST_CASE("user information is cut out of a URL, and nothing else") {
  CHECK(public_url("git+https://me:word@host/a@b") == "https://host/a@b");
  CHECK(public_url("https://host/path@x") == "https://host/path@x");
  CHECK(public_url("ssh://git@host/x") == "ssh://host/x");
  CHECK(public_url("") == "");
}

}  // namespace
}  // namespace foureyes
