// layer: approval
// An export from a stranger: reading and joining it ends, and keeps nothing but what it was asked
// for.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "approval/repository_name.h"
#include "approval/sources.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace foureyes;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  (void)repository_name(text);
  const auto out = read_approval_export(text, "fuzz");
  if (out) (void)join_exports({*out, *out});
  return 0;
}
