#include "input/pack/delta.h"

#include <cstring>

namespace foureyes {
namespace {

constexpr std::uint64_t kDefaultCopy = 0x10000;  // what a copy of size 0 means

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
    if (!take_sparse(rest_, code & 0x0fu, 4, from) ||
        !take_sparse(rest_, code >> 4 & 0x07u, 3, run.size))
      return fail();
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
