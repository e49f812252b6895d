// Expected output kept in tests/golden. FOUREYES_ACCEPT=1 writes what the program says now instead
// of comparing: look at the difference with git before you commit it.
#pragma once

#include <string>
#include <string_view>

namespace foureyes::test {

// `name` is a path below tests/golden. True when the file holds exactly `actual`; says on standard
// error how to accept the new text when it does not.
bool matches_golden(std::string_view name, std::string_view actual);

}  // namespace foureyes::test
