#include "pipeline/redact.h"

namespace foureyes {

Result<Redactor> Redactor::make(const RuleSet& rules) {
  Detector detector(rules);
  TRY_ASSIGN(DetectorScratch scratch, detector.make_scratch());
  return Redactor(std::move(detector), std::move(scratch));
}

std::string Redactor::redacted(const std::string& text) {
  const Detection detection = detector_.scan({"", text, ContentKind::message}, scratch_);
  return mask_findings(text, detection.findings);
}

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

}  // namespace foureyes
