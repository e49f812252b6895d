// How common a text is: words and letter sequences of public source code, counted
// (rules/generic/common_words.txt). A credential is rare text; a name or a message is common.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
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
  // The compiled form, as to_table() wrote it; the bytes must outlive this.
  static Result<CommonText> from_table(std::string_view table);
  std::string_view to_table() const { return table_; }

  CommonText(CommonText&&) noexcept = default;
  CommonText& operator=(CommonText&&) noexcept = default;

  // 1 to 9; 0 for a word that is not in the list. Letters in any case.
  int level(std::string_view word) const;
  // What the letter costs after two others, in sixteenths of a bit: low in common words.
  int cost(char before, char previous, char letter) const;

 private:
  CommonText() = default;
  // Trigram costs, a byte each; then words as hashes, an open table of 32 bits each whose lowest
  // four are the level.
  std::string_view table_;
  std::unique_ptr<const std::string> made_;  // what table_ views, where it was made here
  std::size_t slots_ = 0;
};

}  // namespace foureyes
