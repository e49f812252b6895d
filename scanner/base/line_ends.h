// The lines of a text one after the other, for those who need them all.
#pragma once

#include <bit>
#include <cstdint>
#include <string_view>

#include "base/byte_mask.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace foureyes {

// Lines end at LF; the last one at the end of the text.
class LineEnds {
 public:
  // Keeps a view.
  LineEnds(std::string_view text, std::size_t from) : text_(text), block_(from) { read_block(); }

  // Of the next line, behind its LF.
  std::size_t next() {
    while (breaks_ == 0) {
      if (text_.size() - block_ <= kMaskedBytes) return text_.size();
      block_ += kMaskedBytes;
      read_block();
    }
    const auto at = static_cast<std::size_t>(std::countr_zero(breaks_));
    breaks_ &= breaks_ - 1;
    return block_ + at + 1;
  }

 private:
  void read_block() { breaks_ = mask_of_64(text_.substr(block_), breaks_in_16); }

  static std::uint32_t breaks_in_16(const char* bytes) {
#ifdef __SSE2__
    const auto block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes));
    return static_cast<std::uint32_t>(
        _mm_movemask_epi8(_mm_cmpeq_epi8(block, _mm_set1_epi8('\n'))));
#else
    std::uint32_t breaks = 0;
    for (std::size_t at = 0; at < 16; ++at) breaks |= std::uint32_t{bytes[at] == '\n'} << at;
    return breaks;
#endif
  }

  std::string_view text_;
  std::size_t block_;
  std::uint64_t breaks_ = 0;  // of the block, from the next one on
};

}  // namespace foureyes
