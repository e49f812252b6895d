// Git's deltas: a target as runs copied from a base and bytes of its own. Format:
// gitformat-pack(5), "Deltified representation".
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace foureyes {

// A stretch of the target.
struct DeltaRun {
  std::uint64_t target = 0;                // where it starts there
  std::uint64_t size = 0;                  // at least 1
  std::optional<std::uint64_t> base = {};  // where it stands in the base; none: its own bytes
  std::string_view own = {};
};

// Reads instructions one by one. Never reads past the delta; that copies lie inside the base and
// that the target gets its size is checked here.
class DeltaReader {
 public:
  // nullopt: no delta. Keeps a view of the delta.
  static std::optional<DeltaReader> open(std::string_view delta);

  std::uint64_t base_size() const { return base_size_; }
  std::uint64_t target_size() const { return target_size_; }
  // False at the end and at the first fault.
  bool next(DeltaRun& run);
  // Whether the whole delta was read and the target is complete.
  bool is_complete() const { return !faulty_ && rest_.empty() && written_ == target_size_; }

 private:
  DeltaReader() = default;
  bool fail() {
    faulty_ = true;
    return false;
  }
  std::string_view rest_;
  std::uint64_t base_size_ = 0;
  std::uint64_t target_size_ = 0;
  std::uint64_t written_ = 0;
  bool faulty_ = false;
};

// Writes the target; `target` has room for the reader's target_size(). False: the delta is faulty
// or for another base.
bool apply_delta(std::string_view base, std::string_view delta, char* target);

}  // namespace foureyes
