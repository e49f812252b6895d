// What a report is told besides the facts it shows. Nothing here is read from the machine: terminal
// size, colour and revision come from the caller, so equal input gives equal bytes.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace foureyes {

enum class Colour { off, on };

// audit: everything, waived findings as suppressions. github: for upload to code scanning, which
// shows suppressed results as open (so they are left out) and computes the line hash itself.
enum class SarifProfile { audit, github };

// The text of a file as it was judged; nullopt when there is none. SARIF takes the line hash of
// privilege records from it.
using FileText = std::function<std::optional<std::string>(const std::string& path)>;

struct ReportOptions {
  std::string tool_version;
  Colour colour = Colour::off;
  std::size_t width = 80;  // columns of the terminal; at least 40
  SarifProfile sarif_profile = SarifProfile::audit;
  FileText file_text;  // may be empty: no line hash then
  // What a scan or a delta was made of, for SARIF; a CheckReport brings its own (Change).
  std::string repository;  // "https://..." or ""
  std::string revision;    // commit, hex, or ""
  std::string ref;         // "refs/heads/main" or ""
  // The exit code of the scan, for SARIF's invocation; a delta ends in 0, a check in its verdict's.
  std::optional<int> exit_code;
  // Commands that the terminal and Markdown reports suggest at the end, most useful first.
  std::vector<std::string> next_commands;
};

}  // namespace foureyes
