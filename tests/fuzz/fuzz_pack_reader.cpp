// layer: evidence
// Any bytes read as a pack: what reads without an irregularity is what a writer writes, and
// verifying it ends.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "evidence/pack_form.h"
#include "evidence/verify_pack.h"

namespace {

// Inputs start with the fuzzer's choice: as they are, or inside the frame of a page.
std::string framed(std::string_view bytes) {
  if (bytes.empty() || bytes.front() != 'p') return std::string(bytes);
  return "<!--foureyes:members-->" + std::string(bytes.substr(1)) + "<!--foureyes:members-end-->";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace foureyes;
  const std::string bytes = framed({reinterpret_cast<const char*>(data), size});
  const auto pack = read_pack_bytes(bytes, "fuzz", {.members = 50, .total_bytes = 1u << 20});
  if (!pack) return 0;
  for (const auto& [name, member] : pack->members) {
    CHECK(is_member_name(name), "a reader let an impossible name through");
  }
  if (pack->irregularity.empty()) {
    const auto page = pack_as_page(*pack);
    CHECK(bytes == pack_as_tar(*pack) || (page && bytes == *page), "a reader missed a byte");
  }
  CHECK(verify_pack(*pack, {}).verdict.exit_code() != kExitClean, "a pack vouched for itself");
  return 0;
}
