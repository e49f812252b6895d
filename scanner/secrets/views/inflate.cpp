#include "secrets/views/inflate.h"

#include <algorithm>
#include <zlib.h>

namespace foureyes {
namespace {

constexpr std::size_t kBlock = 64u << 10;

}  // namespace

Inflated inflate_zlib(std::string_view bytes, std::size_t limit) {
  Inflated inflated{.end = InflateEnd::corrupt};
  z_stream stream{};
  if (inflateInit(&stream) != Z_OK) return inflated;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(std::min<std::size_t>(bytes.size(), 1u << 30));
  int status = Z_OK;
  while (status == Z_OK && inflated.bytes.size() <= limit) {
    const std::size_t before = inflated.bytes.size();
    inflated.bytes.resize(before + kBlock);
    stream.next_out = reinterpret_cast<Bytef*>(inflated.bytes.data() + before);
    stream.avail_out = kBlock;
    status = inflate(&stream, Z_NO_FLUSH);
    inflated.bytes.resize(before + kBlock - stream.avail_out);
  }
  inflateEnd(&stream);
  if (status == Z_STREAM_END) inflated.end = InflateEnd::whole;
  if (inflated.bytes.size() > limit) {
    inflated.bytes.resize(limit);
    inflated.end = InflateEnd::limit;
  }
  return inflated;
}

}  // namespace foureyes
