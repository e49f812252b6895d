#include "secrets/value_shape.h"

#include "secrets/engine.h"
#include "support/catch.h"

using namespace foureyes;

TEST_CASE("runs of neighbours are counted from three on, up, down and along the keyboard") {
  CHECK(bytes_in_runs("") == 0);
  CHECK(bytes_in_runs("ab") == 0);
  CHECK(bytes_in_runs("abc") == 3);
  CHECK(bytes_in_runs("cba-ABC-987-qwerty") == 15);
  CHECK(bytes_in_runs("ab-tu") == 0);
  CHECK(bytes_in_runs("aaaa") == 0);
  CHECK(bytes_in_runs("890") == 3);
}

TEST_CASE("a token that counts up is a finding of low confidence that says so") {
  test::Engine engine;
  const Detection detection = engine.scan("LEDGERLY_KEY=abcdefghijklmnopqrstuvwx\n", "a.env");
  REQUIRE(detection.findings.size() == 1);
  CHECK(detection.findings[0].confidence == Confidence::low);
  CHECK(detection.findings[0].explanation == "counts up: perhaps made up");
  CHECK(engine.scan("LEDGERLY_KEY=aaaaaaaaaaaaaaaaaaaaaaaa\n", "a.env").findings.empty());
}
