#include "base/display_text.h"
#include "support/catch.h"

namespace foureyes {
namespace {

TEST_CASE("a workflow command in a log loses its force and stays visible") {
  CHECK(console_text("::error::x") == "<U+003A>:error::x");
  CHECK(console_text("see ::set-output name=a::b") == "see <U+003A>:set-output name=a::b");
  CHECK(console_text("x##[group]") == "x<U+0023>#[group]");
  CHECK(console_text("x##VSO[task.setvariable]") == "x<U+0023>#VSO[task.setvariable]");
}

TEST_CASE("names with two colons stay as they are in a log") {
  CHECK(console_text("arn:aws:iam::123456789012:role/x std::string") ==
        "arn:aws:iam::123456789012:role/x std::string");
}

}  // namespace
}  // namespace foureyes
