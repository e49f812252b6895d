// How long work tells that it goes on. The command line shows it on a terminal; nothing else
// listens.
#pragma once

#include <cstddef>
#include <string_view>

namespace foureyes {

class Progress {
 public:
  virtual ~Progress() = default;
  // May be called from any thread, often; `what` is a word or two ("blobs").
  virtual void advance(std::string_view what, std::size_t done, std::size_t total) = 0;
};

}  // namespace foureyes
