// What the validators do not check: indexes, identities, and words that are code elsewhere.
#include "base/text.h"
#include "report/reporter.h"
#include "report/sarif_document.h"
#include "report/uuid5.h"
#include "support/sample_reports.h"

namespace foureyes {
namespace {

using test::Sarif;

Sarif check(const CheckReport& report, SarifProfile profile = SarifProfile::audit) {
  ReportOptions options;
  options.tool_version = "0.1.0";
  options.sarif_profile = profile;
  return Sarif(find_reporter("sarif")->render(report, options));
}

TEST_CASE("every result points at the rule that it names") {
  const Sarif sarif = check(test::failed_check());
  REQUIRE(sarif.results().size() == 10);
  for (const DocumentNode& result : sarif.results())
    CHECK(Sarif::string_at(sarif.rules().at(Sarif::index_at(result, "ruleIndex")), "id") ==
          Sarif::string_at(result, "ruleId"));
}

TEST_CASE("every relationship points at the control that it names") {
  const Sarif sarif = check(test::failed_check());
  const auto& taxonomies = Sarif::at(sarif.run(), "taxonomies").items;
  const auto& supported = Sarif::at(sarif.driver(), "supportedTaxonomies").items;
  REQUIRE(taxonomies.size() == supported.size());
  std::size_t seen = 0;
  for (const DocumentNode& rule : sarif.rules()) {
    for (const DocumentNode& relationship : Sarif::at(rule, "relationships").items) {
      const DocumentNode& target = Sarif::at(relationship, "target");
      const DocumentNode& component = Sarif::at(target, "toolComponent");
      const std::size_t index = Sarif::index_at(component, "index");
      for (const auto* list : {&taxonomies, &supported}) {
        CHECK(Sarif::string_at(list->at(index), "name") == Sarif::string_at(component, "name"));
        CHECK(Sarif::string_at(list->at(index), "guid") == Sarif::string_at(component, "guid"));
      }
      const auto& taxa = Sarif::at(taxonomies[index], "taxa").items;
      CHECK(Sarif::string_at(taxa.at(Sarif::index_at(target, "index")), "id") ==
            Sarif::string_at(target, "id"));
      ++seen;
    }
  }
  CHECK(seen > 10);
}

TEST_CASE("a guid is the UUID version 5 of its name") {
  // Python: uuid.uuid5(uuid.NAMESPACE_URL, ...).
  CHECK(uuid5_of_url("https://foureyes.dev/") == "dd58a525-d883-5e12-9d2b-14f58186af8f");
}

TEST_CASE("a message is its template with the arguments filled in") {
  const Sarif sarif = check(test::failed_check());
  for (const DocumentNode& result : sarif.results()) {
    const DocumentNode& message = Sarif::at(result, "message");
    const DocumentNode& rule = sarif.rules().at(Sarif::index_at(result, "ruleIndex"));
    std::string expected =
        Sarif::string_at(Sarif::at(Sarif::at(rule, "messageStrings"), "default"), "text");
    const auto& arguments = Sarif::at(message, "arguments").items;
    for (std::size_t i = 0; i < arguments.size(); ++i)
      expected = replace_all(expected, concat('{', i, '}'), arguments[i].text);
    CHECK(Sarif::string_at(message, "text") == expected);
  }
}

TEST_CASE("no message of a hostile repository makes a link or hides a character") {
  const Sarif sarif = check(test::hostile_check());
  for (const DocumentNode& result : sarif.results()) {
    const std::string text = Sarif::string_at(Sarif::at(result, "message"), "text");
    CHECK_FALSE(contains(text, "]("));
    CHECK_FALSE(contains(text, "\x1b"));
    CHECK_FALSE(contains(text, "\xe2\x80\xae"));
  }
}

TEST_CASE("a password in the URL of the repository stays out of the provenance") {
  ReportOptions options;
  options.tool_version = "0.1.0";
  CHECK_FALSE(
      contains(find_reporter("sarif")->render(test::hostile_check(), options), "user:pass"));
}

}  // namespace
}  // namespace foureyes
