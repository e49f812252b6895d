#include "secrets/generic/model.h"

#include <numeric>

#include "base/text.h"
#include "secrets/engine.h"
#include "secrets/generic/judge.h"
#include "secrets/generic/places.h"

using namespace foureyes;
using foureyes::test::Engine;
using foureyes::test::expand;

namespace {

constexpr std::string_view kModel =
    "foureyes generic model 1\nmedium 500\nlow -100\nbias 10\n"
    "tree length<=8@0 -400 digits<=2@300 100 600\n"
    "tree entropy<=250@0 -50 50\n";

std::int32_t score_of(const GenericModel& model, std::int32_t length, std::int32_t digits) {
  FeatureValues values{};
  values[static_cast<std::size_t>(Feature::length)] = length;
  values[static_cast<std::size_t>(Feature::digits)] = digits;
  return model.score(values);
}

}  // namespace

TEST_CASE("a model adds what its trees say, and tells what weighed") {
  const auto model = GenericModel::from_text(kModel);
  REQUIRE(model.has_value());
  CHECK(model->trees() == 2);
  CHECK(score_of(*model, 8, 9) == 10 - 400 - 50);
  CHECK(score_of(*model, 9, 2) == 10 + 100 - 50);
  CHECK(score_of(*model, 9, 3) == 10 + 600 - 50);
  FeatureValues values{};
  values[static_cast<std::size_t>(Feature::length)] = 20;
  const auto reasons = model->explain(values);
  REQUIRE(reasons.size() == 3);
  CHECK(reasons[0].feature == Feature::length);
  const std::int32_t sum = std::accumulate(
      reasons.begin(), reasons.end(), 0,
      [](std::int32_t total, const Contribution& c) { return total + c.thousandths; });
  CHECK(sum + 10 == model->score(values));  // the means of the roots are 0
}

TEST_CASE("the compiled form of a model is the model, and damaged bytes are refused") {
  const auto model = GenericModel::from_text(kModel);
  const std::string table = model->to_table();
  const auto read = GenericModel::from_table(table);
  REQUIRE(read.has_value());
  CHECK(score_of(*read, 9, 3) == score_of(*model, 9, 3));
  for (std::size_t size = 0; size < table.size(); ++size)
    CHECK_FALSE(GenericModel::from_table(std::string_view(table).substr(0, size)).has_value());
}

TEST_CASE("a tree that ends early, goes on, or asks for what is no feature is refused") {
  for (const std::string_view tree : {"tree length<=8@0 1", "tree 1 2", "tree width<=8@0 1 2",
                                      "tree length<=x@0 1 2", "tree length<=8 1 2", "tree "}) {
    INFO(tree);
    const auto model = GenericModel::from_text(concat("foureyes generic model 1\n", tree, "\n"));
    REQUIRE_FALSE(model.has_value());
    CHECK(model.error().where == "model.txt:2");
  }
}

TEST_CASE("what is no credential for certain is suppressed by its kind") {
  Engine engine;
  const auto kind_of = [&](std::string_view text, std::string_view path) {
    const Detection detection = engine.scan(text, path);
    INFO(text);
    CHECK(detection.findings.empty());
    return detection.suppressed.empty() ? std::string() : detection.suppressed.begin()->first;
  };
  CHECK(kind_of("password: ${DB_PASSWORD}\n", "a.yml") == "template");
  CHECK(kind_of("password: '<your password>'\n", "a.yml") == "placeholder");
  CHECK(kind_of("password: your-password-here\n", "a.yml") == "placeholder");
  CHECK(kind_of("password: ENC[AES256_GCM,data:abc]\n", "a.yml") == "encrypted");
  CHECK(kind_of("password = vault:secret/db#password\n", "a.ini") == "reference");
  CHECK(kind_of("LABEL_PASSWORD = \"Nytt passord\"\n", "i18n/no.json") == "prose");
  CHECK(kind_of("api_public_key: pk31bf3856\n", "a.yml") == "public-key");
  CHECK(kind_of("token: null\n", "a.yml") == "keyword");
}

TEST_CASE("reasons name what weighed and nothing of the value") {
  Engine engine({.explain = ExplainMode::on});
  const std::string value = expand("{{password:14}}");
  const Detection found = engine.scan(concat("db_password: \"", value, "\"\n"));
  REQUIRE(found.findings.size() == 1);
  CHECK(contains(found.findings[0].explanation, "+"));
  CHECK_FALSE(contains(found.findings[0].explanation, value));
  const Detection dropped = engine.scan("token_type: \"bearer\"\ntoken: \"${TOKEN}\"\n");
  REQUIRE(dropped.dropped.size() == 2);
  CHECK(dropped.dropped[0].kind == "improbable");
  CHECK(dropped.dropped[0].region.start_line == 1);
  CHECK_FALSE(dropped.dropped[0].reasons.empty());
  CHECK(dropped.dropped[1].kind == "template");
}

TEST_CASE("words are common by degrees, and random letters cost more than words") {
  const auto rules = RuleSet::from_table(builtin_rules());
  const CommonText& common = rules->generic()->common();
  CHECK(common.level("value") > common.level("appendices"));
  CHECK(common.level("PassWord") == common.level("password"));
  CHECK(common.level("qzxkvj") == 0);
  CHECK(common.cost('t', 'h', 'e') < common.cost('q', 'z', 'x'));
}
