// libarchive without its ciphers: see without_ciphers.cpp.
#pragma once

namespace foureyes {

// Does nothing; a call makes the linker take without_ciphers.cpp before it looks into libarchive.a.
void link_without_ciphers();

}  // namespace foureyes
