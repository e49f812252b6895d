// URIs (RFC 3986) for reports, from paths and from what people configured as one.
#pragma once

#include <string>
#include <string_view>

namespace foureyes {

// A repository path as a relative reference; every byte outside the unreserved set is encoded.
std::string relative_uri(std::string_view path);
// What no URI may hold is encoded; what does not show is named first, as in plain_text.
std::string legal_uri(std::string_view uri);
// User information could be a password: it is cut out. So is the "git+" of a scheme.
std::string public_url(std::string_view url);

}  // namespace foureyes
