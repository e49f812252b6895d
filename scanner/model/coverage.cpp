#include "model/coverage.h"

namespace foureyes {

void Coverage::add(const Coverage& other) {
  blobs += other.blobs;
  bytes += other.bytes;
  messages += other.messages;
  commits += other.commits;
  skipped += other.skipped;
  for (const auto& [filter, count] : other.suppressed) suppressed[filter] += count;
}

}  // namespace foureyes
