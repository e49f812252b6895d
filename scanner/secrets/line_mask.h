// The line of a finding as a report may show it: every credential in it masked, at most some
// hundred bytes, plain text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/text_position.h"

namespace foureyes {

// Whether a value is hidden wherever it stands on a line, or only where it was found.
enum class Repeats { hidden, shown };

// Collects what must not be shown, then masks lines. Keeps a view of the text.
class LineMask {
 public:
  explicit LineMask(std::string_view text) : text_(text) {}
  // `mask` stands for the range. All calls before masked_line. Where ranges
  // overlap, their union is shown as "[redacted]".
  void add(ByteRange range, std::string mask, Repeats repeats);
  void finish();
  // The line in which `range` begins, around it.
  std::string masked_line(ByteRange range) const;

 private:
  struct Hidden {
    ByteRange range;
    std::string mask;
    Repeats repeats = Repeats::hidden;
  };
  std::size_t hidden_value_at(std::size_t offset, std::size_t end) const;
  std::string_view text_;
  std::vector<Hidden> hidden_;  // sorted and disjoint after finish()
  // Values by some of their bytes: the same value elsewhere on a line is hidden too.
  std::unordered_map<std::uint64_t, std::vector<ByteRange>> values_;
};

}  // namespace foureyes
