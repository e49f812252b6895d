// A Pack: everything that an outsider needs to check one change again. FORMAT.md has the bytes.
//
// A member is *inside the claim* when the signed statement covers its bytes, or when it carries the
// statement itself. Members outside the claim (proofs that come later, facts about the run) may
// change without anybody noticing, so every form of the pack lists them as such.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace foureyes {

namespace pack_member {
inline constexpr std::string_view kManifest = "manifest.json";    // path -> sha256 and size
inline constexpr std::string_view kEvidence = "evidence.json";    // the facts
inline constexpr std::string_view kDelta = "delta.json";          // the privilege delta
inline constexpr std::string_view kSarif = "results.sarif";       // for machines
inline constexpr std::string_view kMarkdown = "report.md";        // for people
inline constexpr std::string_view kPageShell = "page.shell";      // for people; carries the rest
inline constexpr std::string_view kStatement = "statement.json";  // in-toto Statement v1
inline constexpr std::string_view kEnvelope = "envelope.dsse.json";
inline constexpr std::string_view kBundle = "bundle.sigstore.json";
inline constexpr std::string_view kInputs = "inputs/";  // what the gate read, as read
// Outside the claim.
inline constexpr std::string_view kRunContext = "run-context.json";  // CI run, clock, binary
inline constexpr std::string_view kLedgerProof = "proof.tlog-proof";
inline constexpr std::string_view kTimestamp = "timestamp.tsr";  // RFC 3161
}  // namespace pack_member

// What a reader accepts before it gives up with an error that names the limit.
struct PackLimits {
  std::size_t members = 2000;
  std::size_t member_bytes = 64u << 20;
  std::size_t total_bytes = 256u << 20;
};

struct Pack {
  std::map<std::string, std::string, std::less<>> members;  // name -> bytes
  // What a reader found that no writer leaves behind (an unknown or doubled name, a symbolic link,
  // bytes between members): one sentence, the first. verify_pack fails on it, so that damage is a
  // verdict about the pack and not a usage error. Empty: none.
  std::string irregularity = {};

  // nullptr when the pack has no such member.
  const std::string* find(std::string_view name) const;
  bool is_signed() const { return find(pack_member::kEnvelope) != nullptr; }
};

// Covered by manifest.json: all but the claim's own carriers and what is outside it.
bool is_in_manifest(std::string_view name);
bool is_outside_claim(std::string_view name);
std::vector<std::string> members_outside_claim(const Pack& pack);

// A name that every form can hold: relative, printable ASCII without quotes, angle brackets,
// ampersands and backslashes, no empty, "." or ".." segment, at most 100 bytes, and one of the
// members above or below inputs/.
bool is_member_name(std::string_view name);

// "inputs/" and the name of an input; bytes that a member name cannot hold are percent-encoded, a
// name that is too long keeps its head and a digest.
std::string input_member_name(std::string_view input_name);

}  // namespace foureyes
