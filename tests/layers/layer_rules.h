// The rules of the house that a reader of one line cannot see, checked over all of scanner/: which
// layer may include which, where a library's headers may be, who may see a credential's value, and
// where clocks and the environment enter.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace foureyes::test {

// What is wrong with the file, one sentence each ("secrets/x.cpp:3: ..."). `path` is relative to
// scanner/ ("base/text.h").
std::vector<std::string> layer_violations(std::string_view path, std::string_view content);

}  // namespace foureyes::test
