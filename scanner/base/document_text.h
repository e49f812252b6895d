// What the JSON and the YAML reader have in common: positions for errors, the checks of the raw
// text, repeated keys.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/document.h"

namespace foureyes {

// "policy.yml:3:7". Line and column from 1, the column in bytes.
std::string document_position(std::string_view name, std::size_t line, std::size_t column);

// The same for an offset: walks the text once, so it is for the moment when reading has failed.
std::string document_position_at(std::string_view name, std::string_view text, std::size_t offset);

// The text without a UTF-8 byte order mark; an error when it is too large or not UTF-8.
Result<std::string_view> check_document_text(std::string_view text, std::string_view name,
                                             const DocumentLimits& limits);

// The first key of a mapping that repeats an earlier one, or nullptr. Keys repeat when their texts
// are equal, whatever their kinds: readers differ on whether 1 and "1" are one key.
const DocumentNode* repeated_key(const DocumentNode& mapping);

}  // namespace foureyes
