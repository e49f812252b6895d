// What the process was started with, read once: layers below see it only as explicit options.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/instant.h"

namespace foureyes {

// Where output is no terminal: lines stay whole, so that other programs can search them.
inline constexpr std::size_t kUnwrapped = 1'000'000;

struct Environment {
  std::map<std::string, std::string, std::less<>> variables;
  std::string working_directory;
  std::string program;  // this executable's own path, for hooks
  bool output_is_terminal = false;
  bool errors_are_terminal = false;
  std::size_t width = kUnwrapped;  // columns of the terminal
  Instant now;

  // "" when unset.
  std::string_view variable(std::string_view name) const;
  // Colours: on a terminal only, never with NO_COLOR (https://no-color.org) or TERM=dumb.
  bool colour_on_output() const;
  bool colour_on_errors() const;
};

Environment read_environment();

}  // namespace foureyes
