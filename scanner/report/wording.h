// Words that every format uses alike, so that terminal, summary and page say the same thing. Plain
// text that is not yet made safe for an output: escape it like any other string.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "model/check_report.h"

namespace foureyes {

// "1 file", "3 files"; thousands grouped: "12,345 files".
std::string count_of(std::uint64_t count, std::string_view one, std::string_view many);
std::string size_of(std::uint64_t bytes);  // "512 bytes", "3.4 MB" (powers of 1000, cut off)

// "▲" for wider, "▼" for narrower: never the only carrier of the meaning.
std::string_view mark_of(Direction direction);
std::string_view words_for(Direction direction);  // "wider", "narrower", "unknown"
std::string_view words_for(ApprovalReason reason);
std::string_view words_for(ApprovalClass approval_class);
std::string_view words_for(VerdictResult result);
std::string_view words_for_unknown(std::string_view code);  // "U-EXPR"

std::string short_id(std::string_view object);  // the first 12 characters
std::string coverage_sentence(const Coverage& coverage);
std::string history_coverage_sentence(const Coverage& coverage);  // "": no whole history
std::string suppressed_sentence(const Coverage& coverage);        // "" when nothing was dropped
// Its path; of a blob that no tree holds: "unreachable blob 1a2b3c4d5e6f".
std::string file_of(const Finding& finding);
// "path:line:column", or "message of commit 1f2e3d4".
std::string place_of(const Finding& finding);
std::string place_of(const DeltaRecord& record);  // "path:line" of after, else of before; or ""
// What the record says when it has no sentence of its own.
std::string sentence_of(const DeltaRecord& record);
std::string requirement_sentence(const ApprovalRequirement& requirement);

struct FindingCounts {
  std::size_t open = 0;
  std::size_t waived = 0;
  std::size_t excused = 0;  // by an inline mark that policy honours
  std::size_t known = 0;    // to the baseline
  std::size_t waivers = 0;  // that are not what they seem
};
FindingCounts count_findings(const ScanReport& report);
// "with its access key id in line 4", or "".
std::string parts_sentence(const Finding& finding);
// "first in 1a2b3c4d5e6f of 2021-03-04, still in HEAD, on main, v1.0 and 3 more", or "".
std::string history_sentence(const Finding& finding);
// What excuses the finding, or why the mark beside it does not; "" for a plain one.
std::string excuse_sentence(const Finding& finding);
// ", 3 waived, 12 known to the baseline", or "".
std::string excused_words(const FindingCounts& counts);

struct DirectionCounts {
  std::size_t wider = 0;  // widened, mixed and unknown: what needs an approval by default
  std::size_t narrower = 0;
  std::size_t equivalent = 0;
};
DirectionCounts count_directions(const Delta& delta);
// "2 wider, 1 narrower", "no change in privileges".
std::string delta_sentence(const Delta& delta);

// What the person at the keyboard does now, when the caller does not know better.
std::vector<std::string> next_commands(const CheckReport& report);

}  // namespace foureyes
