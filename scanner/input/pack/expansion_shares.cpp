#include "input/pack/expansion_shares.h"

#include <algorithm>

namespace foureyes {

ExpansionShares::ExpansionShares(const ObjectForest& forest, const std::vector<ForestRoot>& roots,
                                 const ExpansionLimit& limit)
    : forest_(forest) {
  for (const ForestRoot& root : roots) {
    packed_ += static_cast<double>(root.packed_size);
    expected_ += expected(root);
  }
  total_ = std::max(static_cast<double>(limit.factor) * packed_, static_cast<double>(limit.floor));
}

std::uint64_t ExpansionShares::of(const ForestRoot& root) const {
  const double share = static_cast<double>(root.packed_size) / packed_ + expected(root) / expected_;
  return static_cast<std::uint64_t>(total_ / 2 * share);
}

double ExpansionShares::expected(const ForestRoot& root) const {
  const std::string_view packed = forest_.packed(root.object);
  const auto head = read_entry_head(packed);
  if (!head) return 0;
  const std::uint64_t size = std::min<std::uint64_t>(head->size, packed.size() * kMostExpansion);
  return static_cast<double>(size) * root.objects;
}

}  // namespace foureyes
