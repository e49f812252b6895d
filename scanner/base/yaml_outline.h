// What can be told of a YAML stream without parsing it. Parsing costs some 150 ns a byte, and most
// manifests of a repository are of kinds that nobody asks about.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace foureyes {

// The value of the top-level key of each document, views into `text`; "" for a document that lacks
// it. nullopt unless the text leaves no doubt: block mappings whose lines without indent are all
// "word: plain text" (or comments, "---", "...", or list items below a bare key), so that no
// scalar, alias or flow collection of one line can reach over the next ones, and no document has
// the key twice. Sound: where this answers, a parser that accepts the text answers the same.
std::optional<std::vector<std::string_view>> plain_top_level(std::string_view text,
                                                             std::string_view key);

}  // namespace foureyes
