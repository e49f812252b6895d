// What is known of lines, wherever they stand.
//
// Versions of a file repeat their lines, and so do files. Most lines are plain: no rule sees
// anything in them (notable_lines.h). What is decided on or near the others is decided by a line,
// the three on either side and the class of their path (detector.h): where these were looked at
// once and held nothing, they are not looked at again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "secrets/line_hash.h"

namespace foureyes {

// Facts, 1 to 7, about numbers below 2^61. Forgets what it has no room for. Threads may share it.
class FactTable {
 public:
  // `bytes`: of memory, at least 8.
  explicit FactTable(std::size_t bytes);
  ~FactTable();
  FactTable(const FactTable&) = delete;
  FactTable& operator=(const FactTable&) = delete;

  // 0: none is known.
  unsigned fact_about(std::uint64_t number) const;
  // Says that fact_about() or add() will ask soon.
  void expect(std::uint64_t number) const;
  void add(std::uint64_t number, unsigned fact);

 private:
  std::uint64_t& slot_of(std::uint64_t number) const;
  unsigned slot_bits_;
  std::size_t mapped_;
  void* memory_;
  std::uint64_t* slots_;
};

enum class LineFact : unsigned { unknown, plain, notable };

struct KnownLines {
  // `bytes`: of memory for each table. `secret`: see LineHash; what is found does not depend on it.
  KnownLines(std::size_t bytes, std::string_view secret)
      : hash(secret), lines(bytes), neighbourhoods(bytes) {}

  LineHash hash;
  FactTable lines;           // a LineFact, by LineHash::of_line()
  FactTable neighbourhoods;  // kHoldsNothing, by LineHash::of_neighbourhood()
  static constexpr unsigned kHoldsNothing = 1;
};

}  // namespace foureyes
