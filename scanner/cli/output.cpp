#include "cli/output.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>

#include "base/text.h"
#include "cli/version.h"

namespace foureyes {
namespace {

std::string known_formats() {
  std::vector<std::string> names;
  for (const Reporter& reporter : reporters()) names.emplace_back(reporter.name);
  return join(names, ", ");
}

Result<FormatRequest> parse_format(std::string_view word) {
  const std::size_t equals = word.find('=');
  const std::string_view name = word.substr(0, equals);
  FormatRequest request{find_reporter(name), "-"};
  if (request.reporter == nullptr) {
    return failure({concat("there is no format '", name, "'"), "--format",
                    concat("Known formats: ", known_formats(), ".")});
  }
  if (equals != std::string_view::npos) request.file = word.substr(equals + 1);
  if (request.file.empty()) {
    return failure({"the file name is empty", concat("--format ", name, "="),
                    concat("Write --format ", name, "=FILE, or - for standard output.")});
  }
  return request;
}

}  // namespace

void OutputFlags::declare(CLI::App& app) {
  app.add_option(
         "--format", formats_,
         concat("Report format, NAME or NAME=FILE; may be repeated (", known_formats(), ")"))
      ->type_name("NAME[=FILE]");
  app.add_option("--sarif", sarif_file_, "Also write SARIF 2.1.0 to FILE")->type_name("FILE");
}

Result<std::vector<FormatRequest>> OutputFlags::requests() const {
  std::vector<FormatRequest> requests;
  for (const std::string& word : formats_) {
    TRY_ASSIGN(FormatRequest request, parse_format(word));
    requests.push_back(std::move(request));
  }
  if (!sarif_file_.empty()) requests.push_back({find_reporter("sarif"), sarif_file_});
  const auto on_output = std::count_if(requests.begin(), requests.end(),
                                       [](const FormatRequest& r) { return r.file == "-"; });
  if (on_output > 1) {
    return failure({"two reports cannot share standard output", "--format",
                    "Give all but one a file: --format NAME=FILE."});
  }
  if (on_output == 0) requests.push_back({find_reporter("terminal"), "-"});
  return requests;
}

ReportOptions report_options(const Session& session) {
  ReportOptions options;
  options.tool_version = kVersion;
  options.colour = session.environment.colour_on_output() ? Colour::on : Colour::off;
  options.width = session.environment.width;
  return options;
}

}  // namespace foureyes
