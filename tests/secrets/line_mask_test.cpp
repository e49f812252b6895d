#include "secrets/line_mask.h"

#include "base/text.h"
#include "support/catch.h"

using namespace foureyes;

TEST_CASE("what is shown of a value does not depend on how many others the text holds") {
  for (const std::size_t others : {0u, 5u, 100u}) {
    std::string text = "key = abcdefgh\n";
    for (std::size_t other = 0; other < others; ++other) text += concat("other ", other % 10, "\n");
    LineMask mask(text);
    for (std::size_t other = others; other > 0; --other) {
      const std::size_t at = 15 + 8 * (other - 1);
      mask.add({at + 6, at + 7}, "?", Repeats::shown);
    }
    mask.add({6, 14}, "abc[redacted]", Repeats::hidden);
    mask.add({6, 14}, "a[redacted]", Repeats::hidden);
    mask.finish();
    CHECK(mask.masked_line({6, 14}) == "key = abc[redacted]");
  }
}
