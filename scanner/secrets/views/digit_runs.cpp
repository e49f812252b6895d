// Nearly every byte of a scan passes through skip_short_runs and nothing else here: 16 bytes at a
// time on x86-64. Elsewhere it steps from the far end of the shortest run, as Boyer and Moore do.
#include "secrets/views/digit_runs.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/byte_mask.h"
#include "secrets/views/container.h"
#include "secrets/views/plausible_text.h"

namespace foureyes {
namespace {

constexpr std::uint8_t kNoDigit = 0xff;
constexpr std::size_t kHead = 12;       // decoded bytes that decide whether to go on
constexpr std::size_t kMostStarts = 8;  // places in a run where an encoding may begin
constexpr std::size_t kBlock = 4096;

// '+' and '-' are 62, '/' and '_' 63.
constexpr std::array<std::uint8_t, 256> kBase64 = [] {
  std::array<std::uint8_t, 256> table{};
  for (auto& value : table) value = kNoDigit;
  for (unsigned i = 0; i < 26; ++i) {
    table['A' + i] = static_cast<std::uint8_t>(i);
    table['a' + i] = static_cast<std::uint8_t>(26 + i);
  }
  for (unsigned i = 0; i < 10; ++i) table['0' + i] = static_cast<std::uint8_t>(52 + i);
  table['+'] = table['-'] = 62;
  table['/'] = table['_'] = 63;
  return table;
}();

constexpr std::array<std::uint8_t, 256> kHex = [] {
  std::array<std::uint8_t, 256> table{};
  for (auto& value : table) value = kNoDigit;
  for (unsigned i = 0; i < 10; ++i) table['0' + i] = static_cast<std::uint8_t>(i);
  for (unsigned i = 0; i < 6; ++i)
    table['a' + i] = table['A' + i] = static_cast<std::uint8_t>(10 + i);
  return table;
}();

std::uint8_t base64_digit(char c) { return kBase64[static_cast<unsigned char>(c)]; }
std::uint8_t hex_digit(char c) { return kHex[static_cast<unsigned char>(c)]; }
bool is_separator(char c) { return c == '+' || c == '/' || c == '-' || c == '_'; }

#ifdef __SSE2__
// A bit a byte of 16 bytes: whether it is a digit of base64.
std::uint32_t digit_mask(const char* bytes) {
  const auto all = [](int c) { return _mm_set1_epi8(static_cast<char>(c)); };
  const auto in_range = [&](__m128i value, int low, int size) {
    const __m128i offset = _mm_sub_epi8(value, all(low));
    return _mm_cmpeq_epi8(_mm_min_epu8(offset, all(size - 1)), offset);
  };
  const __m128i value = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes));
  const __m128i letter = in_range(_mm_or_si128(value, all(0x20)), 'a', 26);
  const __m128i digit = in_range(value, '/', 11);  // "/0123456789"
  const __m128i sign =
      _mm_or_si128(_mm_cmpeq_epi8(value, all('+')), _mm_cmpeq_epi8(value, all('-')));
  const __m128i other = _mm_or_si128(sign, _mm_cmpeq_epi8(value, all('_')));
  const __m128i any = _mm_or_si128(_mm_or_si128(letter, digit), other);
  return static_cast<std::uint32_t>(_mm_movemask_epi8(any));
}

// Where the next run begins, or the end of the text.
std::size_t skip_short_runs(std::string_view text, std::size_t from) {
  static_assert(kLeastBase64Digits == 16);
  int before = 0;  // digits at the end of the last 64 bytes
  for (; from < text.size(); from += 64) {
    const std::uint64_t mask = mask_of_64(text.substr(from), digit_mask);
    if (before + std::countr_one(mask) >= 16) return from - static_cast<std::size_t>(before);
    std::uint64_t runs = mask;
    for (const int shift : {1, 2, 4, 8}) runs &= runs >> shift;
    if (runs != 0) return from + static_cast<std::size_t>(std::countr_zero(runs));
    before = std::countl_one(mask);
  }
  return text.size();
}
#else
std::size_t skip_short_runs(std::string_view text, std::size_t begin) {
  while (begin + kLeastBase64Digits <= text.size()) {
    std::size_t at = begin + kLeastBase64Digits;
    while (at > begin && base64_digit(text[at - 1]) != kNoDigit) --at;
    if (at == begin) return begin;
    begin = at;
  }
  return text.size();
}
#endif

// The next run of at least kLeastBase64Digits; an empty range at the end of the text.
ByteRange next_run(std::string_view text, std::size_t from) {
  const std::size_t begin = skip_short_runs(text, from);
  std::size_t end = std::min(text.size(), begin + kLeastBase64Digits);
  while (end < text.size() && base64_digit(text[end]) != kNoDigit) ++end;
  return {begin, end};
}

// How a run of digits reads: which bits a digit carries.
struct Digits {
  Encoding encoding;
  std::uint32_t bits;
  const std::array<std::uint8_t, 256>& table;
};
constexpr Digits kBase64Digits{Encoding::base64, 6, kBase64};
constexpr Digits kHexDigits{Encoding::hex, 4, kHex};

// Decodes as it is fed; the two alphabets of base64 do not mix.
class Decoder {
 public:
  Decoder(const Digits& digits, std::string& out) : digits_(digits), out_(out) {}
  // Returns how much of the line was taken: all of it, or up to what is no digit.
  std::size_t feed(std::string_view line) {
    for (std::size_t at = 0; at < line.size(); ++at) {
      const std::uint8_t digit = digits_.table[static_cast<unsigned char>(line[at])];
      if (digit == kNoDigit || !fits_alphabet(line[at])) return at;
      buffer_ = buffer_ << digits_.bits | digit;
      held_ += digits_.bits;
      if (held_ < 8) continue;
      held_ -= 8;
      out_ += static_cast<char>(buffer_ >> held_ & 0xff);
    }
    return line.size();
  }

 private:
  bool fits_alphabet(char c) {
    const bool standard = c == '+' || c == '/';
    if (!standard && c != '-' && c != '_') return true;
    const char alphabet = standard ? '+' : '-';
    if (alphabet_ == '\0') alphabet_ = alphabet;
    return alphabet_ == alphabet;
  }
  const Digits& digits_;
  std::string& out_;
  std::uint32_t buffer_ = 0;
  std::uint32_t held_ = 0;
  char alphabet_ = '\0';
};

// Whether a byte may stand among the first three of a text or of a container.
constexpr std::array<bool, 256> kMayBegin = [] {
  std::array<bool, 256> table{};
  for (unsigned byte = 0x20; byte < 256; ++byte) table[byte] = byte != 0x7f;
  // White space, zeros of UTF-16, and the marks of gzip and zip.
  for (const unsigned byte : {0x00, 0x01, 0x03, 0x05, 0x08, 0x09, 0x0a, 0x0d, 0x1b, 0x1f})
    table[byte] = true;
  return table;
}();

// Most names end here. No text begins with 0x80 to 0xc1; a lead byte has its second one behind it.
bool may_begin(std::uint32_t three_bytes) {
  const std::uint32_t first = three_bytes >> 16;
  const std::uint32_t second = three_bytes >> 8 & 0xff;
  const std::uint32_t third = three_bytes & 0xff;
  if (!kMayBegin[first] || !kMayBegin[second] || !kMayBegin[third]) return false;
  const auto is_continuation = [](std::uint32_t byte) { return (byte & 0xc0) == 0x80; };
  if (is_continuation(first)) return false;
  // 0xfd 0x37 of xz, 0xff 0xfe of UTF-16.
  if (first >= 0xc0 && first < 0xf8) return is_continuation(second);
  if (first < 0x80 && is_continuation(second))
    return first == 0x1f || first == 0x28 || first == 0x78;
  return true;
}

// Whether the first bytes could be those of a text or of a container.
bool has_promising_head(const Digits& digits, std::string_view run) {
  std::uint32_t three_bytes = 0;
  for (std::size_t i = 0; i < 24 / digits.bits; ++i)
    three_bytes = three_bytes << digits.bits | digits.table[static_cast<unsigned char>(run[i])];
  if (!may_begin(three_bytes)) return false;
  std::string head;
  Decoder(digits, head).feed(run.substr(0, kHead * 8 / digits.bits));
  if (head.size() < kHead) return false;
  if (is_plausible_text(head) || container_of(head) != Container::none) return true;
  // UTF-16 needs more bytes to be told.
  return (head[1] == '\0' && head[3] == '\0') || (head[0] == '\0' && head[2] == '\0');
}

// The digits of the next line, when it continues a wrapped run: after a line break and indentation
// (written out, or as \n in a string).
ByteRange continuation(std::string_view text, std::size_t end, std::size_t width) {
  std::size_t at = end;
  if (text.substr(at, 2) == "\\n") {
    at += 2;
  } else if (text.substr(at, 4) == "\\r\\n") {
    at += 4;
  } else {
    if (text.substr(at, 1) == "\r") ++at;
    if (text.substr(at, 1) != "\n") return {end, end};
    ++at;
    while (at < text.size() && at - end < 256 && (text[at] == ' ' || text[at] == '\t')) ++at;
  }
  std::size_t stop = at;
  while (stop < text.size() && stop - at <= width && is_base64_digit(text[stop])) ++stop;
  if (stop - at > width) return {end, end};
  return {at, stop};
}

class Search {
 public:
  Search(std::string_view text, const VisitRun& visit) : text_(text), visit_(visit) {}

  void run(std::size_t from) {
    for (ByteRange run = next_run(text_, from); run.size() > 0; run = next_run(text_, run.end))
      run.end = std::max(run.end, read(run));
  }

 private:
  // Tries the beginning and, where '/' or another separator may have joined a word to it, what
  // comes after. Returns where the decoded run ends; 0 when nothing was.
  std::size_t read(ByteRange run) {
    std::size_t starts = 0;
    for (std::size_t at = run.begin; at + kLeastBase64Digits <= run.end && starts < kMostStarts;) {
      if (const std::size_t end = read_at({at, run.end})) return end;
      ++starts;
      while (at < run.end && !is_separator(text_[at])) ++at;
      while (at < run.end && is_separator(text_[at])) ++at;
    }
    return 0;
  }

  std::size_t read_at(ByteRange run) {
    const std::string_view text = text_.substr(run.begin, run.size());
    std::size_t hex = 0;
    while (hex < text.size() && hex_digit(text[hex]) != kNoDigit) ++hex;
    if (hex >= kLeastHexDigits && hex % 2 == 0 && has_promising_head(kHexDigits, text))
      if (const std::size_t end = decode(kHexDigits, {run.begin, run.begin + hex})) return end;
    if (has_promising_head(kBase64Digits, text)) return decode(kBase64Digits, run);
    return 0;
  }

  // Decodes the run and the lines that continue it.
  std::size_t decode(const Digits& digits, ByteRange run) {
    DecodedRun decoded{.encoding = digits.encoding};
    Decoder decoder(digits, decoded.bytes);
    const std::size_t width = run.size();
    std::size_t units = 0;
    ByteRange line = run;
    std::size_t end = run.begin;
    bool is_container = false;
    bool is_told = false;
    std::size_t checked = 0;
    while (line.size() > 0) {
      decoded.marks.push_back({units, line.begin});
      // In blocks, so that a picture with a lucky beginning ends here soon.
      std::size_t fed = 0;
      while (fed < line.size()) {
        const std::string_view rest = text_.substr(line.begin + fed, line.size() - fed);
        const std::string_view block = rest.substr(0, kBlock);
        const std::size_t taken = decoder.feed(block);
        fed += taken;
        if (!is_told) is_container = container_of(decoded.bytes) != Container::none;
        is_told = true;
        if (!is_container && !is_text_so_far(decoded.bytes, checked)) break;
        if (taken < block.size()) break;
      }
      units += fed;
      end = line.begin + fed;
      const bool whole = fed == line.size() && (is_container || checked + 4 > decoded.bytes.size());
      const bool may_continue = line.size() == width && width >= kLeastWrappedDigits;
      if (!whole || !may_continue) break;
      line = continuation(text_, end, width);
    }
    const std::size_t length =
        is_container ? decoded.bytes.size() : plausible_length(decoded.bytes);
    if (length < kHead) return 0;
    if (length < decoded.bytes.size()) {
      decoded.bytes.resize(length);
      end =
          source_of(text_, digits.encoding, decoded.marks.data(), decoded.marks.size(), {0, length})
              .end;
    }
    for (int padding = 0; padding < 2 && end < text_.size() && text_[end] == '='; ++padding) ++end;
    decoded.source = {run.begin, end};
    visit_(std::move(decoded));
    return end;
  }

  // Moves `checked` on; false when something before the last few bytes is no text.
  static bool is_text_so_far(const std::string& bytes, std::size_t& checked) {
    checked += plausible_length(std::string_view(bytes).substr(checked));
    return checked + 4 > bytes.size();
  }

  std::string_view text_;
  const VisitRun& visit_;
};

}  // namespace

bool is_base64_digit(char c) { return base64_digit(c) != kNoDigit; }

bool is_within_wrapped_block(std::string_view text, std::size_t at) {
  std::size_t end = at;
  for (const char c : {'\n', '\r'})
    if (end > 0 && text[end - 1] == c) --end;
  if (end < kLeastWrappedDigits) return false;
  const std::string_view line = text.substr(end - kLeastWrappedDigits, kLeastWrappedDigits);
  return std::all_of(line.rbegin(), line.rend(), is_base64_digit);
}

void find_digit_runs(std::string_view text, ByteRange range, const VisitRun& visit) {
  Search(text.substr(0, range.end), visit).run(range.begin);
}

}  // namespace foureyes
