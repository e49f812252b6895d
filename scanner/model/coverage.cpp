#include "model/coverage.h"

namespace foureyes {

void Coverage::skip(const Notice& notice) {
  ++skipped;
  ++skipped_by[std::string(name_of(notice.reason))];
}

}  // namespace foureyes
