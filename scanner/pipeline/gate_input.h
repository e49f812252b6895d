// What the gate reads beside the repository's history, and how the report names it.
#pragma once

#include <string>
#include <string_view>

#include "model/check_report.h"

namespace foureyes {

// A file from outside the repository's history, as read.
struct ExternalFile {
  std::string name;  // without directories: how errors and the pack call it
  std::string content;
  // Of the bytes as they came, where `content` is a redacted copy of them (a pack's); else "".
  std::string original_sha256 = {};
};

// GateInput::origin of what the caller handed in.
inline constexpr std::string_view kCommandLineOrigin = "command line";

GateInput gate_input(std::string_view kind, std::string origin, const ExternalFile& file);

}  // namespace foureyes
