#include "pipeline/redact.h"

#include "signing/sshsig.h"

namespace foureyes {

Result<Redactor> Redactor::make(const RuleSet& rules) {
  Detector detector(rules);
  TRY_ASSIGN(DetectorScratch scratch, detector.make_scratch());
  return Redactor(std::move(detector), std::move(scratch));
}

// A signature is public, and random: one in some hundreds holds the beginning of a token, and
// masking that would break it.
std::string Redactor::redacted(const std::string& text) {
  if (text.starts_with("-----BEGIN SSH SIGNATURE-----") && read_sshsig(text, "")) return text;
  const Detection detection = detector_.scan({"", text, ContentKind::message}, scratch_);
  return mask_findings(text, detection.findings);
}

}  // namespace foureyes
