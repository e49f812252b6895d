// foureyes never opens a connection. As packaged, libgit2 parses the system's CA bundle when it
// starts (8 ms of a 1 ms program) and brings TLS, SSH and HTTP along. Where libgit2 is linked
// statically, these definitions stand in for the objects of its archive that hold them: the linker
// finds the names defined and leaves those objects, and their libraries, out. None is ever called
// except the two *_global_init.
#include "input/without_network.h"

#ifdef FOUREYES_LIBGIT2_WITHOUT_NETWORK
extern "C" {
int git_mbedtls_stream_global_init() { return 0; }
int git_mbedtls__set_cert_location() { return -1; }
int git_mbedtls_stream_new() { return -1; }
int git_mbedtls_stream_wrap() { return -1; }
int git_transport_ssh_global_init() { return 0; }
int git_transport_ssh_with_paths() { return -1; }
int git_smart_subtransport_ssh() { return -1; }
int git_smart_subtransport_http() { return -1; }
bool git_http__expect_continue = false;
}
#endif

namespace foureyes {
void link_without_network() {}
}  // namespace foureyes
