#include "evidence/sample_pack.h"

#include "base/check.h"
#include "base/digest.h"

namespace foureyes::testing {

namespace {

std::string hex_name(char digit, std::size_t size) { return std::string(size, digit); }

DeltaRecord widened_record() {
  DeltaRecord record;
  record.direction = Direction::widened;
  record.kind = "token-scope";
  record.subject = "job deploy";
  record.action = "write";
  record.resource = "contents";
  record.before = "read";
  record.after = "write";
  record.sentence = "job `deploy` in release.yml may now write contents; before: read";
  return record;
}

}  // namespace

CheckReport sample_report() {
  CheckReport report;
  report.tool_version = "0.1.0";
  report.change.repository = "git+https://git.example.com/fin/ledger";
  report.change.target_ref = "refs/heads/main";
  report.change.ticket = "CHG0012345";
  report.change.base_commit = hex_name('a', 40);
  report.change.base_tree = hex_name('b', 40);
  report.change.head_commit = hex_name('c', 40);
  report.change.head_tree = hex_name('d', 40);
  report.change.result_tree = hex_name('d', 40);
  report.scan.input = "1 commit of aaaaaaa..ccccccc";
  report.scan.rules_digest = hex_name('e', 64);
  report.scan.coverage.blobs = 2;
  report.scan.coverage.bytes = 1234;
  report.delta.records.push_back(widened_record());
  report.delta.direction = Direction::widened;
  report.delta.semantic_digest = hex_name('1', 64);
  report.delta.full_digest = hex_name('2', 64);
  report.verdict.fail("INSUFFICIENT_APPROVALS", "one eligible approval is missing");
  report.as_of = Instant{1'773'480'413};
  report.as_of_source = "--as-of";
  report.limits = {"That an approver read the change."};
  report.parameters = {{"bind", "delta"}};
  return report;
}

RenderedMembers sample_rendering() {
  return {.sarif = "{\"version\":\"2.1.0\"}\n",
          .markdown = "# FAILED\n",
          .page_shell =
              "<!doctype html>\n<html><body><main>\n<h1>FAILED</h1>\n"
              "<!--foureyes:members-->\n</main></body></html>\n"};
}

Pack sample_pack(const CheckReport& report, Signer* signer) {
  auto pack = build_pack({.report = report,
                          .rendered = sample_rendering(),
                          .signer = signer,
                          .run_context = "{\"run\":\"42\"}\n"});
  CHECK(pack.has_value(), "the sample pack builds");
  return std::move(*pack);
}

Pack unsigned_sample() {
  CheckReport report = sample_report();
  add_input(report, "policy", ".foureyes.yml", "version: 1\n");
  return sample_pack(report);
}

void add_input(CheckReport& report, std::string kind, std::string name, std::string content) {
  GateInput input;
  input.kind = std::move(kind);
  input.name = std::move(name);
  input.origin = "command line";
  input.sha256 = sha256(content).hex();
  input.content = std::move(content);
  report.inputs.push_back(std::move(input));
}

}  // namespace foureyes::testing
