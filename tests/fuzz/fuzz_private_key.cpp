// layer: signing
// A key file: whatever it holds, reading it ends, and a key that comes out signs what it verifies.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "signing/private_key.h"
#include "signing/public_key.h"
#include "signing/ssh_wire.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace foureyes;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  (void)read_public_key(text, "fuzz");
  (void)public_key_from_ssh_blob(text, "fuzz");
  for (const std::string& file : {std::string(text), write_armor(text, "OPENSSH PRIVATE KEY", 70),
                                  write_armor(text, "PRIVATE KEY", 64)}) {
    const auto signer = read_private_key(file, "fuzz");
    if (!signer) continue;
    const auto signature = (*signer)->sign("message");
    CHECK(!signature || signature_matches((*signer)->public_key(), "message", *signature),
          "a key that was accepted verifies its own signature");
  }
  return 0;
}
