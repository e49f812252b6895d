#include "report/reporter.h"

#include "report/formats/formats.h"

namespace foureyes {
namespace {

constexpr Reporter kReporters[] = {
#define REPORTER(name, description) \
  {#name, description, formats::name, formats::name, formats::name},
#include "report/reporters.def"
#undef REPORTER
};

}  // namespace

std::span<const Reporter> reporters() { return kReporters; }

const Reporter* find_reporter(std::string_view name) {
  for (const Reporter& reporter : kReporters)
    if (reporter.name == name) return &reporter;
  return nullptr;
}

}  // namespace foureyes
