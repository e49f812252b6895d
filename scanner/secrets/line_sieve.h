// Takes the lines of a text apart: those to look at, and those that are known.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "base/text_position.h"
#include "secrets/known_lines.h"

namespace foureyes {

// What is kept of a line while a text is sifted takes up to 64 bytes.
inline constexpr std::size_t kMostSiftedLines = 500'000;

// One a thread. Ranges are ascending and disjoint unless said.
class LineSieve {
 public:
  // Keeps a reference.
  explicit LineSieve(KnownLines& known) : known_(known) {}

  // Appends the notable ones of some lines of a text.
  using FindNotable = std::function<void(ByteRange lines, std::vector<ByteRange>& notable)>;
  // Of the lines, the notable ones: `find` tells of those that nothing is known of. Past
  // kMostSiftedLines of them, not all.
  std::vector<ByteRange> notable_among(std::string_view text, const std::vector<ByteRange>& lines,
                                       const FindNotable& find);

  // Of the lines with a notable one near, and with one of the places (ascending by begin) on them
  // or near: the unknown ones, side by side ones as one range. Valid until the next call; null:
  // they are more than kMostSiftedLines.
  const std::vector<ByteRange>* sift(std::string_view text, const std::vector<ByteRange>& places,
                                     const std::vector<ByteRange>& notable,
                                     std::uint64_t path_class);
  // What the place is known by, with its line and the lines around it; nullopt: its line is none of
  // the unknown ones.
  std::optional<std::uint64_t> name_of(std::size_t place) const;
  // The unknown lines were looked at, and but for those that `open` touches they hold nothing.
  // `open`: ascending by begin.
  void learn(const std::vector<ByteRange>& open);

 private:
  struct Line {
    ByteRange range;
    std::uint64_t hash;  // of the line, or of its neighbourhood
  };
  void tell(const FindNotable& find, std::vector<ByteRange>& notable);
  void learn_lines(std::size_t first, std::size_t end, const std::vector<ByteRange>& notable,
                   std::size_t first_notable);
  bool ask(std::string_view text, ByteRange lines, std::uint64_t path_class);

  KnownLines& known_;
  std::vector<Line> lines_;    // at hand
  std::vector<Line> unknown_;  // of sift()
  std::vector<ByteRange> ranges_;
  std::vector<std::uint64_t> hashes_;
};

}  // namespace foureyes
