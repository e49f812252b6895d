// What holds no credential for certain, whatever it is called.
#include "secrets/engine.h"

using namespace foureyes;
using test::Engine;

namespace {

bool finds(Engine& engine, std::string_view text, std::string_view path) {
  return !engine.scan(text, path).findings.empty();
}

}  // namespace

TEST_CASE("words of a language are none, written with escapes too") {
  Engine engine;
  CHECK_FALSE(
      finds(engine, R"("client_secret": "\u0421\u0435\u043a\u0440\u0435\u0442")", "a.json"));
  CHECK_FALSE(finds(engine, R"("secret": "Titkos k\u00f3d")", "locales/hu.json"));
  CHECK_FALSE(finds(engine, R"("reset_secret": "Webhook\u306e\u30b7\u30fc\u30af")", "a.json"));
}

TEST_CASE("a moment or the name of a mechanism is none") {
  Engine engine;
  CHECK_FALSE(finds(engine, "creationToken = 1643842562\n", "a.ini"));
  CHECK_FALSE(finds(engine, "sid_token = \"20190408T191610.507018Z-H9b68c35f\"\n", "a.py"));
  CHECK_FALSE(finds(engine, "smtpAuthSecret = OAUTHBEARER\n", "a.ini"));
}

TEST_CASE("an index of a table is a name") {
  Engine engine;
  const std::string name = test::expand("FK{{HEX:16}}");
  CHECK_FALSE(finds(engine, "  KEY `" + name + "` (`office_id`),\n", "schema.sql"));
  CHECK_FALSE(finds(engine, "  KEY `" + name + "` (`office_id`),\n", "Schema.java"));
}
