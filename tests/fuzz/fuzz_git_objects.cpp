// layer: input
#include <cstdint>
#include <string_view>

#include "input/git_objects.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace foureyes;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  RawTreeReader tree(bytes);
  for (RawTreeEntry entry; tree.next(entry);) static_cast<void>(entry.kind());
  static_cast<void>(parse_commit_header(bytes));
  static_cast<void>(parse_commit(*ObjectId::parse(std::string(40, '0')), bytes));
  static_cast<void>(message_of(bytes));
  static_cast<void>(tag_target(bytes));
  return 0;
}
