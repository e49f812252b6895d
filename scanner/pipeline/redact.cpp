#include "pipeline/redact.h"

namespace foureyes {

std::string mask_findings(const std::string& text, const std::vector<Finding>& findings) {
  std::string masked;
  std::size_t copied = 0;
  for (const Finding& finding : findings) {  // by position
    if (finding.range.begin < copied) continue;
    masked.append(text, copied, finding.range.begin - copied);
    masked += finding.masked;
    copied = finding.range.end;
  }
  return masked.append(text, copied);
}

Result<std::string> redact(const std::string& text, const RuleSet& rules) {
  const Detector detector(rules);
  TRY_ASSIGN(DetectorScratch scratch, detector.make_scratch());
  const Detection detection = detector.scan({"", text, ContentKind::message}, scratch);
  return mask_findings(text, detection.findings);
}

}  // namespace foureyes
