// The statements of an SQL file that grant, take or guard privileges, in any dialect.
#pragma once

#include <string>
#include <string_view>

namespace foureyes::surfaces {

// One a line, white space normalised, comments and other statements left out; "" when there are
// none. Dynamic SQL counts when its text names a privilege statement.
std::string privilege_statements(std::string_view sql);

}  // namespace foureyes::surfaces
