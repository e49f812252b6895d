#include "model/finding.h"

#include <tuple>

namespace foureyes {

bool in_report_order(const Finding& a, const Finding& b) {
  // The tail only separates findings that a person sees in one place.
  const auto key = [](const Finding& f) {
    return std::tie(f.path, f.in_message, f.range.begin, f.range.end, f.rule_id, f.occurrence,
                    f.fingerprint, f.commit, f.blob);
  };
  return key(a) < key(b);
}

}  // namespace foureyes
