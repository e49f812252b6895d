#include "model/verdict.h"

#include <algorithm>

#include "base/name_table.h"

namespace foureyes {
namespace {

constexpr NameTable<VerdictResult, 3> kResults{{{
    {VerdictResult::passed, "PASSED"},
    {VerdictResult::incomplete, "INCOMPLETE"},
    {VerdictResult::failed, "FAILED"},
}}};

}  // namespace

std::string_view name_of(VerdictResult result) { return kResults.name(result); }

void Verdict::fail(std::string code, std::string detail) {
  worsen(VerdictResult::failed, {std::move(code), std::move(detail)});
}

void Verdict::incomplete(std::string code, std::string detail) {
  worsen(VerdictResult::incomplete, {std::move(code), std::move(detail)});
}

void Verdict::worsen(VerdictResult to, VerdictReason reason) {
  result = std::max(result, to);
  if (std::find(reasons.begin(), reasons.end(), reason) == reasons.end()) {
    reasons.push_back(std::move(reason));
  }
}

int Verdict::exit_code_of(VerdictResult result) {
  switch (result) {
    case VerdictResult::passed:
      return kExitClean;
    case VerdictResult::incomplete:
      return kExitIncomplete;
    case VerdictResult::failed:
      break;
  }
  return kExitRefused;
}

}  // namespace foureyes
