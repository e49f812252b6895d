// What can be known of a credential from its characters alone: checksums, layouts, alphabets. Pure
// functions; nothing here asks a server.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace foureyes {

enum class StructureKind {
  github_crc32,
  npm_crc32,
  crc32_base62,
  crc32_hex,
  grafana_crc32,
  aws_key_id,
  jwt,
  pem_body,
  uuid_version,
  luhn,
  mod97,
  base64_bytes,
  base64_json,
  base58check,
  bech32,
  basic_auth,
  distinct,
  entropy,
  digits,
  letters,
  uppers,
  lowers,
  symbols,
  min_length,
  counts_up,
};

struct StructureCheck {
  StructureKind kind = StructureKind::distinct;
  std::uint32_t thousandths = 0;  // the parameter times 1,000; 0 where there is none
};

// What a provider's form is worth where the check fails.
enum class StructureFailure {
  drop,      // something else
  doubt,     // the form stays: a finding of low confidence, unless a generic rule knows better
  mistaken,  // the form stays as a finding of low confidence: a token that was altered or cut
};

// Whether the check takes a parameter, `true`, and whether passing it proves the token.
struct StructureTraits {
  std::string_view name;
  bool has_parameter = false;
  bool is_checksum = false;
  std::string_view passed;  // for people: "CRC32 matches"; empty when not worth saying
  StructureFailure failure = StructureFailure::drop;
  std::string_view failed = {};  // for people, of a form that stays
};
const StructureTraits& traits_of(StructureKind kind);
std::optional<StructureKind> parse_structure_kind(std::string_view name);

bool passes(const StructureCheck& check, std::string_view value);
// Of a value that does not pass.
StructureFailure failure_of(const StructureCheck& check, std::string_view value);

}  // namespace foureyes
