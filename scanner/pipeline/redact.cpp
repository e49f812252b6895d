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

}  // namespace foureyes
