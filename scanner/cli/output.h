// Where reports go: --format NAME[=FILE], any number of times; without a file to standard output,
// the readable form by default.
#pragma once

#include <string>
#include <vector>

#include "base/file.h"
#include "base/result.h"
#include "cli/command.h"
#include "report/reporter.h"

namespace CLI {
class App;
}

namespace foureyes {

struct FormatRequest {
  const Reporter* reporter = nullptr;
  std::string file;  // "-": standard output
};

// The flags that every command with a report has.
class OutputFlags {
 public:
  void declare(CLI::App& app);
  // Errors: an unknown format (with the list of known ones), two reports for standard output.
  Result<std::vector<FormatRequest>> requests() const;

 private:
  std::vector<std::string> formats_;
  std::string sarif_file_;
};

// What reports are told of this process: colours and width only where standard output is a
// terminal.
ReportOptions report_options(const Session& session);

template <class Report>
Result<void> write_reports(const Report& report, const std::vector<FormatRequest>& requests,
                           const ReportOptions& options, Session& session) {
  for (const FormatRequest& request : requests) {
    ReportOptions adjusted = options;
    const bool standard_output = request.file == "-";
    if (!standard_output) adjusted.colour = Colour::off;
    const std::string text = request.reporter->render(report, adjusted);
    if (standard_output) {
      session.out << text;
    } else {
      TRY(write_file(request.file, text));
    }
  }
  return {};
}

}  // namespace foureyes
