#include "input/pack/delta.h"

#include <cstring>

namespace foureyes {
namespace {

constexpr std::uint64_t kDefaultCopy = 0x10000;  // what a copy of size 0 means
constexpr std::size_t kLongestCopy = 7;          // bytes behind the code of a copy

// Seven bits a byte, the least significant first.
bool take_size(std::string_view& bytes, std::uint64_t& size) {
  size = 0;
  for (unsigned shift = 0; shift < 63 && !bytes.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    size |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
    if ((byte & 0x80) == 0) return true;
  }
  return false;
}

// The bytes of a number that `present` names, the least significant first.
std::uint64_t read_sparse(const char*& at, unsigned present, unsigned count) {
  std::uint64_t value = 0;
  for (unsigned i = 0; i < count; ++i)
    if ((present & 1u << i) != 0)
      value |= std::uint64_t{static_cast<unsigned char>(*at++)} << 8 * i;
  return value;
}

// The same, where they may not all be there.
bool take_sparse(std::string_view& bytes, unsigned present, unsigned count, std::uint64_t& value) {
  value = 0;
  for (unsigned i = 0; i < count; ++i) {
    if ((present & 1u << i) == 0) continue;
    if (bytes.empty()) return false;
    value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes.front())) << 8 * i;
    bytes.remove_prefix(1);
  }
  return true;
}

}  // namespace

std::optional<DeltaReader> DeltaReader::open(std::string_view delta) {
  DeltaReader reader;
  if (!take_size(delta, reader.base_size_) || !take_size(delta, reader.target_size_))
    return std::nullopt;
  reader.rest_ = delta;
  return reader;
}

bool DeltaReader::next(DeltaRun& run) {
  if (rest_.empty() || faulty_) return false;
  const auto code = static_cast<unsigned char>(rest_.front());
  rest_.remove_prefix(1);
  run = {.target = written_, .size = code};
  if ((code & 0x80) != 0) {
    std::uint64_t from = 0;
    const unsigned of_from = code & 0x0fu;
    const unsigned of_size = code >> 4 & 0x07u;
    if (rest_.size() >= kLongestCopy) {
      const char* at = rest_.data();
      from = read_sparse(at, of_from, 4);
      run.size = read_sparse(at, of_size, 3);
      rest_.remove_prefix(static_cast<std::size_t>(at - rest_.data()));
    } else if (!take_sparse(rest_, of_from, 4, from) || !take_sparse(rest_, of_size, 3, run.size)) {
      return fail();
    }
    if (run.size == 0) run.size = kDefaultCopy;
    if (from > base_size_ || run.size > base_size_ - from) return fail();
    run.base = from;
  } else {
    if (code == 0 || code > rest_.size()) return fail();  // 0 is reserved
    run.own = rest_.substr(0, code);
    rest_.remove_prefix(code);
  }
  if (run.size > target_size_ - written_) return fail();
  written_ += run.size;
  return true;
}

bool apply_delta(std::string_view base, std::string_view delta, char* target) {
  auto reader = DeltaReader::open(delta);
  if (!reader || reader->base_size() != base.size()) return false;
  DeltaRun run;
  while (reader->next(run)) {
    const char* from = run.base ? base.data() + *run.base : run.own.data();
    std::memcpy(target + run.target, from, run.size);
  }
  return reader->is_complete();
}

}  // namespace foureyes
