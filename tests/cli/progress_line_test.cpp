#include "cli/progress_line.h"

#include <sstream>

#include "support/catch.h"

using namespace foureyes;

TEST_CASE(
    "the line of progress says how much is done, how fast, what was found, how long it takes") {
  CHECK(progress_text({"blobs", 1000, 4000, 12'000'000, 3}, 2) ==
        "[==        ] 25 %  1,000 of 4,000 blobs  12.0 MB  6.0 MB/s  3 found  6 s left");
  CHECK(progress_text({"blobs", 30, 10}, 1) == "[==========] 100 %  10 of 10 blobs  0 s left");
  CHECK(progress_text({"commits", 1234}, 1) == "1,234 commits");
  CHECK(progress_text({"blobs", 0, 10}, 0) == "[          ] 0 %  0 of 10 blobs");
  CHECK(progress_text({"blobs", 1, 1000}, 1) == "[          ] 0 %  1 of 1,000 blobs  16 min left");
}

TEST_CASE("nothing is written where standard error is no terminal") {
  Environment environment;
  std::ostringstream out, err;
  Session session{environment, "", out, err};
  {
    ProgressLine line(session);
    for (std::size_t i = 0; i < 10; ++i) line.advance({"blobs", i, 10});
  }
  CHECK(out.str().empty());
  CHECK(err.str().empty());
}
