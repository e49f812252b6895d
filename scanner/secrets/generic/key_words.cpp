#include "secrets/generic/key_words.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace foureyes {
namespace {

enum class Bound : std::uint8_t {
  none,  // inside any word: "dbpassword"
  word,  // a word of its own within the name: db_pass, dbPass, pass; not "passive"
};

struct Entry {
  std::string_view text;
  KeyKind kind;
  Bound bound = Bound::none;
};

// Sorted by first letter; where two begin alike the longer comes first.
constexpr Entry kWords[] = {
    {"accesskey", KeyKind::api_key},
    {"accountkey", KeyKind::api_key},
    {"apikey", KeyKind::api_key},
    {"appid", KeyKind::identity},
    {"app_id", KeyKind::identity},
    {"appkey", KeyKind::api_key},
    {"authorization", KeyKind::authorization},
    {"authentication", KeyKind::authorization},
    {"authkey", KeyKind::api_key},
    {"auth", KeyKind::authorization, Bound::word},
    {"basic", KeyKind::scheme, Bound::word},
    {"bearer", KeyKind::scheme, Bound::word},
    {"clave", KeyKind::password, Bound::word},
    {"contrase", KeyKind::password},
    {"cookie", KeyKind::session, Bound::word},
    {"credential", KeyKind::credential},
    {"creds", KeyKind::credential, Bound::word},
    {"cred", KeyKind::credential, Bound::word},
    {"csrf", KeyKind::session, Bound::word},
    {"geheim", KeyKind::password},
    {"hashkey", KeyKind::api_key},
    {"haslo", KeyKind::password},
    {"heslo", KeyKind::password},
    {"hmac", KeyKind::api_key, Bound::word},
    {"identified", KeyKind::password, Bound::word},
    {"jwt", KeyKind::token, Bound::word},
    {"kennwort", KeyKind::password},
    {"keys", KeyKind::key, Bound::word},
    {"key", KeyKind::key, Bound::word},
    {"masterauth", KeyKind::password},
    {"masterkey", KeyKind::api_key},
    {"mdp", KeyKind::pass, Bound::word},
    {"mnemonic", KeyKind::secret, Bound::word},
    {"nonce", KeyKind::salt},
    {"oauth", KeyKind::authorization, Bound::word},
    {"otp", KeyKind::pass, Bound::word},
    {"parola", KeyKind::password},
    {"passcode", KeyKind::password},
    {"passphrase", KeyKind::password},
    {"passwort", KeyKind::password},
    {"passw", KeyKind::password},
    {"pass", KeyKind::pass, Bound::word},
    {"pin", KeyKind::pass, Bound::word},
    {"privatekey", KeyKind::api_key},
    {"privkey", KeyKind::api_key},
    {"psk", KeyKind::pass, Bound::word},
    {"psw", KeyKind::pass},
    {"pwd", KeyKind::password},
    {"pw", KeyKind::pass, Bound::word},
    {"requirepass", KeyKind::password},
    {"salt", KeyKind::salt, Bound::word},
    {"secret", KeyKind::secret},
    {"senha", KeyKind::password},
    {"session", KeyKind::session, Bound::word},
    {"sharedkey", KeyKind::api_key},
    {"sid", KeyKind::identity, Bound::word},
    {"sifre", KeyKind::password},
    {"signature", KeyKind::session, Bound::word},
    {"signingkey", KeyKind::api_key},
    {"token", KeyKind::token},
    {"userpass", KeyKind::password},
    {"wachtwoord", KeyKind::password},
    {"\xd0\xbf\xd0\xb0\xd1\x80\xd0\xbe\xd0\xbb\xd1\x8c", KeyKind::password},  // Russian
    {"\xe5\xaf\x86\xe7\xa0\x81", KeyKind::password},                          // Chinese
    {"\xe5\x8f\xa3\xe4\xbb\xa4", KeyKind::password},                          // Chinese
    {"\xeb\xb9\x84\xeb\xb0\x80\xeb\xb2\x88\xed\x98\xb8", KeyKind::password},  // Korean
};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

bool starts_word(std::string_view text, std::size_t at) {
  if (at == 0 || !is_letter(text[at - 1])) return true;
  return is_upper(text[at]) &&
         (is_lower(text[at - 1]) || (at + 1 < text.size() && is_lower(text[at + 1])));
}

bool ends_word(std::string_view text, std::size_t end) {
  if (end >= text.size() || !is_letter(text[end])) return true;
  return is_upper(text[end]) && is_lower(text[end - 1]);
}

struct FirstLetters {
  std::array<std::uint8_t, 256> first{};  // index + 1 into kWords
  constexpr FirstLetters() {
    for (std::size_t i = std::size(kWords); i-- > 0;) {
      const auto c = static_cast<unsigned char>(kWords[i].text[0]);
      first[c] = static_cast<std::uint8_t>(i + 1);
      if (c >= 'a' && c <= 'z') first[c - 32U] = static_cast<std::uint8_t>(i + 1);
    }
  }
};
constexpr FirstLetters kFirst;

bool equals_lower(std::string_view text, std::string_view word) {
  return std::equal(word.begin(), word.end(), text.begin(),
                    [](char a, char b) { return a == lower(b); });
}

const Entry* word_at(std::string_view text, std::size_t at) {
  std::size_t index = kFirst.first[static_cast<unsigned char>(text[at])];
  if (index == 0) return nullptr;
  const char first = lower(text[at]);
  for (--index; index < std::size(kWords) && kWords[index].text[0] == first; ++index) {
    const Entry& entry = kWords[index];
    if (entry.text.size() > text.size() - at) continue;
    if (!equals_lower(text.substr(at, entry.text.size()), entry.text)) continue;
    const std::size_t end = at + entry.text.size();
    if (entry.bound == Bound::word && !(starts_word(text, at) && ends_word(text, end))) continue;
    return &entry;
  }
  return nullptr;
}

}  // namespace

std::optional<KeyWord> next_key_word(std::string_view text, std::size_t at, ByteRange ends) {
  for (; at < ends.end && at < text.size(); ++at) {
    const Entry* entry = word_at(text, at);
    if (entry == nullptr) continue;
    const std::size_t end = at + entry->text.size();
    if (end > ends.begin && end <= ends.end) return KeyWord{entry->kind, {at, end}};
  }
  return std::nullopt;
}

std::vector<std::string_view> key_words() {
  std::vector<std::string_view> words;
  for (const Entry& entry : kWords) words.push_back(entry.text);
  return words;
}

KeyKind kind_of_name(std::string_view name) {
  KeyKind best = KeyKind::none;
  for (std::size_t at = 0; at < name.size(); ++at) {
    const Entry* entry = word_at(name, at);
    if (entry != nullptr && (best == KeyKind::none || entry->kind < best)) best = entry->kind;
  }
  return best;
}

}  // namespace foureyes
