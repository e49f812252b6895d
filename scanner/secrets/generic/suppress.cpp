#include "secrets/generic/suppress.h"

#include <algorithm>

#include "base/text.h"
#include "secrets/filters.h"
#include "secrets/generic/feature_parts.h"
#include "secrets/generic/word_lists.h"
#include "secrets/lines.h"

namespace foureyes {
namespace {

constexpr std::size_t kShortest = 3;
constexpr std::size_t kLineBytes = 512;
constexpr std::size_t kAfterName = 8;  // bytes behind a name that tell what it is

// The first bytes of a DER SubjectPublicKeyInfo or certificate in base64 (RFC 5280, 4.1): a
// SEQUENCE and the identifier of RSA, EC or Ed25519.
bool is_public_key(std::string_view value) {
  for (const std::string_view start :
       {"MFwwDQYJKoZIhvcN", "MIGfMA0GCSqGSIb3", "MIIBIjANBgkqhkiG", "MIICIjANBgkqhkiG",
        "MIGeMA0GCSqGSIb3", "MFkwEwYHKoZIzj0C", "MHYwEAYHKoZIzj0C", "MCowBQYDK2Vw", "ssh-rsa ",
        "ssh-ed25519 ", "ecdsa-sha2-", "-----BEGIN PUBLIC KEY", "-----BEGIN RSA PUBLIC KEY",
        "-----BEGIN CERTIFICATE"})
    if (value.starts_with(start)) return true;
  return false;
}

bool names_public_key(std::string_view key) {
  bool is_public = false;
  bool is_private = false;
  for_each_word(key, [&](std::string_view word) {
    is_public |= equals_ignoring_case(word, "public") || equals_ignoring_case(word, "pubkey");
    is_private |= equals_ignoring_case(word, "private") || equals_ignoring_case(word, "secret");
  });
  return (is_public && !is_private) || equals_ignoring_case(key, "publickeytoken");
}

bool is_keyword(std::string_view value) {
  for (const std::string_view word :
       {"null",   "nil",     "none",     "true",     "false",    "undefined", "string",
        "str",    "bytes",   "optional", "function", "required", "yes",       "no",
        "number", "boolean", "int",      "integer",  "object",   "text",      "varchar",
        "self",   "this",    "new",      "return",   "not",      "and",       "the"})
    if (equals_ignoring_case(value, word)) return true;
  return false;
}

// The letters of a language, as JSON and properties escape them: their digits are no digits.
struct WrittenText {
  std::size_t digits = 0;   // that a reader sees
  std::size_t foreign = 0;  // escaped letters beyond ASCII
};

WrittenText written(std::string_view value) {
  constexpr std::size_t kEscape = 6;  // \uXXXX
  WrittenText text;
  for (std::size_t at = 0; at < value.size();) {
    const std::string_view escape = value.substr(at, kEscape);
    const bool is_escape = escape.size() == kEscape && escape[0] == '\\' && escape[1] == 'u' &&
                           escape.find_first_not_of("0123456789abcdefABCDEF", 2) == escape.npos;
    text.foreign += is_escape && !escape.starts_with("\\u00") ? 1 : 0;
    text.digits += !is_escape && is_digit(value[at]) ? 1 : 0;
    at += is_escape ? kEscape : 1;
  }
  return text;
}

// Text for people: at most two digits, whatever it is called (half of all false alarms of one
// repository with translations came from there).
bool is_prose(std::string_view value, const PathFacts& path) {
  const WrittenText text = written(value);
  if (text.digits >= 3) return false;
  return path.purpose == PathPurpose::translation || text.foreign >= 2;
}

// Seconds or milliseconds since 1970 between 2001 and 2065, or ISO 8601 in its short form with what
// makes it unique behind it: "creationToken = 1643842562".
bool is_moment(std::string_view value) {
  const std::size_t digits = std::min(value.find_first_not_of("0123456789"), value.size());
  const bool is_epoch = digits == value.size() && (digits == 10 || digits == 13);
  if (is_epoch) return value.front() == '1' || value.front() == '2';
  return digits == 8 && (value.starts_with("19") || value.starts_with("20")) && value.size() > 14 &&
         value[8] == 'T' && std::all_of(value.begin() + 9, value.begin() + 15, is_digit);
}

// The names of SASL mechanisms (IANA registry): "auth = XOAUTH2".
bool is_mechanism(std::string_view value) {
  if (value.starts_with("AUTH=")) value.remove_prefix(5);
  for (const std::string_view name :
       {"PLAIN", "LOGIN", "XOAUTH2", "OAUTHBEARER", "CRAM-MD5", "DIGEST-MD5", "EXTERNAL", "GSSAPI",
        "NTLM", "ANONYMOUS", "SCRAM-SHA-1", "SCRAM-SHA-256", "SCRAM-SHA-512"})
    if (equals_ignoring_case(value, name)) return true;
  return false;
}

// KEY `name` (`column`): an index of a table. In SQL as MySQL writes it backticks quote names.
bool is_sql_name(const Place& place, const FeatureSource& source) {
  if (place.quote != Quote::backtick) return false;
  std::string_view after = source.text.substr(place.value.end, kAfterName);
  if (!after.empty()) after.remove_prefix(1);
  return source.path.extension == "sql" ||
         (place.joint == Joint::space && trim(after).starts_with("(`"));
}

bool is_in_binary(const Place& place, std::string_view text) {
  const std::size_t begin = place.key.begin - std::min(place.key.begin, kLineBytes);
  const std::string_view before = text.substr(begin, place.key.begin - begin);
  const std::string_view line = before.substr(before.rfind('\n') + 1);
  const std::string_view after = text.substr(place.value.end, kLineBytes);
  const std::string_view nul("\0", 1);
  const std::string_view place_text =
      text.substr(place.key.begin, place.value.end - std::min(place.key.begin, place.value.end));
  return contains(line, nul) || contains(place_text, nul) ||
         contains(after.substr(0, after.find('\n')), nul);
}

// What a person types who masks a value or leaves it open.
bool is_stand_in(std::string_view value) {
  if (value.find_first_not_of("xX.*_-#?") == std::string_view::npos) return true;
  const bool bracketed = (value.front() == '<' && value.back() == '>') ||
                         (value.front() == '[' && value.back() == ']');
  if (bracketed) return true;
  std::size_t run = 0;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const bool masks = contains("xX*.#?", value.substr(i, 1));
    run = masks && i > 0 && value[i] == value[i - 1] ? run + 1 : std::size_t{masks};
    if (run >= 6) return true;
  }
  return false;
}

// "your_password_here": words that ask for a value, and no others than those that name one.
bool asks_for_value(std::string_view value) {
  if (equals_ignoring_case(value, "changeme") || equals_ignoring_case(value, "changeit"))
    return false;  // many leave them so: the model weighs where they stand
  bool asks = false;
  bool is_all = !value.empty();
  for_each_word(value, [&](std::string_view word) {
    const std::uint32_t groups = groups_of(word);
    asks |= is_in(groups, WordGroup::asking);
    is_all &= is_in(groups, WordGroup::asking) || is_in(groups, WordGroup::credential) ||
              is_in(groups, WordGroup::filler) || is_in(groups, WordGroup::user) ||
              is_in(groups, WordGroup::placeholder);
  });
  return asks && is_all && std::count_if(value.begin(), value.end(), is_digit) <= 3;
}

bool starts_with_any(std::string_view text, const std::vector<std::string>& starts) {
  return std::any_of(starts.begin(), starts.end(),
                     [&](const std::string& start) { return text.starts_with(start); });
}

bool is_filtered(FilterName filter, const Place& place, const FeatureSource& source) {
  const ByteRange line = line_around(source.text, place.value);
  const ValueContext context{value_of(place, source),
                             key_of(place, source),
                             source.text.substr(line.begin, line.size()),
                             {place.value.begin - line.begin, place.value.end - line.begin},
                             0,
                             source.path};
  return drops(filter, context, source.lists);
}

}  // namespace

std::optional<std::string_view> suppressed_as(const Place& place, const FeatureSource& source) {
  const std::string_view value = value_of(place, source);
  const PathPurpose purpose = source.path.purpose;
  if (purpose == PathPurpose::lock_file) return "lock-file";
  if (purpose == PathPurpose::minified) return "minified";
  if (value.size() < kShortest) return "too-short";
  if (is_in_binary(place, source.text)) return "binary";
  if (is_stand_in(value) || asks_for_value(value)) return name_of(FilterName::placeholder);
  if (place.quote == Quote::none && is_keyword(value)) return "keyword";
  for (const FilterName filter :
       {FilterName::template_expression, FilterName::documentation_example})
    if (is_filtered(filter, place, source)) return name_of(filter);
  if (starts_with_any(value, source.lists.encrypted)) return name_of(FilterName::encrypted);
  if (starts_with_any(value, source.lists.hashes)) return name_of(FilterName::hash_like);
  if (starts_with_any(value, source.lists.references)) return name_of(FilterName::reference);
  if (is_public_key(value) || names_public_key(key_of(place, source))) return "public-key";
  if (is_prose(value, source.path)) return name_of(FilterName::prose);
  if (is_moment(value)) return "timestamp";
  if (is_mechanism(value)) return "keyword";
  if (is_sql_name(place, source)) return name_of(FilterName::identifier);
  return std::nullopt;
}

}  // namespace foureyes
