// layer: input
#include <cstdint>
#include <string_view>

#include "input/index_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  static_cast<void>(foureyes::IndexFile::parse(std::string(bytes), "index"));
  return 0;
}
