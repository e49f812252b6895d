#include "model/to_json.h"

#include "base/canonical_json.h"
#include "base/json_document.h"
#include "support/catch.h"

using namespace foureyes;

namespace {

Finding a_finding() {
  Finding finding;
  finding.rule_id = "some-rule";
  finding.path = "config/app.yml";
  finding.blob = ObjectId::parse(std::string(40, 'b'));
  finding.commit = ObjectId::parse(std::string(40, 'c'));
  finding.masked = "[redacted]";
  finding.masked_line = "password: [redacted]";
  finding.waiver = FindingWaiver{"W-1", "test data"};
  return finding;
}

bool mentions(const JsonValue& value, std::string_view text) {
  return canonical_json(value).find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("evidence names no blob of a credential, a local report does") {
  const std::string blob(40, 'b');
  REQUIRE(mentions(to_json(a_finding(), Audience::local), blob));
  REQUIRE_FALSE(mentions(to_json(a_finding(), Audience::evidence), blob));
  CheckReport report;
  report.scan.findings.push_back(a_finding());
  REQUIRE_FALSE(mentions(to_json(report, Audience::evidence), blob));
  REQUIRE(mentions(to_json(report, Audience::evidence), std::string(40, 'c')));
}

TEST_CASE("no commit message and no input's content gets into the JSON of a check") {
  CheckReport report;
  const ObjectId id = *ObjectId::parse(std::string(40, 'a'));
  report.change.commits.push_back(
      {id, id, {id}, {}, {}, "a message that holds hunter2", "sig", "hunter2"});
  GateInput input;
  input.kind = "policy";
  input.content = "hunter2";
  report.inputs.push_back(input);
  REQUIRE_FALSE(mentions(to_json(report, Audience::local), "hunter2"));
  REQUIRE(mentions(to_json(report, Audience::local), "\"signed\":true"));
}

TEST_CASE("the JSON of an empty check is complete and reads back") {
  const std::string text = canonical_json(to_json(CheckReport{}, Audience::evidence));
  const auto read = read_json(text, "check");
  REQUIRE(read);
  REQUIRE(canonical_json(to_json(*read)) == text);
  for (const char* key : {"approvals", "asOf", "change", "delta", "inputs", "limits", "parameters",
                          "rules", "scan", "tool", "verdict"}) {
    REQUIRE(read->find(key) != nullptr);
  }
}

TEST_CASE("a delta record carries its digests, sources and reasons") {
  DeltaRecord record;
  record.direction = Direction::widened;
  record.kind = "token-scope";
  record.reasons = {"U-EXPR"};
  record.bound_content = {{"job", "d1"}, {"job", "d2"}};
  record.source_after = GrantSource{".github/workflows/release.yml", "jobs.deploy", 12};
  const std::string text = canonical_json(to_json(record));
  REQUIRE(
      text.find(R"("boundContent":[{"digest":"d1","name":"job"},{"digest":"d2","name":"job"}])") !=
      std::string::npos);
  REQUIRE(
      text.find(
          R"("sourceAfter":{"line":12,"path":".github/workflows/release.yml","route":"jobs.deploy"})") !=
      std::string::npos);
  REQUIRE(text.find("sourceBefore") == std::string::npos);
}

TEST_CASE("a delta record carries the request that shows it, or why there is none") {
  DeltaRecord record;
  record.no_witness = "a reason";
  CHECK(canonical_json(to_json(record)).find(R"("noWitness":"a reason")") != std::string::npos);
  record.no_witness.clear();
  const std::string id = record_id(record);
  record.witness = Witness{"alice", "read", "books/any", {{"ip", "10.0.0.1"}, {"mfa", {}}}, {}};
  const std::string text = canonical_json(to_json(record));
  CHECK(text.find("noWitness") == std::string::npos);
  CHECK(text.find(R"("witness":{"action":"read","assumes":[],)"
                  R"("keys":[{"name":"ip","value":"10.0.0.1"},{"missing":true,"name":"mfa"}],)"
                  R"("resource":"books/any","subject":"alice"})") != std::string::npos);
  CHECK(record_id(record) == id);
}

TEST_CASE("a grant's pattern, condition and unknown part are written out") {
  Grant grant;
  grant.subject = Pattern::literal("job deploy");
  grant.action = Pattern::set({"read", "write"});
  grant.condition = {
      ConditionKind::any_of, {{{"ref", "equals", {"main"}, MissingKey::is_true}}}, ""};
  grant.unknown = Unknown{UnknownReason::parse, "a sentence", "digest"};
  const std::string text = canonical_json(to_json(grant));
  for (const char* part :
       {R"("subject":{"kind":"literal","values":["job deploy"]})",
        R"("resource":{"kind":"top","values":[]})",
        R"("unknown":{"detail":"a sentence","digest":"digest","reason":"U-PARSE"})",
        R"("anyOf":[[{"key":"ref","operator":"equals","values":["main"],"whenMissing":true}]])"}) {
    CAPTURE(part);
    REQUIRE(text.find(part) != std::string::npos);
  }
}
