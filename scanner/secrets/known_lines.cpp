#include "secrets/known_lines.h"

#include <atomic>
#include <bit>
#include <sys/mman.h>

#include "base/check.h"

namespace foureyes {
namespace {

constexpr unsigned kNumberBits = 61;
constexpr std::size_t kLargePage = 2u << 20;

}  // namespace

// In large pages where there are some: slots are asked for all over the place. An empty slot is 0.
FactTable::FactTable(std::size_t bytes)
    : slot_bits_(static_cast<unsigned>(std::bit_width(bytes / sizeof(std::uint64_t))) - 1),
      mapped_((sizeof(std::uint64_t) << slot_bits_) + kLargePage),
      memory_(::mmap(nullptr, mapped_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)),
      slots_(nullptr) {
  CHECK(memory_ != MAP_FAILED, "a few MiB can be allocated");
  const auto begin = reinterpret_cast<std::uintptr_t>(memory_);
  const std::uintptr_t aligned = (begin + kLargePage - 1) / kLargePage * kLargePage;
  slots_ = reinterpret_cast<std::uint64_t*>(aligned);
  ::madvise(slots_, sizeof(std::uint64_t) << slot_bits_, MADV_HUGEPAGE);
}

FactTable::~FactTable() { ::munmap(memory_, mapped_); }

std::uint64_t& FactTable::slot_of(std::uint64_t number) const {
  return slots_[number >> (kNumberBits - slot_bits_)];
}

unsigned FactTable::fact_about(std::uint64_t number) const {
  const std::uint64_t slot = std::atomic_ref(slot_of(number)).load(std::memory_order_relaxed);
  return (slot & ((std::uint64_t{1} << kNumberBits) - 1)) == number
             ? static_cast<unsigned>(slot >> kNumberBits)
             : 0;
}

void FactTable::expect(std::uint64_t number) const { __builtin_prefetch(&slot_of(number)); }

void FactTable::add(std::uint64_t number, unsigned fact) {
  const std::uint64_t slot = std::uint64_t{fact} << kNumberBits | number;
  std::atomic_ref(slot_of(number)).store(slot, std::memory_order_relaxed);
}

}  // namespace foureyes
