// What goes to code scanning, and what only to the evidence.
#include "base/text.h"
#include "report/line_hash.h"
#include "report/reporter.h"
#include "report/sarif_document.h"
#include "support/sample_reports.h"

namespace foureyes {
namespace {

using test::Sarif;

constexpr std::string_view kWorkflow = ".github/workflows/release.yml";

std::string workflow_text() {
  std::string text;
  for (int i = 1; i <= 40; ++i) text += concat("line ", i, '\n');
  return text;
}

template <class Report>
Sarif sarif(const Report& report, SarifProfile profile) {
  ReportOptions options;
  options.tool_version = "0.1.0";
  options.sarif_profile = profile;
  options.file_text = [](const std::string& path) -> std::optional<std::string> {
    if (path == kWorkflow) return workflow_text();
    return std::nullopt;
  };
  return Sarif(find_reporter("sarif")->render(report, options));
}

bool is_credential(const DocumentNode& result) {
  return !contains(Sarif::string_at(result, "ruleId"), "/");
}

const DocumentNode* line_hash_of(const DocumentNode& result) {
  return Sarif::at(result, "partialFingerprints").find("primaryLocationLineHash");
}

TEST_CASE("a waived finding is a suppression for auditors and absent from code scanning") {
  std::size_t suppressed = 0;
  for (const Sarif log = sarif(test::sample_scan(), SarifProfile::audit);
       const DocumentNode& result : log.results())
    suppressed += result.find("suppressions") ? 1 : 0;
  CHECK(suppressed == 1);
  const Sarif github = sarif(test::sample_scan(), SarifProfile::github);
  CHECK(github.results().size() == 2);
  for (const DocumentNode& result : github.results()) CHECK_FALSE(result.find("suppressions"));
}

TEST_CASE("the line hash of a credential covers the masked line, and never leaves for upload") {
  const ScanReport scan = test::sample_scan();
  const std::string masked = line_hashes(scan.findings[1].masked_line).front();
  bool seen = false;
  for (const Sarif log = sarif(scan, SarifProfile::audit);
       const DocumentNode& result : log.results())
    seen |= line_hash_of(result) && line_hash_of(result)->text == masked;
  CHECK(seen);
  for (const Sarif log = sarif(scan, SarifProfile::github);
       const DocumentNode& result : log.results())
    CHECK_FALSE(line_hash_of(result));
}

TEST_CASE("equal masked lines of one file are counted") {
  ScanReport scan = test::sample_scan();
  scan.findings = {scan.findings[1], scan.findings[1]};
  const Sarif log = sarif(scan, SarifProfile::audit);
  CHECK(contains(line_hash_of(log.results()[0])->text, ":1"));
  CHECK(contains(line_hash_of(log.results()[1])->text, ":2"));
}

TEST_CASE("a privilege record has the hash of its line, as code scanning computes it") {
  const Sarif log = sarif(test::sample_delta(), SarifProfile::audit);
  const DocumentNode* hash = line_hash_of(log.results().front());
  REQUIRE(hash);
  CHECK(hash->text == line_hashes(workflow_text()).at(13));
}

TEST_CASE("a file with a credential has no line hash at all: a window could cover the credential") {
  CheckReport report = test::failed_check();
  report.scan.findings[1].path = kWorkflow;
  for (const Sarif log = sarif(report, SarifProfile::audit);
       const DocumentNode& result : log.results())
    if (!is_credential(result)) CHECK_FALSE(line_hash_of(result));
}

TEST_CASE("an approved record is a pass for auditors and no alert in code scanning") {
  const Sarif audit = sarif(test::passed_check(), SarifProfile::audit);
  REQUIRE(audit.results().size() == 1);
  CHECK(Sarif::string_at(audit.results()[0], "kind") == "pass");
  CHECK(Sarif::string_at(audit.results()[0], "level") == "none");
  CHECK(sarif(test::passed_check(), SarifProfile::github).results().empty());
}

TEST_CASE("the most severe results come first") {
  std::vector<std::string> levels;
  for (const Sarif log = sarif(test::failed_check(), SarifProfile::audit);
       const DocumentNode& result : log.results())
    levels.push_back(Sarif::string_at(result, "level"));
  CHECK(levels.front() == "error");
  CHECK(std::is_sorted(levels.begin(), levels.end(), [](const auto& a, const auto& b) {
    const auto order = [](const std::string& level) {
      return level == "error" ? 0 : level == "warning" ? 1 : level == "note" ? 2 : 3;
    };
    return order(a) < order(b);
  }));
}

TEST_CASE("what code scanning would refuse is cut, the least severe first, and said so") {
  ScanReport scan;
  Finding minor = test::sample_scan().findings[1];
  const Finding severe = minor;
  minor.severity = Severity::low;
  scan.findings.assign(25'003, minor);
  scan.findings.back() = severe;
  ReportOptions options;
  options.tool_version = "0.1.0";
  options.sarif_profile = SarifProfile::github;
  const std::string log = find_reporter("sarif")->render(scan, options);
  std::size_t results = 0;
  for (std::size_t at = 0; (at = log.find("\"ruleIndex\"", at)) != std::string::npos; ++at)
    ++results;
  CHECK(results == 25'000);
  CHECK(contains(log, "\"level\": \"error\""));
  CHECK(contains(log, "3 results are left out"));
}

TEST_CASE("every notice is a notification, a warning where it touches the change") {
  const Sarif log = sarif(test::failed_check(), SarifProfile::audit);
  std::vector<std::string> levels;
  for (const DocumentNode& notification : log.notifications())
    levels.push_back(Sarif::string_at(notification, "level"));
  CHECK(levels == std::vector<std::string>{"warning", "note", "warning"});
}

}  // namespace
}  // namespace foureyes
