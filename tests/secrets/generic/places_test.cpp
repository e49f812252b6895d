#include "secrets/generic/places.h"

#include <algorithm>

#include "base/text.h"
#include "secrets/candidates.h"
#include "secrets/engine.h"
#include "secrets/prefilter.h"

using namespace foureyes;
using foureyes::test::Engine;

namespace {

// The values of all places, joined by a bar.
std::string values_in(std::string_view text, std::string_view path) {
  const PathFacts facts = facts_of_path(path);
  std::vector<std::string> values;
  for (const Place& place : find_places({text, facts, 1000}, {{0, text.size()}}))
    values.emplace_back(text.substr(place.value.begin, place.value.size()));
  return join(values, "|");
}

struct Sample {
  std::string_view path, text, values;
};

}  // namespace

TEST_CASE("a tag that the text cuts off holds nothing") {
  CHECK(values_in("Pw</v\xd4", "a.xml").empty());
  CHECK(values_in("password</", "a.xml").empty());
  CHECK(values_in("password</" + std::string(200, 'x'), "a.xml").empty());
}

TEST_CASE("a value is found in every common syntax of assignments") {
  const Sample samples[] = {
      {"a.py", "password = 'v4lue'", "v4lue"},
      {"a.py", "password = b'v4lue'", "v4lue"},
      {"a.go", "apiKey := \"v4lue\"", "v4lue"},
      {"a.go", "key := []byte(\"v4lue\")", "v4lue"},
      {"a.go", "var apiToken string = \"v4lue\"", "v4lue"},
      {"a.go", "const apiToken config.Secret = \"v4lue\"", "v4lue"},
      {"a.rs", "let token: Option<&str> = Some(\"v4lue\");", "v4lue"},
      {"a.kt", "val password: String = \"v4lue\"", "v4lue"},
      {"a.java", "dataSource.setPassword(\"v4lue\");", "v4lue"},
      {"a.java", "props.put(\"db.password\", \"v4lue\");", "v4lue"},
      {"a.cs", "new Client(token: @\"v4lue\")", "v4lue"},
      {"a.php", "$config['secret'] = 'v4lue';", "v4lue"},
      {"a.php", "'secret' => env('SECRET', 'v4lue'),", "v4lue"},
      {"a.rb", "password: 'v4lue', password_confirmation: 'v4lue2'", "v4lue|v4lue2"},
      {"a.js", "if (token === `v4lue`) {", "v4lue"},
      {"a.ts", "const s = \"{\\\"token\\\":\\\"v4lue\\\"}\";", "v4lue"},
      {"a.html", "{&quot;token&quot;:&quot;v4lue&quot;}", "v4lue"},
      {"a.json", "{\"token\": \"{\\\"name\\\":\\\"a\\\",\\\"sig\\\":\\\"v4lue\\\"}\"}", "a|v4lue"},
      {"a.yml", "db_password: v4lue", "v4lue"},
      {"a.yml", "- name: DB_PASSWORD\n  value: v4lue", "v4lue"},
      {"a.ini", "password=v4l;ue&x", "v4l;ue&x"},
      {".env", "export API_TOKEN=v4lue # old", "v4lue"},
      {"Dockerfile", "ENV DB_PASSWORD v4lue", "v4lue"},
      {"a.sh", "mysql --password=v4lue -h db", "v4lue"},
      {"a.sh", "tool --api-key v4lue run", "v4lue"},
      {"a.sh", "curl -u deploy:v4lue https://example.com", "v4lue"},
      {"a.sql", "CREATE USER app IDENTIFIED BY 'v4lue';", "v4lue"},
      {"a.xml", "<password>v4lue</password>", "v4lue"},
      {"a.xml", "<password>\n  v4lue\n</password>", "v4lue"},
      {"Makefile", "API_TOKEN ::= v4lue", "v4lue"},
      {"Makefile", "API_TOKEN :::= v4lue", "v4lue"},
      {"a.xml", "<property name=\"password\" value=\"v4lue\"/>", "v4lue"},
      {"a.txt", "amqp://guest:v4lue@localhost/", "v4lue"},
      {"a.txt", "Authorization: Bearer v4lue123", "v4lue123"},
      {"a.ps1", "$pw = ConvertTo-SecureString \"v4lue\" -AsPlainText", "v4lue"},
      {"netrc", "machine example.com login me password v4lue", "v4lue"},
      {"a.txt", "\xe5\xaf\x86\xe7\xa0\x81: v4lue", "v4lue"},
  };
  for (const Sample& sample : samples) {
    INFO(sample.text);
    CHECK(values_in(sample.text, sample.path) == sample.values);
  }
}

TEST_CASE(
    "names of code are no values, and words that only contain a credential word are no names") {
  CHECK(values_in("password = get_password()", "a.py").empty());
  CHECK(values_in("token = other.token;", "a.java").empty());
  CHECK(values_in("monkey = \"banana\"", "a.py").empty());
  CHECK(values_in("the password is in the vault", "a.md").empty());
  CHECK(values_in("token string == \"v4lue\"", "a.go").empty());
  CHECK(values_in("token string = other", "a.go").empty());
  CHECK(values_in("<password>\n  <value/>\n</password>", "a.xml").empty());
}

TEST_CASE("the prefilter's hints give the same places as the whole text") {
  const auto rules = RuleSet::from_table(builtin_rules());
  REQUIRE(rules.has_value());
  CandidateScratch scratch(std::move(*rules->prefilter().make_scratch()), rules->rules().size());
  std::string text;
  for (const std::string_view word : key_words())
    text += concat("x = 1\n", word, " = \"a1b2c3\"\n", "my", word, ": 'zzz', ", word, "\n");
  text += "https://a:b1c2@example.com curl --user x:y1z2 a -u q:r5t6 b\n";
  const PathFacts path = facts_of_path("a.yml");
  const auto ends = find_candidates(*rules, {"a.yml", text, 1'000'000}, scratch).place_ends;
  const auto fast = find_places({text, path, 1'000'000}, ends);
  const auto slow = find_places({text, path, 1'000'000}, {{0, text.size()}});
  REQUIRE(fast.size() == slow.size());
  for (std::size_t i = 0; i < fast.size(); ++i) {
    CHECK(fast[i].value == slow[i].value);
    CHECK(fast[i].key == slow[i].key);
  }
}
