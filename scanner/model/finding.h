// An exposed credential. Holds everything a report may show and nothing more: the value itself
// stays in the detector.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/instant.h"
#include "base/text_position.h"
#include "model/object_id.h"
#include "model/rule_info.h"

namespace foureyes {

// A waiver that covers the finding.
struct FindingWaiver {
  std::string id;
  std::string justification;  // reason, ticket, approver and expiry in words
};

// What belongs to a credential and stands near it: an access key's id, a user name.
struct FindingPart {
  std::string name;     // "access key id"
  std::string rule_id;  // of the rule that finds it alone too; "" when it is no credential
  std::string masked;
  ByteRange range;
  TextRegion region;
};

// Of a credential that a history holds, by any version of a file that holds it.
struct FindingHistory {
  std::optional<Instant> authored = {};  // its first commit, as that claims
  // Absent: of a message, or there is no HEAD yet.
  std::optional<bool> in_head = {};
  // Branches and tags that hold it today: "main", "origin/main", "v1.2"; the first few by name.
  std::vector<std::string> tips = {};
  std::uint64_t more_tips = 0;
  bool is_unreachable = false;  // no ref reaches its first commit; or no commit holds its file
};

enum class FindingKind {
  credential,
  waiver,  // a line of .foureyes/waivers.yml that does not do what it seems to
};

struct Finding {
  FindingKind kind = FindingKind::credential;
  std::string rule_id;
  std::string path;  // of the blob; "message" findings carry the commit and an empty path
  // Content of: a file, or a commit or tag message.
  bool in_message = false;
  std::optional<ObjectId> blob;
  std::optional<ObjectId> commit;         // the commit of the range that introduced it
  std::optional<FindingHistory> history;  // of a scan of a whole history
  ByteRange range;                        // of the credential in the blob
  TextRegion region;
  Severity severity = Severity::high;
  Confidence confidence = Confidence::medium;
  std::string masked;       // SecretText::masked()
  std::string masked_line;  // the line with every credential in it masked; plain text, bounded
  std::string fingerprint;  // hex; stable under moved lines, renamed files, rebases (fingerprint.h)
  std::uint32_t occurrence = 0;  // among equal credentials of the same blob, from 0
  std::vector<FindingPart> parts;
  std::string explanation;  // which checks passed, in words ("CRC32 matches")
  // Whatever excuses it; the finding is reported all the same.
  std::optional<FindingWaiver> waiver;
  std::string inline_mark;     // another scanner's mark beside it ("gitleaks:allow"), or ""
  bool mark_suffices = false;  // policy honours the mark (never in a gate)
  bool in_baseline = false;    // known since the baseline was made

  // Whether nothing excuses it.
  bool is_open() const { return !waiver && !mark_suffices && !in_baseline; }
};

// Path, then position, then rule: the order of every report.
bool in_report_order(const Finding& a, const Finding& b);

}  // namespace foureyes
