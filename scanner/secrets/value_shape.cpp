#include "secrets/value_shape.h"

#include <array>
#include <cmath>

#include "base/text.h"

namespace foureyes {
namespace {

enum class CharacterClass { upper, lower, digit, symbol };

CharacterClass class_of(char c) {
  if (is_digit(c)) return CharacterClass::digit;
  if (c >= 'a' && c <= 'z') return CharacterClass::lower;
  if (c >= 'A' && c <= 'Z') return CharacterClass::upper;
  return CharacterClass::symbol;
}

double entropy_of(const std::array<std::uint32_t, 256>& counts, std::size_t length) {
  double bits = 0;
  for (const std::uint32_t count : counts) {
    if (count == 0) continue;
    const double share = static_cast<double>(count) / static_cast<double>(length);
    bits -= share * std::log2(share);
  }
  return bits;
}

// +1 or -1 where b follows a in the alphabet, the digits or on a keyboard's row; else 0.
int step_between(char a, char b) {
  const bool same_kind = class_of(a) == class_of(b) && class_of(a) != CharacterClass::symbol;
  if (same_kind && (b - a == 1 || a - b == 1)) return b - a;
  if ((a == '9' && b == '0') || (a == '9' && (b == 'a' || b == 'A'))) return 1;
  static constexpr std::string_view kRows = "qwertyuiop asdfghjkl zxcvbnm";
  const auto row_a = kRows.find(to_lower(std::string_view(&a, 1))[0]);
  const auto row_b = kRows.find(to_lower(std::string_view(&b, 1))[0]);
  if (row_a == std::string_view::npos || row_b == std::string_view::npos) return 0;
  if (row_b == row_a + 1) return 1;
  return row_a == row_b + 1 ? -1 : 0;
}

}  // namespace

ValueShape shape_of(std::string_view value) {
  ValueShape shape;
  std::array<std::uint32_t, 256> counts{};
  std::uint32_t letters = 0;
  auto previous = CharacterClass::symbol;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const auto kind = class_of(value[i]);
    if (i > 0 && kind != previous) ++shape.class_changes;
    previous = kind;
    shape.uppers += kind == CharacterClass::upper;
    shape.lowers += kind == CharacterClass::lower;
    shape.digits += kind == CharacterClass::digit;
    shape.symbols += kind == CharacterClass::symbol;
    letters = is_letter(value[i]) ? letters + 1 : 0;
    shape.longest_letters = std::max(shape.longest_letters, letters);
    if (counts[static_cast<unsigned char>(value[i])]++ == 0) ++shape.distinct;
  }
  shape.length = static_cast<std::uint32_t>(value.size());
  if (!value.empty()) shape.entropy = entropy_of(counts, value.size());
  return shape;
}

bool is_repeated(std::string_view value) {
  if (value.size() < 3) return false;
  if (shape_of(value).distinct <= 2) return true;
  for (std::size_t unit = 1; unit <= 4 && unit * 2 <= value.size(); ++unit) {
    std::size_t i = unit;
    while (i < value.size() && value[i] == value[i - unit]) ++i;
    if (i == value.size()) return true;
  }
  return false;
}

std::size_t bytes_in_runs(std::string_view value) {
  std::size_t covered = 0;
  std::size_t run = 1;
  int direction = 0;
  for (std::size_t i = 1; i <= value.size(); ++i) {
    const int step = i < value.size() ? step_between(value[i - 1], value[i]) : 0;
    if (step != 0 && (direction == 0 || step == direction)) {
      direction = step;
      ++run;
      continue;
    }
    if (run >= 3) covered += run;
    run = 1;
    direction = 0;
  }
  return covered;
}

bool is_sequential(std::string_view value) {
  return value.size() >= 4 && bytes_in_runs(value) + 2 >= value.size();
}

}  // namespace foureyes
