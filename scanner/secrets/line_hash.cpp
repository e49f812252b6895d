#include "secrets/line_hash.h"

#include <cstring>

#include "base/digest.h"
#include "base/text.h"

namespace foureyes {
namespace {

__extension__ using Wide = unsigned __int128;

constexpr std::uint64_t kPrime = (std::uint64_t{1} << 61) - 1;
constexpr std::size_t kPair = 16;  // bytes

Wide product(std::uint64_t a, std::uint64_t b) { return static_cast<Wide>(a) * b; }

// Below 2^61 + 8, of a number below 2^124 + 2^123.
std::uint64_t reduce(Wide number) {
  const auto low = static_cast<std::uint64_t>(number) & kPrime;
  const std::uint64_t sum = low + static_cast<std::uint64_t>(number >> 61);
  return (sum & kPrime) + (sum >> 61);
}

std::uint64_t fully_reduced(std::uint64_t number) {
  return number >= kPrime ? number - kPrime : number;
}

template <class Word>
std::uint64_t load(const char* at) {
  Word word = 0;
  std::memcpy(&word, at, sizeof word);
  return word;
}

// Words that tell a text of fewer bytes than a pair has, if its size is known.
std::array<std::uint64_t, 2> short_pair(std::string_view text) {
  const char* end = text.data() + text.size();
  if (text.size() >= 8) return {load<std::uint64_t>(text.data()), load<std::uint64_t>(end - 8)};
  if (text.size() >= 4) return {load<std::uint32_t>(text.data()), load<std::uint32_t>(end - 4)};
  if (text.empty()) return {0, 0};
  return {load<std::uint8_t>(text.data()),
          load<std::uint8_t>(text.data() + text.size() / 2) << 8 | load<std::uint8_t>(end - 1)};
}

// A word of the secret's, as good as random.
std::uint64_t drawn(std::string_view secret, std::size_t number) {
  const Sha256 digest = sha256(concat(number, ':', secret));
  return load<std::uint64_t>(reinterpret_cast<const char*>(digest.bytes.data()));
}

}  // namespace

LineHash::LineHash(std::string_view secret) : block_keys_(), powers_(), factors_() {
  std::size_t next = 0;
  for (std::uint64_t& key : block_keys_) key = drawn(secret, next++);
  for (std::uint64_t& factor : factors_) factor = drawn(secret, next++) % kPrime;
  powers_[0] = drawn(secret, next) % kPrime;
  for (std::size_t i = 1; i < powers_.size(); ++i)
    powers_[i] = fully_reduced(reduce(product(powers_[i - 1], powers_[0])));
}

std::uint64_t LineHash::of_line(std::string_view line) const {
  std::uint64_t hash = line.size() + 1;
  Wide block = 0;
  std::size_t pair = 0;
  const auto fold = [&] {
    const std::uint64_t low = static_cast<std::uint64_t>(block) & kPrime;
    const std::uint64_t middle = static_cast<std::uint64_t>(block >> 61) & kPrime;
    const auto high = static_cast<std::uint64_t>(block >> 122);
    hash = reduce(product(hash, powers_[2]) + product(low, powers_[1]) +
                  product(middle, powers_[0]) + high);
    block = 0;
    pair = 0;
  };
  const auto add = [&](std::uint64_t first, std::uint64_t second) {
    if (pair == kBlockPairs) fold();
    block += product(first + block_keys_[2 * pair], second + block_keys_[2 * pair + 1]);
    ++pair;
  };
  const char* at = line.data();
  const char* const end = at + line.size();
  if (line.size() < kPair) {
    const auto [first, second] = short_pair(line);
    add(first, second);
  } else {
    for (; at + kPair <= end; at += kPair)
      add(load<std::uint64_t>(at), load<std::uint64_t>(at + kPair / 2));
    // The last bytes, with some once more.
    if (at < end) add(load<std::uint64_t>(end - kPair), load<std::uint64_t>(end - kPair / 2));
  }
  fold();
  return fully_reduced(hash);
}

std::uint64_t LineHash::of_neighbourhood(const std::uint64_t* lines, std::uint64_t context) const {
  Wide sum = product(context, factors_[kNeighbourhoodLines]);
  for (std::size_t i = 0; i < 3; ++i) sum += product(lines[i], factors_[i]);
  sum = reduce(sum);
  for (std::size_t i = 3; i < kNeighbourhoodLines; ++i) sum += product(lines[i], factors_[i]);
  return fully_reduced(reduce(sum));
}

}  // namespace foureyes
