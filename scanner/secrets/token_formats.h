// The layouts behind the structure checks. Sources: GitHub's token format (behind its engineering
// post on authentication token formats), AWS IAM unique identifiers, RFC 7515 (JWS), RFC 7468
// (PEM), X.690 (DER), OpenSSH PROTOCOL.key, RFC 9562 (UUID), ISO/IEC 7812 and 7064, Bitcoin's
// Base58Check, BIP 173 (Bech32) as age reads it, Grafana's service account tokens.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace foureyes {

// The last six characters are the base62 CRC32 of value[body, size - 6).
bool has_token_crc32(std::string_view value, std::size_t body);
// Six digits of 0-9A-Za-z, padded with 0.
std::string base62_crc32(std::string_view body);
// The last eight characters are the hex CRC32 of what is between `body` and them.
bool has_hex_crc32(std::string_view value, std::size_t body);
// The same over all that precedes the last underscore, lowest byte first (Grafana, satokengen).
bool has_grafana_crc32(std::string_view value);
std::string grafana_crc32(std::string_view key);

bool is_aws_key_id(std::string_view value);
bool is_jwt(std::string_view value);
// The base64 between the lines of a PEM file, as it stands in source text: line ends may be written
// as \n, lines may be quoted or joined by '+'.
bool is_private_key_body(std::string_view value);
// Begins as a private key does: the length of a DER SEQUENCE and the INTEGER of its version, or the
// magic of OpenSSH. What was cut or altered behind that is still one.
bool begins_as_private_key(std::string_view value);
bool is_uuid(std::string_view value, std::uint32_t version);  // version 0: any
bool has_luhn_digit(std::string_view value);
bool has_mod97_digits(std::string_view value);
bool is_base64_of_size(std::string_view value, std::size_t size);
bool is_base64_of_json(std::string_view value);
// RFC 7617: user and password, both there and printable.
bool is_basic_auth(std::string_view value);
bool is_base58check(std::string_view value);
// BIP 173, of any length: age gives up the limit of 90 characters. All small or all capital
// letters.
bool is_bech32(std::string_view value);

// Base64 or base64url, padding optional.
std::optional<std::string> decode_any_base64(std::string_view value);
std::optional<std::string> decode_base58(std::string_view value);
std::string encode_base58(std::string_view bytes);
// In the case of the human-readable part.
std::string encode_bech32(std::string_view human, std::string_view bytes);

}  // namespace foureyes
