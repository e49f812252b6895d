// Yes, no, and what no file of the repository decides.
#pragma once

#include <algorithm>

namespace foureyes {

// In this order "and" is the lesser, "or" the greater.
enum class Truth { no, perhaps, yes };

constexpr Truth truth_of(bool value) { return value ? Truth::yes : Truth::no; }
constexpr Truth both(Truth a, Truth b) { return std::min(a, b); }
constexpr Truth either(Truth a, Truth b) { return std::max(a, b); }
constexpr Truth negation(Truth truth) {
  return truth == Truth::perhaps ? truth : truth_of(truth == Truth::no);
}

}  // namespace foureyes
