// How common a text is: words and letter sequences of public source code, counted
// (rules/generic/common_words.txt). A credential is rare text; a name or a message is common.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace foureyes {

class CommonText {
 public:
  static constexpr std::size_t kSymbols = 28;  // a-z, a digit, everything else
  static constexpr int kCostUnit = 16;         // costs are sixteenths of a bit
  static constexpr int kMostCommon = 9;

  // Reads the word list: lines of a level (1 rare to 9 common) and words in lower case.
  static Result<CommonText> from_words(std::string_view text);
  // The compiled form, as to_table() wrote it.
  static Result<CommonText> from_table(std::string table);
  const std::string& to_table() const { return table_; }

  // 1 to 9; 0 for a word that is not in the list. Letters in any case.
  int level(std::string_view word) const;
  // What the letter costs after two others, in sixteenths of a bit: low in common words.
  int cost(char before, char previous, char letter) const;

 private:
  // Trigram costs, a byte each; then words as hashes, an open table of 32 bits each whose lowest
  // four are the level.
  std::string table_;
  std::size_t slots_ = 0;
};

}  // namespace foureyes
