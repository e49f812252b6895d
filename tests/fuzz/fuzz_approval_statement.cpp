// layer: approval
// A statement from a stranger: only the exact bytes that foureyes writes are one.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "approval/signed_statement.h"
#include "approval/statement.h"
#include "base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace foureyes;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto statement = parse_approval_statement(text, "fuzz");
  CHECK(!statement || approval_statement_text(*statement) == text, "one text, one statement");
  const AllowedSigners nobody;
  (void)read_signed_approval({text, text, "fuzz"}, nobody, Instant{0});
  return 0;
}
