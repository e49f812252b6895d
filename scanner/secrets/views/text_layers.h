// A text and what is encoded in it, layer by layer: 0 is the text itself, each further one the view
// of the one before (text_view.h).
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_position.h"
#include "secrets/views/text_view.h"

namespace foureyes {

class TextLayers {
 public:
  // Of what stands in `ranges` of the text. Keeps a view of the text, and a reference.
  TextLayers(std::string_view text, const std::vector<ByteRange>& ranges)
      : text_(text), ranges_(ranges), budget_(text.size()) {}

  // Decodes the next layer; false when nothing is encoded in the last one.
  bool deepen();
  std::size_t count() const { return views_.size() + 1; }
  std::string_view text(std::size_t layer) const {
    return layer == 0 ? text_ : views_[layer - 1]->text();
  }
  // Of a layer above 0.
  const TextView& view(std::size_t layer) const { return *views_[layer - 1]; }
  // Whether a match in this layer is one of a text and not of two pieces side by side.
  bool is_one_piece(std::size_t layer, ByteRange range) const {
    return layer == 0 || view(layer).is_within_piece(range);
  }
  // Whether this is a text of this layer and not a name of the one before.
  bool is_own(std::size_t layer, ByteRange range) const {
    return layer == 0 || view(layer).is_decoded(range);
  }

  // From a range of a layer to the text itself: what encodes it there, and what a person must not
  // see there.
  ByteRange in_text(std::size_t layer, ByteRange range) const;
  ByteRange hidden_in_text(std::size_t layer, ByteRange range) const;
  // "in gzip in base64"; empty for the text itself.
  std::string encoding(std::size_t layer, ByteRange range) const;

  const ViewBudget& budget() const { return budget_; }

 private:
  std::string_view text_;
  const std::vector<ByteRange>& ranges_;
  ViewBudget budget_;
  std::vector<std::unique_ptr<TextView>> views_;
};

}  // namespace foureyes
