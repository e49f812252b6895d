#include "config/baseline.h"

#include <algorithm>

#include "base/bytes.h"
#include "base/name_table.h"
#include "base/text.h"

namespace foureyes {
namespace {

constexpr std::string_view kHeader =
    "# Credentials that were here when the gate came: foureyes scan --baseline FILE\n";
constexpr std::size_t kFingerprintDigits = 64;
constexpr std::size_t kLongestRuleId = 200;

bool is_rule_id(std::string_view text) {
  return !text.empty() && text.size() <= kLongestRuleId &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return is_alphanumeric(c) || c == '-' || c == '_' || c == '.' || c == '/';
         });
}

constexpr NameTable<BaselineScope, 2> kScopes{{{
    {BaselineScope::tree, "tree"},
    {BaselineScope::history, "history"},
}}};
constexpr std::string_view kScope = "scope ";

bool read_line(std::string_view line, Baseline& baseline) {
  if (line.starts_with(kScope)) return kScopes.parse(line.substr(kScope.size()), baseline.scope);
  if (line.size() < kFingerprintDigits + 2 || line[kFingerprintDigits] != ' ') return false;
  const std::string_view fingerprint = line.substr(0, kFingerprintDigits);
  const std::string_view rule = line.substr(kFingerprintDigits + 1);
  if (!hex_decode(fingerprint) || !is_rule_id(rule)) return false;
  baseline.known.emplace(to_lower(fingerprint), rule);
  return true;
}

}  // namespace

Result<Baseline> read_baseline(std::string_view text, std::string_view name) {
  Baseline baseline;
  std::size_t number = 0;
  while (!text.empty()) {
    ++number;
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.front() == '#' || read_line(line, baseline)) continue;
    return failure({"this is no line of a baseline", concat(name, ":", number),
                    "A line is `scope tree` or `scope history`, or a fingerprint of 64 hex "
                    "digits, a space and a rule id. Make the file again: foureyes scan --baseline "
                    "FILE --update-baseline"});
  }
  return baseline;
}

std::string baseline_text(const Baseline& baseline) {
  std::string text = concat(kHeader, kScope, kScopes.name(baseline.scope), '\n');
  for (const auto& [fingerprint, rule] : baseline.known)
    text += concat(fingerprint, " ", rule, '\n');
  return text;
}

}  // namespace foureyes
