#include "evidence/statement.h"

#include "evidence/sample_pack.h"
#include "support/catch.h"

using namespace foureyes;

namespace {

Statement small_statement() {
  Statement statement;
  statement.subjects = {{"evidence.json", "", {{"sha256", std::string(64, 'a')}}},
                        {"head",
                         "git+https://git.example.com/fin/ledger",
                         {{"gitCommit", std::string(40, 'b')}, {"gitTree", std::string(40, 'c')}}}};
  statement.predicate_type = kChangeEvidence;
  statement.predicate = JsonValue::object({{"verdict", "PASSED"}, {"count", 3}});
  return statement;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("a statement has exactly the fields of the specification, in canonical form",
          "[statement]") {
  const auto text = statement_text(small_statement());
  REQUIRE(text);
  CHECK(
      *text ==
      R"({"_type":"https://in-toto.io/Statement/v1","predicate":{"count":3,"verdict":"PASSED"},)"
      R"("predicateType":"https://foureyes.dev/change-evidence/v1","subject":[{"digest":{"sha256":")" +
          std::string(64, 'a') + R"("},"name":"evidence.json"},{"digest":{"gitCommit":")" +
          std::string(40, 'b') + R"(","gitTree":")" + std::string(40, 'c') +
          R"("},"name":"head","uri":"git+https://git.example.com/fin/ledger"}]})");
}

TEST_CASE("a statement reads back as what it was written from", "[statement]") {
  const auto text = statement_text(small_statement()).value();
  const auto read = read_statement(text, "statement.json");
  REQUIRE(read);
  CHECK(read->predicate_type == kChangeEvidence);
  CHECK(read->predicate == small_statement().predicate);
  REQUIRE(read->subjects.size() == 2);
  CHECK(read->subjects[1].digests == small_statement().subjects[1].digests);
  CHECK(statement_text(*read).value() == text);
}

TEST_CASE("a statement with anything else in it is refused", "[statement]") {
  const auto text = statement_text(small_statement()).value();
  const std::vector<std::string> others = {
      "",
      "[]",
      "{}",
      " " + text,
      text + "\n",
      replaced(text, "{\"_type\"", "{\"Extra\":1,\"_type\""),
      replaced(text, "Statement/v1", "Statement/v0.1"),
      replaced(text, "\"name\":\"evidence.json\"",
               "\"mediaType\":\"x\",\"name\":\"evidence.json\""),
      replaced(text, "aaaa", "AAAA"),
      replaced(text, "\"count\":3", "\"count\":3.0"),
      replaced(text, "\"count\":3", "\"count\":3,\"count\":3"),
      replaced(text, "\"sha256\"", "\"md5\""),
  };
  for (const auto& other : others) {
    INFO(other);
    CHECK_FALSE(read_statement(other, "statement.json"));
  }
}

TEST_CASE("subjects need a name, hex digests and a bounded number", "[statement]") {
  Statement statement = small_statement();
  SECTION("none") { statement.subjects.clear(); }
  SECTION("too many") { statement.subjects.resize(kMaxSubjects + 1, statement.subjects[0]); }
  SECTION("no name") { statement.subjects[0].name.clear(); }
  SECTION("no digest") { statement.subjects[0].digests.clear(); }
  SECTION("short digest") { statement.subjects[0].digests["sha256"] = "abc"; }
  SECTION("upper case") { statement.subjects[0].digests["sha256"] = std::string(64, 'A'); }
  CHECK_FALSE(statement_text(statement));
}
