// Takes credentials out of texts that strangers wrote before a report or a pack shows them: people
// paste tokens into review comments, and whoever writes a workflow chooses the names in it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "secrets/detector.h"
#include "secrets/masked_text.h"
#include "secrets/rule_set.h"

namespace foureyes {

// Keeps a reference: the rules must outlive it. One thread at a time.
class Redactor {
 public:
  static Result<Redactor> make(const RuleSet& rules);

  // The text with every credential replaced by its mask; the same text when there is none.
  std::string redacted(const std::string& text);
  void redact(std::string& text) { text = redacted(text); }

 private:
  Redactor(Detector detector, DetectorScratch scratch)
      : detector_(std::move(detector)), scratch_(std::move(scratch)) {}

  Detector detector_;
  DetectorScratch scratch_;
};

}  // namespace foureyes
