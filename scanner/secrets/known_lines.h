// Lines that are known to hold nothing.
//
// Versions of a file repeat their lines, and so do files. What is decided about a line is decided
// by it, the three lines on either side and the class of its path (detector.h): so a line that was
// looked at once with these is not looked at again, wherever it stands.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "base/text_position.h"
#include "secrets/line_hash.h"

namespace foureyes {

// Forgets what it has no room for. Threads may share it.
class KnownLines {
 public:
  using Slots = std::unique_ptr<std::atomic<std::uint64_t>[], void (*)(void*)>;
  // `bytes`: of memory, at least 8. `secret`: see LineHash; what is found does not depend on it.
  KnownLines(std::size_t bytes, std::string_view secret);

  const LineHash& hash() const { return hash_; }
  bool holds(std::uint64_t neighbourhood) const;
  // Says that holds() or add() will ask soon.
  void expect(std::uint64_t neighbourhood) const;
  void add(std::uint64_t neighbourhood);

 private:
  std::size_t slot_of(std::uint64_t neighbourhood) const;
  LineHash hash_;
  unsigned slot_bits_;
  Slots slots_;
};

// What is kept of a line while a text is sifted takes up to 64 bytes.
inline constexpr std::size_t kMostSiftedLines = 500'000;

// Takes the lines of one text apart: those to look at, and those that are known.
class LineSieve {
 public:
  // Keeps a reference.
  explicit LineSieve(KnownLines& known) : known_(known) {}

  // Of the lines that have one of the places (ascending by begin) on them or around them, the
  // unknown ones, side by side ones as one range. An empty place is where something is missing.
  // Valid until the next call; null: there are more than kMostSiftedLines of them.
  const std::vector<ByteRange>* sift(std::string_view text, const std::vector<ByteRange>& places,
                                     std::uint64_t path_class);
  // What the place is known by, with its line and the lines around it; nullopt: its line is none of
  // the unknown ones.
  std::optional<std::uint64_t> name_of(std::size_t place) const;
  // The bytes of the lines that the last sift() was asked about.
  std::uint64_t asked() const { return asked_; }
  // The unknown lines were looked at, and but for those that `open` touches they hold nothing.
  // `open`: ascending by begin.
  void learn(const std::vector<ByteRange>& open);

 private:
  struct Question {
    ByteRange line;
    std::uint64_t neighbourhood;
  };
  bool read_lines(std::string_view text, ByteRange place);
  void ask(std::size_t first, std::size_t end, std::uint64_t path_class);
  void keep_unknown();

  KnownLines& known_;
  std::vector<Question> questions_;
  std::vector<Question> unknown_;
  std::vector<ByteRange> ranges_;
  std::uint64_t asked_ = 0;
  std::size_t asked_to_ = 0;         // the end of the last line
  std::vector<std::size_t> begins_;  // of the lines at hand, and where the last one ends
  std::vector<std::uint64_t> hashes_;
};

}  // namespace foureyes
