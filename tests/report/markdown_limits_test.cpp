#include "base/text.h"
#include "report/reporter.h"
#include "support/catch.h"
#include "support/sample_reports.h"

namespace foureyes {
namespace {

constexpr std::size_t kComment = 65'536;

template <class Report>
std::string markdown(const Report& report) {
  return find_reporter("markdown")->render(report, {});
}

DeltaRecord record_of(std::string subject, Direction direction, std::string sentence) {
  DeltaRecord record;
  record.kind = "token-scope";
  record.subject = std::move(subject);
  record.direction = direction;
  record.sentence = std::move(sentence);
  return record;
}

std::size_t count_in(std::string_view text, std::string_view part) {
  return split(replace_all(text, part, "\x01"), '\x01').size() - 1;
}

TEST_CASE("a comment of thousands of records fits, and says how many it leaves out") {
  Delta delta;
  for (int i = 0; i < 10'000; ++i)
    delta.records.push_back(record_of(concat("job", i),
                                      i % 3 ? Direction::widened : Direction::narrowed,
                                      concat("record", i, " may now do it")));
  delta.records.push_back(record_of("last", Direction::widened, "shown or counted"));
  const std::string text = markdown(delta);
  CHECK(text.size() <= kComment);
  CHECK(text.size() > kComment / 2);
  CHECK(contains(text, "more rows are left out here"));
  CHECK(contains(text, "Delta digest"));
  std::size_t told = count_in(text, "may now do it") + count_in(text, "shown or counted");
  for (std::string_view line : split(text, '\n'))
    if (contains(line, " more rows are left out here"))
      told += std::stoul(replace_all(line.substr(0, line.find(' ')), ",", ""));
  CHECK(told == 10'001);
}

TEST_CASE("a comment whose one cell is too long is cut at a line, and says so") {
  Delta delta;
  delta.notices.push_back({NoticeReason::no_dialect, "a", "b", true});
  delta.semantic_digest = std::string(70'000, 'e');
  const std::string text = markdown(delta);
  CHECK(text.size() <= kComment);
  CHECK(contains(text, "The rest is left out"));
}

TEST_CASE("credentials are among the rows of a check, the gravest first") {
  CheckReport report = test::failed_check();
  Finding mild = report.scan.findings.front();
  mild.severity = Severity::low;
  mild.path = "mild.txt";
  mild.in_message = false;
  report.scan.findings.insert(report.scan.findings.begin(), 3000, mild);
  const std::string text = markdown(report);
  CHECK(text.size() <= kComment);
  CHECK(contains(text, "payment service.env"));
  CHECK(text.find("critical |") < text.find("mild.txt"));
}

TEST_CASE("no text of a repository mentions, links or makes HTML in a comment") {
  const std::string hostile = "@alice #12 https://evil.example <img src=x> `a|b` [l](x) </details>";
  Delta delta;
  for (Direction direction : {Direction::widened, Direction::narrowed}) {
    DeltaRecord record = record_of(hostile, direction, hostile);
    record.before = record.after = hostile;
    record.via = {hostile};
    record.source_after = GrantSource{hostile, hostile, 1};
    delta.records.push_back(record);
    record.action = "again";
    delta.records.push_back(record);
  }
  const std::string text = markdown(delta);
  CHECK_FALSE(contains(text, "@a"));
  CHECK_FALSE(contains(text, "#12"));
  CHECK_FALSE(contains(text, "://"));
  CHECK_FALSE(contains(text, "<img"));
  CHECK_FALSE(contains(text, "[l]"));
  CHECK(count_in(text, "</details>") == 1);
  CHECK_FALSE(contains(text, " `a"));
}

}  // namespace
}  // namespace foureyes
