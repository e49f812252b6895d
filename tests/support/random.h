// Repeatable random input for properties: the same on every machine.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace foureyes::test {

// SplitMix64 (Steele, Lea, Flood 2014).
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
  }

  // Below `end`, which must not be 0.
  std::size_t below(std::size_t end) { return static_cast<std::size_t>(next() % end); }

  // `size` characters of `alphabet`.
  std::string text(std::size_t size, std::string_view alphabet) {
    std::string out;
    while (out.size() < size) out += alphabet[below(alphabet.size())];
    return out;
  }

  std::string bytes(std::size_t size) {
    std::string out;
    while (out.size() < size) out += static_cast<char>(next() & 0xff);
    return out;
  }

 private:
  std::uint64_t state_;
};

}  // namespace foureyes::test
