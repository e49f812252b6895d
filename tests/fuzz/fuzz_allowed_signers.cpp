// layer: signing
// A list of signers from a stranger: every entry that it trusts names the namespace in full.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "base/text.h"
#include "signing/allowed_signers.h"
#include "signing/sshsig.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace foureyes;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto signers = read_allowed_signers(text, "fuzz");
  if (!signers) return 0;
  for (const AllowedSigner& entry : signers->entries()) {
    const auto match = signers->lookup({.key_blob = entry.key_blob,
                                        .name_space = kApprovalNamespace,
                                        .principal = "alice",
                                        .at = Instant{0}});
    if (match.standing == SignerStanding::trusted)
      CHECK(contains(text, kApprovalNamespace), "trust comes from the text");
  }
  return 0;
}
