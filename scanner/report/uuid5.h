// Name-based UUIDs (RFC 9562, 5.5), for places that want a guid: the same name gives the same one
// everywhere, so reports stay functions of their input.
#pragma once

#include <string>
#include <string_view>

namespace foureyes {

// Version 5 in the URL name space, lower case with hyphens.
std::string uuid5_of_url(std::string_view url);

}  // namespace foureyes
