// layer: signing
// An envelope or bundle from a stranger: what is read is written again to the same meaning.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/canonical_json.h"
#include "base/check.h"
#include "signing/dsse.h"
#include "signing/sigstore_bundle.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace foureyes;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  (void)read_sigstore_bundle(text, "fuzz");
  const auto envelope = read_dsse(text, "fuzz");
  if (!envelope) return 0;
  const auto again = read_dsse(canonical_json(to_json(*envelope)), "fuzz");
  CHECK(again && again->payload == envelope->payload && again->signature == envelope->signature,
        "an envelope reads back as written");
  return 0;
}
