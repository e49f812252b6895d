#include "base/instant.h"

#include <ctime>

#include "support/catch.h"
#include "support/random.h"

using namespace foureyes;

TEST_CASE("moments are written as the C library writes them") {
  test::Random random(8);
  for (int i = 0; i < 20'000; ++i) {
    const auto seconds = static_cast<std::int64_t>(random.below(315'569'520'000)) - 62'167'219'200;
    const std::time_t time = seconds;
    std::tm fields = {};
    gmtime_r(&time, &fields);
    char expected[64];
    std::snprintf(expected, sizeof expected, "%04d-%02d-%02dT%02d:%02d:%02dZ",
                  fields.tm_year + 1900, fields.tm_mon + 1, fields.tm_mday, fields.tm_hour,
                  fields.tm_min, fields.tm_sec);
    const Instant instant{seconds};
    REQUIRE(instant.rfc3339() == expected);
    REQUIRE(parse_instant(expected) == instant);
  }
}

TEST_CASE("moments outside four-digit years are written as the nearest one inside") {
  REQUIRE(Instant{-99'999'999'999'999}.rfc3339() == "0000-01-01T00:00:00Z");
  REQUIRE(Instant{INT64_MAX}.rfc3339() == "9999-12-31T23:59:59Z");
}

TEST_CASE("the usual forms of a time are read") {
  const Instant time{1773480413};  // 2026-03-14T09:26:53Z
  for (const char* text :
       {"2026-03-14T09:26:53Z", "2026-03-14t09:26:53z", "2026-03-14 09:26:53Z",
        "2026-03-14T10:26:53+01:00", "2026-03-14T09:26:53.999Z", "2026-03-13T23:56:53-09:30",
        "20260314092653", "20260314092653Z", "@1773480413"}) {
    CAPTURE(text);
    REQUIRE(parse_instant(text) == time);
  }
  REQUIRE(parse_instant("2026-03-14") == parse_instant("2026-03-14T00:00:00Z"));
  REQUIRE(parse_instant("20260314") == parse_instant("2026-03-14"));
  REQUIRE(parse_instant("202603140926Z") == parse_instant("2026-03-14T09:26:00Z"));
}

TEST_CASE("what is no time is refused") {
  for (const char* text : {"",
                           "@",
                           "@-1",
                           "@99999999999999",
                           "2026",
                           "2026-13-01",
                           "2026-02-29",
                           "2026-00-10",
                           "2026-1-1",
                           "2026-03-14T09:26Z",
                           "2026-03-14T09:26:53",
                           "2026-03-14T24:00:00Z",
                           "2026-03-14T09:60:00Z",
                           "2026-03-14T09:26:53.Z",
                           "2026-03-14T09:26:53+1:00",
                           "2026-03-14T09:26:53Zx",
                           "yesterday",
                           "2026031409",
                           "202603140926530",
                           "0000-01-01T00:00:00+01:00",
                           "2026-03-14 ",
                           " 2026-03-14"}) {
    CAPTURE(text);
    REQUIRE_FALSE(parse_instant(text));
  }
}
