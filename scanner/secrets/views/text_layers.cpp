#include "secrets/views/text_layers.h"

#include "base/text.h"

namespace foureyes {

bool TextLayers::deepen() {
  const TextView* last = views_.empty() ? nullptr : views_.back().get();
  const std::string_view source = text(views_.size());
  const std::vector<ByteRange> all{{0, source.size()}};
  auto next = TextView::of(source, last == nullptr ? ranges_ : all, last, budget_);
  if (next == nullptr) return false;
  views_.push_back(std::move(next));
  return true;
}

ByteRange TextLayers::in_text(std::size_t layer, ByteRange range) const {
  for (; layer > 0; --layer) range = view(layer).in_parent(range);
  return range;
}

ByteRange TextLayers::hidden_in_text(std::size_t layer, ByteRange range) const {
  for (; layer > 0; --layer) range = view(layer).hidden_in_parent(range);
  return range;
}

std::string TextLayers::encoding(std::size_t layer, ByteRange range) const {
  std::string words;
  for (; layer > 0; --layer) {
    words += concat(words.empty() ? "in " : " in ", view(layer).encoding(range));
    range = view(layer).in_parent(range);
  }
  return words;
}

}  // namespace foureyes
