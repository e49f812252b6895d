#include "input/pack/forest_links.h"

#include <algorithm>
#include <numeric>

namespace foureyes {

ForestLinks::ForestLinks(const std::vector<ForestLink>& links)
    : bases_(links.size()), types_(links.size()) {
  for (std::size_t i = 0; i < links.size(); ++i) {
    bases_[i] = links[i].base;
    types_[i] = links[i].type;
  }
  link_children();
  const std::vector<ForestIndex> order = bases_first();
  for (const ForestIndex object : order)
    if (bases_[object] != kNoForestIndex) types_[object] = types_[bases_[object]];
  weigh(links, order);
}

void ForestLinks::link_children() {
  first_children_.assign(size() + std::size_t{1}, 0);
  for (const ForestIndex base : bases_)
    if (base != kNoForestIndex) ++first_children_[base + std::size_t{1}];
  std::partial_sum(first_children_.begin(), first_children_.end(), first_children_.begin());
  children_.resize(first_children_.back());
  std::vector<std::uint32_t> next(first_children_.begin(), first_children_.end() - 1);
  for (ForestIndex object = 0; object < size(); ++object)
    if (bases_[object] != kNoForestIndex) children_[next[bases_[object]]++] = object;
}

bool ForestLinks::lead_back() const {
  for (ForestIndex object = 0; object < size(); ++object)
    if (bases_[object] != kNoForestIndex && bases_[object] >= object) return false;
  return true;
}

// All that a root reaches, bases before what is built on them. Mostly that is the order of the
// pack, where offsets lead back.
std::vector<ForestIndex> ForestLinks::bases_first() const {
  std::vector<ForestIndex> order;
  order.reserve(size());
  if (lead_back()) {
    order.resize(size());
    std::iota(order.begin(), order.end(), ForestIndex{0});
    return order;
  }
  for (ForestIndex object = 0; object < size(); ++object)
    if (types_[object] != EntryType::none) order.push_back(object);
  for (std::size_t i = 0; i < order.size(); ++i)
    for (const ForestIndex child : children(order[i])) order.push_back(child);
  return order;
}

void ForestLinks::weigh(const std::vector<ForestLink>& links,
                        const std::vector<ForestIndex>& order) {
  std::vector<ForestRoot> trees(size());
  for (ForestIndex object = 0; object < size(); ++object)
    trees[object] = {.object = object, .objects = 1, .packed_size = links[object].packed_size};
  for (std::size_t i = order.size(); i-- > 0;) {
    const ForestIndex base = bases_[order[i]];
    if (base == kNoForestIndex) continue;
    trees[base].objects += trees[order[i]].objects;
    trees[base].packed_size += trees[order[i]].packed_size;
  }
  for (ForestIndex object = 0; object < size(); ++object) {
    if (bases_[object] == kNoForestIndex && types_[object] != EntryType::none)
      roots_.push_back(trees[object]);
    const auto first = children_.begin() + first_children_[object];
    const auto last = children_.begin() + first_children_[object + std::size_t{1}];
    if (last - first < 2) continue;
    const auto heaviest = std::max_element(first, last, [&](ForestIndex a, ForestIndex b) {
      return trees[a].packed_size < trees[b].packed_size;
    });
    std::rotate(heaviest, heaviest + 1, last);
  }
}

}  // namespace foureyes
