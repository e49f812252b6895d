// libgit2 without its network: see without_network.cpp.
#pragma once

namespace foureyes {

// Does nothing; a call makes the linker take without_network.cpp before it looks into libgit2.a.
void link_without_network();

}  // namespace foureyes
