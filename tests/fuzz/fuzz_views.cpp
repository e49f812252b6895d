// layer: secrets
// Any text: every byte of every view leads back to a place of the text, and decoding ends within
// its budget and depth.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "secrets/views/assigned_name.h"
#include "secrets/views/decoded_text.h"
#include "secrets/views/text_layers.h"

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

bool holds(foureyes::ByteRange outer, foureyes::ByteRange inner) {
  return outer.begin <= inner.begin && inner.end <= outer.end;
}

void check_layers(std::string_view text) {
  const std::vector<foureyes::ByteRange> everywhere{{0, text.size()}};
  foureyes::TextLayers layers(text, everywhere);
  while (layers.deepen()) {
  }
  require(layers.count() <= foureyes::kDeepestView + 1);
  for (std::size_t layer = 1; layer < layers.count(); ++layer) {
    const std::string_view view = layers.text(layer);
    const std::size_t step = 1 + view.size() / 512;
    for (std::size_t begin = 0; begin < view.size(); begin += step)
      for (const std::size_t size : {0u, 1u, 7u, 40u}) {
        const foureyes::ByteRange range{begin, std::min(view.size(), begin + size)};
        if (!layers.is_one_piece(layer, range)) continue;
        const foureyes::ByteRange place = layers.in_text(layer, range);
        require(place.begin <= place.end && place.end <= text.size());
        require(holds(layers.hidden_in_text(layer, range), place));
        require(!layers.encoding(layer, range).empty());
      }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view input(reinterpret_cast<const char*>(data) + 1, size - 1);
  const foureyes::DecodedText decoded(input);
  const foureyes::ByteRange whole = decoded.in_bytes({0, decoded.text().size()});
  require(whole.begin <= whole.end && whole.end <= input.size());
  foureyes::assigned_name(input, input.size() / 2);
  // The fuzzer need not guess the digits of what it wants decoded.
  switch (data[0] % 4) {
    case 0:
      check_layers(decoded.text());
      break;
    case 1:
      check_layers("key: " + foureyes::base64_encode(input));
      break;
    case 2:
      check_layers("key = '" + foureyes::hex_encode(input) + "'");
      break;
    default:
      check_layers("key: " + foureyes::base64_encode(foureyes::base64_encode(input)));
  }
  return 0;
}
