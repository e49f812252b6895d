#include "secrets/structure.h"

#include <algorithm>
#include <array>

#include "base/check.h"
#include "secrets/token_formats.h"
#include "secrets/value_shape.h"

namespace foureyes {
namespace {

struct Entry {
  StructureKind kind;
  StructureTraits traits;
};

constexpr std::string_view kWrongSum = "the checksum does not match";
constexpr std::string_view kMadeUp = "few different characters: perhaps made up";

constexpr std::array<Entry, 25> kChecks{{
    {StructureKind::github_crc32,
     {"github-crc32", false, true, "CRC32 matches", StructureFailure::mistaken, kWrongSum}},
    {StructureKind::npm_crc32,
     {"npm-crc32", false, true, "CRC32 matches", StructureFailure::mistaken, kWrongSum}},
    {StructureKind::crc32_base62,
     {"crc32-base62", true, true, "CRC32 matches", StructureFailure::mistaken, kWrongSum}},
    {StructureKind::crc32_hex,
     {"crc32-hex", true, true, "CRC32 matches", StructureFailure::mistaken, kWrongSum}},
    {StructureKind::grafana_crc32,
     {"grafana-crc32", false, true, "CRC32 matches", StructureFailure::mistaken, kWrongSum}},
    {StructureKind::aws_key_id,
     {"aws-key-id", false, false, "names a possible account", StructureFailure::doubt,
      "names no account"}},
    {StructureKind::jwt, {"jwt", false, false, "header and payload decode"}},
    {StructureKind::pem_body,
     {"pem-body", false, true, "the body decodes to a key", StructureFailure::mistaken,
      "the body is cut or is no key"}},
    {StructureKind::uuid_version, {"uuid-version", true, false, "UUID version matches"}},
    {StructureKind::luhn, {"luhn", false, true, "Luhn digit matches"}},
    {StructureKind::mod97, {"mod97", false, true, "check digits match"}},
    {StructureKind::base64_bytes, {"base64-bytes", true, false, "decodes to the right length"}},
    {StructureKind::base64_json, {"base64-json", false, false, "decodes to JSON"}},
    {StructureKind::base58check,
     {"base58check", false, true, "double SHA-256 matches", StructureFailure::mistaken, kWrongSum}},
    {StructureKind::bech32,
     {"bech32", false, true, "BCH checksum matches", StructureFailure::mistaken, kWrongSum}},
    {StructureKind::basic_auth, {"basic-auth", false, false, "decodes to user and password"}},
    {StructureKind::distinct, {"distinct", true, false, "", StructureFailure::doubt, kMadeUp}},
    {StructureKind::entropy, {"entropy", true, false, "", StructureFailure::doubt, kMadeUp}},
    {StructureKind::digits, {"digits", true, false, ""}},
    {StructureKind::letters, {"letters", true, false, ""}},
    {StructureKind::uppers, {"uppers", true, false, ""}},
    {StructureKind::lowers, {"lowers", true, false, ""}},
    {StructureKind::symbols, {"symbols", true, false, ""}},
    {StructureKind::min_length, {"min-length", true, false, ""}},
    {StructureKind::counts_up, {"counts-up", true, false, "counts up: perhaps made up"}},
}};

bool counts_pass(const StructureCheck& check, std::string_view value) {
  const ValueShape shape = shape_of(value);
  const std::uint32_t least = check.thousandths / 1000;
  switch (check.kind) {
    case StructureKind::distinct:
      return shape.distinct >= least;
    case StructureKind::entropy:
      return shape.entropy * 1000.0 >= check.thousandths;
    case StructureKind::digits:
      return shape.digits >= least;
    case StructureKind::letters:
      return shape.uppers + shape.lowers >= least;
    case StructureKind::uppers:
      return shape.uppers >= least;
    case StructureKind::lowers:
      return shape.lowers >= least;
    case StructureKind::symbols:
      return shape.symbols >= least;
    case StructureKind::counts_up:
      return bytes_in_runs(value) * 100 >= value.size() * least;
    default:
      return value.size() >= least;
  }
}

}  // namespace

const StructureTraits& traits_of(StructureKind kind) {
  const auto* entry = std::find_if(kChecks.begin(), kChecks.end(), [kind](const Entry& candidate) {
    return candidate.kind == kind;
  });
  CHECK(entry != kChecks.end(), "every structure check has an entry");
  return entry->traits;
}

std::optional<StructureKind> parse_structure_kind(std::string_view name) {
  for (const Entry& entry : kChecks)
    if (entry.traits.name == name) return entry.kind;
  return std::nullopt;
}

bool passes(const StructureCheck& check, std::string_view value) {
  const std::uint32_t parameter = check.thousandths / 1000;
  switch (check.kind) {
    case StructureKind::github_crc32:
    case StructureKind::npm_crc32:
      return has_token_crc32(value, value.find('_') + 1);
    case StructureKind::crc32_base62:
      return has_token_crc32(value, parameter);
    case StructureKind::crc32_hex:
      return has_hex_crc32(value, parameter);
    case StructureKind::grafana_crc32:
      return has_grafana_crc32(value);
    case StructureKind::aws_key_id:
      return is_aws_key_id(value);
    case StructureKind::jwt:
      return is_jwt(value);
    case StructureKind::pem_body:
      return is_private_key_body(value);
    case StructureKind::uuid_version:
      return is_uuid(value, parameter);
    case StructureKind::luhn:
      return has_luhn_digit(value);
    case StructureKind::mod97:
      return has_mod97_digits(value);
    case StructureKind::base64_bytes:
      return is_base64_of_size(value, parameter);
    case StructureKind::base64_json:
      return is_base64_of_json(value);
    case StructureKind::base58check:
      return is_base58check(value);
    case StructureKind::bech32:
      return is_bech32(value);
    case StructureKind::basic_auth:
      return is_basic_auth(value);
    default:
      return counts_pass(check, value);
  }
}

StructureFailure failure_of(const StructureCheck& check, std::string_view value) {
  if (check.kind == StructureKind::pem_body && !begins_as_private_key(value))
    return StructureFailure::drop;
  return traits_of(check.kind).failure;
}

}  // namespace foureyes
