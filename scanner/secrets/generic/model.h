// The model of the generic detection: a sum of decision trees over named features, whole numbers
// throughout (rules/generic/model.txt, written by tests/bench/generic/train.py).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "secrets/generic/features.h"

namespace foureyes {

// What a feature adds to the score of one place, in thousandths of log-odds.
struct Contribution {
  Feature feature;
  std::int32_t thousandths = 0;
};

class GenericModel {
 public:
  // Text form, a line each: "foureyes generic model 1", "medium N", "low N", "bias N", then trees
  // in preorder: an inner node is FEATURE<=THRESHOLD@MEAN, a leaf its number. An unknown feature, a
  // tree that ends early or goes on after its end: an error with the line.
  static Result<GenericModel> from_text(std::string_view text);
  // The compiled form. Damaged bytes are an error; the nodes of what was read end in leaves.
  static Result<GenericModel> from_table(std::string_view table);
  std::string to_table() const;

  // Log-odds in thousandths.
  std::int32_t score(const FeatureValues& values) const;
  // Sums to score(), with the bias: each step down a tree changes the mean of what is below, and
  // the feature that it asked for gets the change. By weight, greatest first; none of zero.
  std::vector<Contribution> explain(const FeatureValues& values) const;

  std::int32_t medium() const { return medium_; }  // at least: confidence medium
  std::int32_t low() const { return low_; }        // at least: confidence low
  std::size_t trees() const { return roots_.size(); }

 private:
  struct Node {
    std::int32_t threshold = 0;  // at most: the next node; else the node at `other`
    std::int32_t value = 0;      // of a leaf its score, else the mean of what is below
    std::uint32_t other = 0;
    std::uint32_t feature = 0;  // kLeaf for a leaf
  };
  static constexpr std::uint32_t kLeaf = 0xffff;

  bool add_tree(std::string_view line);
  bool is_sound() const;

  std::int32_t medium_ = 0;
  std::int32_t low_ = 0;
  std::int32_t bias_ = 0;
  std::vector<Node> nodes_;  // trees one after the other, each in preorder
  std::vector<std::uint32_t> roots_;
};

}  // namespace foureyes
