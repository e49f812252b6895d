#include "cli/environment.h"

#include <climits>
#include <ctime>
#include <sys/ioctl.h>
#include <unistd.h>

extern char** environ;

namespace foureyes {
namespace {

constexpr std::size_t kNarrowest = 40;
constexpr std::size_t kWidest = 120;

std::string own_path() {
  char buffer[PATH_MAX];
  const ssize_t size = readlink("/proc/self/exe", buffer, sizeof buffer);
  return size > 0 ? std::string(buffer, static_cast<std::size_t>(size)) : "foureyes";
}

std::size_t terminal_width() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
  return std::min(std::max<std::size_t>(size.ws_col, kNarrowest), kWidest);
}

bool colours_allowed(const Environment& environment) {
  return environment.variable("NO_COLOR").empty() && environment.variable("TERM") != "dumb";
}

}  // namespace

std::string_view Environment::variable(std::string_view name) const {
  const auto found = variables.find(name);
  return found == variables.end() ? std::string_view() : std::string_view(found->second);
}

bool Environment::colour_on_output() const { return output_is_terminal && colours_allowed(*this); }

bool Environment::colour_on_errors() const { return errors_are_terminal && colours_allowed(*this); }

Environment read_environment() {
  Environment environment;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    environment.variables.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  char buffer[PATH_MAX];
  if (getcwd(buffer, sizeof buffer) != nullptr) environment.working_directory = buffer;
  environment.program = own_path();
  environment.output_is_terminal = isatty(STDOUT_FILENO) == 1;
  environment.errors_are_terminal = isatty(STDERR_FILENO) == 1;
  if (environment.output_is_terminal) environment.width = terminal_width();
  environment.now = Instant{std::time(nullptr)};
  return environment;
}

}  // namespace foureyes
