#include "pipeline/redact.h"

#include "secrets/detector.h"

namespace foureyes {

Result<std::string> redact(const std::string& text, const RuleSet& rules) {
  const Detector detector(rules);
  TRY_ASSIGN(DetectorScratch scratch, detector.make_scratch());
  const Detection detection = detector.scan({"", text, ContentKind::message}, scratch);
  std::string redacted;
  std::size_t copied = 0;
  for (const Finding& finding : detection.findings) {  // by position
    if (finding.range.begin < copied) continue;
    redacted.append(text, copied, finding.range.begin - copied);
    redacted += finding.masked;
    copied = finding.range.end;
  }
  return redacted.append(text, copied);
}

}  // namespace foureyes
