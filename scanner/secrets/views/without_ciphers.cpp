// foureyes knows no password of any archive. As packaged, libarchive decrypts through nettle; where
// it is linked statically, these tables of functions, which all refuse, stand in for the two
// objects of its archive that need that library (archive_cryptor.c, archive_hmac.c). libarchive
// asks for a password before it calls one.
#include "secrets/views/without_ciphers.h"

#ifdef FOUREYES_LIBARCHIVE_WITHOUT_CIPHERS
namespace {
int refuse() { return -1; }
using Refuse = int (*)();
struct Refusals {
  Refuse functions[16];  // more than either table has
};
constexpr Refusals kRefusals{{refuse, refuse, refuse, refuse, refuse, refuse, refuse, refuse,
                              refuse, refuse, refuse, refuse, refuse, refuse, refuse, refuse}};
}  // namespace

extern "C" {
extern const Refusals foureyes_archive_cryptor __asm__("__archive_cryptor");
extern const Refusals foureyes_archive_hmac __asm__("__archive_hmac");
const Refusals foureyes_archive_cryptor = kRefusals;
const Refusals foureyes_archive_hmac = kRefusals;
}
#endif

namespace foureyes {
void link_without_ciphers() {}
}  // namespace foureyes
