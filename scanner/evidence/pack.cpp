#include "evidence/pack.h"

#include <algorithm>
#include <array>

#include "base/bytes.h"
#include "base/digest.h"

namespace foureyes {

namespace {

constexpr std::size_t kMaxNameBytes = 100;  // the name field of a ustar header

constexpr std::array kManifestMembers = {pack_member::kEvidence, pack_member::kDelta,
                                         pack_member::kSarif, pack_member::kMarkdown,
                                         pack_member::kPageShell};
constexpr std::array kClaimCarriers = {pack_member::kManifest, pack_member::kStatement,
                                       pack_member::kEnvelope, pack_member::kBundle};
constexpr std::array kOutside = {pack_member::kRunContext, pack_member::kLedgerProof,
                                 pack_member::kTimestamp};

bool is_one_of(const auto& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_name_byte(char c) {
  return c > ' ' && c < '\x7f' && std::string_view("\"'<>&\\%").find(c) == std::string_view::npos;
}

bool has_plain_segments(std::string_view path) {
  while (true) {
    const auto slash = path.find('/');
    const auto segment = path.substr(0, slash);
    if (segment.empty() || segment == "." || segment == "..") return false;
    if (slash == std::string_view::npos) return true;
    path.remove_prefix(slash + 1);
  }
}

// '=' and two digits, as in quoted-printable: '%' would be decoded again by things that read URLs.
std::string encode_name_bytes(std::string_view name) {
  std::string encoded;
  for (const char c : name) {
    if (is_name_byte(c) && c != '=') {
      encoded += c;
    } else {
      encoded += '=' + hex_encode(std::string_view(&c, 1));
    }
  }
  return encoded;
}

}  // namespace

const std::string* Pack::find(std::string_view name) const {
  const auto member = members.find(name);
  return member == members.end() ? nullptr : &member->second;
}

bool is_in_manifest(std::string_view name) {
  return is_one_of(kManifestMembers, name) || name.starts_with(pack_member::kInputs);
}

bool is_outside_claim(std::string_view name) { return is_one_of(kOutside, name); }

std::vector<std::string> members_outside_claim(const Pack& pack) {
  std::vector<std::string> names;
  for (const auto& [name, bytes] : pack.members) {
    if (is_outside_claim(name)) names.push_back(name);
  }
  return names;
}

bool is_member_name(std::string_view name) {
  if (is_one_of(kManifestMembers, name) || is_one_of(kClaimCarriers, name) ||
      is_one_of(kOutside, name)) {
    return true;
  }
  return name.starts_with(pack_member::kInputs) && name.size() <= kMaxNameBytes &&
         std::all_of(name.begin(), name.end(), is_name_byte) && has_plain_segments(name);
}

std::string input_member_name(std::string_view input_name) {
  const std::string name = std::string(pack_member::kInputs) + encode_name_bytes(input_name);
  if (is_member_name(name)) return name;
  // Too long, or not a path below inputs/: one flat name that no other input has.
  constexpr std::size_t kDigestBytes = 32;
  std::string flat = name.substr(pack_member::kInputs.size());
  std::replace(flat.begin(), flat.end(), '/', '_');
  flat = flat.substr(0, kMaxNameBytes - pack_member::kInputs.size() - kDigestBytes - 1);
  return std::string(pack_member::kInputs) + flat + "-" +
         sha256(input_name).hex().substr(0, kDigestBytes);
}

}  // namespace foureyes
