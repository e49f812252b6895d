// The verdict of the gate and the exit code that states it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace foureyes {

// FAILED beats INCOMPLETE beats PASSED.
enum class VerdictResult { passed, incomplete, failed };

std::string_view name_of(VerdictResult result);  // "PASSED"

struct VerdictReason {
  std::string
      code;  // stable: "CREDENTIAL_EXPOSED", "INSUFFICIENT_APPROVALS", "COVERAGE_INCOMPLETE"
  std::string detail;  // one sentence
  auto operator<=>(const VerdictReason&) const = default;
};

struct Verdict {
  VerdictResult result = VerdictResult::passed;
  std::vector<VerdictReason> reasons;  // in the order found, each once
  void fail(std::string code, std::string detail);
  void incomplete(std::string code, std::string detail);
  int exit_code() const { return exit_code_of(result); }
  static int exit_code_of(VerdictResult result);  // 0, 3, 1

 private:
  void worsen(VerdictResult to, VerdictReason reason);
};

inline constexpr int kExitClean = 0;
inline constexpr int kExitRefused = 1;     // policy says no; verify or reproduce found a difference
inline constexpr int kExitUsage = 2;       // usage, configuration, malformed input
inline constexpr int kExitIncomplete = 3;  // something could not be looked at

}  // namespace foureyes
