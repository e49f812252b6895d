#include "report/control_catalogue.h"

#include "base/text.h"
#include "support/catch.h"

namespace foureyes {
namespace {

TEST_CASE("the catalogue of the build has both frameworks whole") {
  const ControlCatalogue catalogue = ControlCatalogue::builtin();
  for (int i = 1; i <= 10; ++i) CHECK(catalogue.find(concat("NHI", i, ":2025")));
  CHECK_FALSE(catalogue.find("NHI11:2025"));
  const auto place = catalogue.find("PR.AA-05");
  REQUIRE(place);
  CHECK(catalogue.control(*place).id == "PR.AA-05");
  CHECK(catalogue.frameworks()[place->framework].version == "2.0");
}

TEST_CASE("every family that a rule can have is in the catalogue") {
  const ControlCatalogue catalogue = ControlCatalogue::builtin();
  for (const char* rule : {"stripe-live-secret-key", "privilege/token-scope", "privilege/delegate",
                           "privilege/cloud-role", "privilege/environment", "privilege/policy",
                           "gate/insufficient-approvals", "gate/coverage-incomplete"})
    CHECK_FALSE(catalogue.family(family_of(rule)).empty());
  CHECK(catalogue.family("NONE").empty());
}

TEST_CASE("a rule keeps its own controls first and names none twice") {
  RuleInfo rule;
  rule.id = "some-credential";
  rule.controls = {"NHI7:2025", "NHI2:2025"};
  const auto rules = with_family_controls({rule}, ControlCatalogue::builtin());
  const auto& controls = rules.at(0).controls;
  CHECK(controls.at(0) == "NHI7:2025");
  CHECK(std::count(controls.begin(), controls.end(), "NHI2:2025") == 1);
  CHECK(controls.size() > 5);
}

TEST_CASE("a catalogue that contradicts itself is an error with its place") {
  const std::string framework =
      "frameworks: [{id: A, name: A, version: '1', organisation: A, uri: 'https://example.com', "
      "taxa: [{id: A-1, name: One}]}]\n";
  CHECK(
      ControlCatalogue::read(framework + "families: {SEC: {title: S, controls: [A-1]}}", "c.yml"));
  const auto unknown =
      ControlCatalogue::read(framework + "families: {SEC: {title: S, controls: [A-2]}}", "c.yml");
  REQUIRE_FALSE(unknown);
  CHECK(contains(unknown.error().where, "c.yml:2:"));
  CHECK_FALSE(ControlCatalogue::read("frameworks: 3", "c.yml"));
  CHECK_FALSE(ControlCatalogue::read("frameworks: []\nfamilies: []", "c.yml"));
}

}  // namespace
}  // namespace foureyes
