// How the readers of the three forms put a pack together from hostile input: bounded, and with
// every oddity remembered.
#pragma once

#include <string>
#include <string_view>

#include "evidence/pack.h"

namespace foureyes {

class PackAssembler {
 public:
  PackAssembler(std::string_view form_name, const PackLimits& limits);

  // Keeps the member; an impossible or doubled name is an irregularity and the bytes are dropped.
  // An error past the limits.
  Result<void> add(std::string_view name, std::string bytes);
  // Before bytes are read: whether a member of that size may still come.
  Result<void> check_room(std::size_t size) const;
  void note_irregularity(std::string sentence);
  const Pack& pack() const { return pack_; }
  Pack take() { return std::move(pack_); }

 private:
  std::string form_name_;
  PackLimits limits_;
  Pack pack_;
  std::size_t seen_ = 0;
  std::size_t total_bytes_ = 0;
};

// The readers of the forms; pack_form.h chooses among them.
bool looks_like_tar(std::string_view bytes);
bool looks_like_page(std::string_view bytes);
Result<Pack> read_tar(std::string_view bytes, std::string_view name, const PackLimits& limits);
Result<Pack> read_page(std::string_view bytes, std::string_view name, const PackLimits& limits);
Result<Pack> read_pack_directory(const std::string& directory, const PackLimits& limits);

// A sentence that names the first byte at which `found` differs from `expected`, or "".
std::string first_byte_difference(std::string_view found, std::string_view expected,
                                  std::string_view form_name);

}  // namespace foureyes
