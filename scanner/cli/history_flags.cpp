#include "cli/history_flags.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <charconv>
#include <unistd.h>

#include "base/text.h"
#include "cli/random_bytes.h"

namespace foureyes {
namespace {

constexpr std::uint64_t kMostByDefault = 1u << 30;

std::uint64_t quarter_of_machine() {
  const long pages = ::sysconf(_SC_PHYS_PAGES), size = ::sysconf(_SC_PAGESIZE);
  if (pages <= 0 || size <= 0) return kMostByDefault;
  return std::min(kMostByDefault,
                  static_cast<std::uint64_t>(pages) / 4 * static_cast<std::uint64_t>(size));
}

// "512M": powers of 1024.
std::optional<std::uint64_t> parse_size(std::string_view text) {
  std::uint64_t size = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), size);
  if (parsed.ec != std::errc{} || size == 0) return std::nullopt;
  const std::string_view unit(parsed.ptr,
                              static_cast<std::size_t>(text.data() + text.size() - parsed.ptr));
  const int shift = unit.empty() ? 0 : unit == "K" ? 10 : unit == "M" ? 20 : unit == "G" ? 30 : -1;
  if (shift < 0 || size > UINT64_MAX >> shift) return std::nullopt;
  return size << shift;
}

}  // namespace

void HistoryFlags::declare(CLI::App& app) {
  app.add_flag("--all-objects", all_objects_,
               "With --history: also what no ref reaches, as a forced push leaves it behind");
  app.add_option("--since", since_, "With --history: only commits from then on")->type_name("DATE");
  app.add_option("--max-commits", max_commits_, "With --history: only the newest N commits")
      ->type_name("N");
  app.add_option("--max-memory", max_memory_,
                 "With --history: for objects at hand, such as 512M (default: a quarter of the\n"
                 "machine, at most 1G)")
      ->type_name("SIZE");
}

Result<HistoryScanOptions> HistoryFlags::options() const {
  constexpr std::size_t kSecretBytes = 32;
  HistoryScanOptions options{.memory = quarter_of_machine()};
  TRY_ASSIGN(options.line_secret, random_bytes(kSecretBytes));
  options.scope.all_objects = all_objects_;
  if (max_commits_ > 0) options.scope.max_commits = max_commits_;
  if (!since_.empty()) {
    options.scope.since = parse_instant(since_);
    if (!options.scope.since)
      return failure({concat("'", since_, "' is no date"), "--since",
                      "Write it like 2026-03-14 or 2026-03-14T09:26:53Z."});
  }
  if (!max_memory_.empty()) {
    const auto size = parse_size(max_memory_);
    if (!size)
      return failure({concat("'", max_memory_, "' is no size"), "--max-memory",
                      "Write a number of bytes, or one with K, M or G: 512M."});
    options.memory = *size;
  }
  return options;
}

}  // namespace foureyes
