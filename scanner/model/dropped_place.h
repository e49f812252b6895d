// A place that speaks of a credential and holds none, and why: what `scan --explain` shows. Holds
// no value.
#pragma once

#include <string>

#include "base/text_position.h"

namespace foureyes {

struct DroppedPlace {
  std::string path;
  TextRegion region;    // of the value
  std::string kind;     // as Coverage::suppressed counts it
  std::string reasons;  // of the model; empty where a form decided
};

}  // namespace foureyes
