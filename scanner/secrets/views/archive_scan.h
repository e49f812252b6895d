// The detection of an archive: that of its entries, and of theirs.
#pragma once

#include <functional>

#include "secrets/detector.h"

namespace foureyes {

// How one content is scanned: as a text with a name, or by its name alone.
struct ScanOne {
  std::function<Detection(const Content&)> text;
  std::function<Detection(const Content&)> name;
};

// Content that only begins like an archive is scanned as a text.
Detection scan_archive(const Content& content, const ScanOne& scan_one);

}  // namespace foureyes
