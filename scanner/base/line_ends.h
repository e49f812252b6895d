// The lines of a text one after the other, for those who need them all.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

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
      if (text_.size() - block_ <= kBlock) return text_.size();
      block_ += kBlock;
      read_block();
    }
    const auto at = static_cast<std::size_t>(std::countr_zero(breaks_));
    breaks_ &= breaks_ - 1;
    return block_ + at + 1;
  }

 private:
  static constexpr std::size_t kBlock = 64;

  void read_block() {
    const std::string_view rest = text_.substr(block_);
    if (rest.size() >= kBlock) {
      breaks_ = breaks_in(rest.data());
      return;
    }
    std::array<char, kBlock> padded{};
    std::memcpy(padded.data(), rest.data(), rest.size());
    breaks_ = breaks_in(padded.data());
  }

  static std::uint64_t breaks_in(const char* block) {
    std::uint64_t breaks = 0;
#ifdef __SSE2__
    const __m128i line_feed = _mm_set1_epi8('\n');
    for (std::size_t part = 0; part < 4; ++part) {
      const auto bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(block + 16 * part));
      const auto mask =
          static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(bytes, line_feed)));
      breaks |= std::uint64_t{mask} << 16 * part;
    }
#else
    for (std::size_t at = 0; at < kBlock; ++at) breaks |= std::uint64_t{block[at] == '\n'} << at;
#endif
    return breaks;
  }

  std::string_view text_;
  std::size_t block_;
  std::uint64_t breaks_ = 0;  // of the block, from the next one on
};

}  // namespace foureyes
