// The stable names of an enum: one table for writing and for reading.
#pragma once

#include <array>
#include <string_view>
#include <utility>

#include "base/check.h"

namespace foureyes {

// Every enumerator once. name() CHECKs that it is there.
template <class Enum, std::size_t N>
struct NameTable {
  std::array<std::pair<Enum, std::string_view>, N> rows;

  std::string_view name(Enum value) const {
    for (const auto& [enumerator, text] : rows) {
      if (enumerator == value) return text;
    }
    check_failed("name table", "an enumerator has no name", __FILE__, __LINE__);
  }

  bool parse(std::string_view text, Enum& value) const {
    for (const auto& [enumerator, name] : rows) {
      if (name != text) continue;
      value = enumerator;
      return true;
    }
    return false;
  }
};

}  // namespace foureyes
