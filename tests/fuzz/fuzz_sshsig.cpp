// layer: signing
// A signature from a stranger: reading and checking it never goes wrong, and never succeeds by
// luck.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "signing/ssh_wire.h"
#include "signing/sshsig.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace foureyes;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  // Once as the armored text, once as the bytes inside, which base64 hides from the fuzzer.
  for (const std::string& armored : {std::string(text), write_armor(text, "SSH SIGNATURE", 70)}) {
    const auto signature = read_sshsig(armored, "fuzz");
    if (!signature) continue;
    CHECK(!check_sshsig(*signature, kApprovalNamespace, "message"), "nobody signed this");
    CHECK(!check_sshsig(*signature, signature->name_space, "another message"),
          "nobody signed this");
  }
  return 0;
}
