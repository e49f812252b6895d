#include "secrets/generic/model.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>

#include "base/text.h"

namespace foureyes {
namespace {

constexpr std::string_view kTitle = "foureyes generic model 1";
constexpr std::string_view kMagic = "GENERIC 1\n";
constexpr std::size_t kMostNodes = 1'000'000;
constexpr std::size_t kHeaderBytes = 20;  // medium, low, bias, trees, nodes

bool read_number(std::string_view text, std::int32_t& number) {
  const auto end = std::from_chars(text.data(), text.data() + text.size(), number);
  return end.ec == std::errc() && end.ptr == text.data() + text.size();
}

void append_number(std::string& out, std::uint32_t number) {
  for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>(number >> shift & 0xff);
}

std::uint32_t take_number(std::string_view& bytes) {
  if (bytes.size() < 4) {
    bytes = {};
    return 0;
  }
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i)
    number |= std::uint32_t{static_cast<unsigned char>(bytes[i])} << 8 * i;
  bytes.remove_prefix(4);
  return number;
}

}  // namespace

bool GenericModel::add_tree(std::string_view line) {
  const auto root = static_cast<std::uint32_t>(nodes_.size());
  std::vector<std::uint32_t> open;  // inner nodes whose second branch is to come
  bool is_complete = false;
  for (const std::string_view token : split(line, ' ')) {
    if (is_complete || nodes_.size() >= kMostNodes) return false;
    const auto at = static_cast<std::uint32_t>(nodes_.size());
    const std::size_t sign = token.find("<=");
    const std::size_t mean = token.find('@');
    Node node{.feature = kLeaf};
    if (sign == std::string_view::npos) {
      if (!read_number(token, node.value)) return false;
      nodes_.push_back(node);
      is_complete = open.empty();
      if (!is_complete) {
        nodes_[open.back()].other = at + 1;
        open.pop_back();
      }
      continue;
    }
    const auto feature = parse_feature(token.substr(0, sign));
    if (!feature || mean == std::string_view::npos || mean < sign) return false;
    node.feature = static_cast<std::uint32_t>(*feature);
    if (!read_number(token.substr(sign + 2, mean - sign - 2), node.threshold)) return false;
    if (!read_number(token.substr(mean + 1), node.value)) return false;
    nodes_.push_back(node);
    open.push_back(at);
  }
  roots_.push_back(root);
  return is_complete;
}

// Branches lead onwards and stay within their tree, so that every walk ends in a leaf.
bool GenericModel::is_sound() const {
  for (std::size_t tree = 0; tree < roots_.size(); ++tree) {
    const std::size_t end = tree + 1 < roots_.size() ? roots_[tree + 1] : nodes_.size();
    if (roots_[tree] >= end || end > nodes_.size()) return false;
    for (std::size_t at = roots_[tree]; at < end; ++at) {
      const Node& node = nodes_[at];
      if (node.feature == kLeaf) continue;
      if (node.feature >= kFeatures || at + 1 >= end) return false;
      if (node.other <= at || node.other >= end) return false;
    }
    if (nodes_[end - 1].feature != kLeaf) return false;
  }
  return low_ <= medium_;
}

Result<GenericModel> GenericModel::from_text(std::string_view text) {
  GenericModel model;
  std::size_t number = 0;
  for (const std::string_view line : split_lines(text)) {
    ++number;
    if (line.empty() || line.front() == '#') continue;
    const std::size_t space = std::min(line.find(' '), line.size());
    const std::string_view name = line.substr(0, space);
    const std::string_view rest = line.substr(std::min(space + 1, line.size()));
    bool is_right = line == kTitle;
    if (name == "medium") is_right = read_number(rest, model.medium_);
    if (name == "low") is_right = read_number(rest, model.low_);
    if (name == "bias") is_right = read_number(rest, model.bias_);
    if (name == "tree") is_right = model.add_tree(rest);
    if (!is_right)
      return failure({.what = "this line of the generic model cannot be read",
                      .where = concat("model.txt:", number),
                      .fix = "write it again with tests/bench/generic/train.py"});
  }
  if (!model.is_sound())
    return failure({.what = "the generic model is damaged", .where = "model.txt"});
  return model;
}

std::string GenericModel::to_table() const {
  std::string out(kMagic);
  for (const std::int32_t number : {medium_, low_, bias_})
    append_number(out, static_cast<std::uint32_t>(number));
  append_number(out, static_cast<std::uint32_t>(roots_.size()));
  append_number(out, static_cast<std::uint32_t>(nodes_.size()));
  for (const std::uint32_t root : roots_) append_number(out, root);
  for (const Node& node : nodes_) {
    append_number(out, static_cast<std::uint32_t>(node.threshold));
    append_number(out, static_cast<std::uint32_t>(node.value));
    append_number(out, node.other);
    append_number(out, node.feature);
  }
  return out;
}

Result<GenericModel> GenericModel::from_table(std::string_view table) {
  const Error broken{.what = "the compiled generic model is damaged",
                     .fix = "build foureyes again"};
  if (!table.starts_with(kMagic)) return failure(broken);
  table.remove_prefix(kMagic.size());
  if (table.size() < kHeaderBytes) return failure(broken);
  GenericModel model;
  model.medium_ = static_cast<std::int32_t>(take_number(table));
  model.low_ = static_cast<std::int32_t>(take_number(table));
  model.bias_ = static_cast<std::int32_t>(take_number(table));
  const std::size_t roots = take_number(table);
  const std::size_t nodes = take_number(table);
  if (nodes > kMostNodes || roots > nodes || table.size() != roots * 4 + nodes * 16)
    return failure(broken);
  for (std::size_t i = 0; i < roots; ++i) model.roots_.push_back(take_number(table));
  model.nodes_.reserve(nodes);
  for (std::size_t i = 0; i < nodes; ++i) {
    Node node;
    node.threshold = static_cast<std::int32_t>(take_number(table));
    node.value = static_cast<std::int32_t>(take_number(table));
    node.other = take_number(table);
    node.feature = take_number(table);
    model.nodes_.push_back(node);
  }
  if (!model.is_sound()) return failure(broken);
  return model;
}

std::int32_t GenericModel::score(const FeatureValues& values) const {
  std::int64_t sum = bias_;
  for (std::size_t at : roots_) {
    while (nodes_[at].feature != kLeaf)
      at = values[nodes_[at].feature] <= nodes_[at].threshold ? at + 1 : nodes_[at].other;
    sum += nodes_[at].value;
  }
  return static_cast<std::int32_t>(std::clamp<std::int64_t>(sum, INT32_MIN, INT32_MAX));
}

std::vector<Contribution> GenericModel::explain(const FeatureValues& values) const {
  std::array<std::int64_t, kFeatures> sums{};
  for (std::size_t at : roots_) {
    while (nodes_[at].feature != kLeaf) {
      const Node& node = nodes_[at];
      at = values[node.feature] <= node.threshold ? at + 1 : node.other;
      sums[node.feature] += std::int64_t{nodes_[at].value} - node.value;
    }
  }
  std::vector<Contribution> contributions;
  for (std::size_t i = 0; i < kFeatures; ++i)
    if (sums[i] != 0)
      contributions.push_back({static_cast<Feature>(i), static_cast<std::int32_t>(sums[i])});
  std::stable_sort(contributions.begin(), contributions.end(),
                   [](const Contribution& a, const Contribution& b) {
                     return std::abs(a.thousandths) > std::abs(b.thousandths);
                   });
  return contributions;
}

}  // namespace foureyes
