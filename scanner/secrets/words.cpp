#include "secrets/words.h"

#include <algorithm>

#include "base/text.h"

namespace foureyes {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_vowel(char c) { return contains("aeiouy", std::string_view(&c, 1)); }

// Words that no vowel rule covers.
constexpr std::string_view kShort[] = {
    "api",  "app",   "aws", "css", "csrf", "db",   "dns",   "gcp", "grpc", "html",
    "http", "https", "id",  "jwt", "ldap", "pwd",  "rpc",   "sdk", "sql",  "ssh",
    "ssl",  "tls",   "ui",  "url", "xml",  "xsrf", "mysql", "rsa", "rtc",  "sms",
    "str",  "txt",   "cfg", "tmp", "src",  "dst",  "mfa",   "otp", "pkcs"};

}  // namespace

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  const auto close = [&] {
    if (!word.empty()) words.push_back(to_lower(word));
    word.clear();
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const char last = i == 0 ? '\0' : text[i - 1];
    const char next = i + 1 < text.size() ? text[i + 1] : '\0';
    const bool hump = is_upper(c) && (is_lower(last) || (is_upper(last) && is_lower(next)));
    const bool turn = is_digit(c) != is_digit(last);
    if (!is_alphanumeric(c) || hump || turn) close();
    if (is_alphanumeric(c)) word += c;
  }
  close();
  return words;
}

bool is_pronounceable(std::string_view letters) {
  const std::string lower = to_lower(letters);
  if (std::find(std::begin(kShort), std::end(kShort), lower) != std::end(kShort)) return true;
  if (lower.size() <= 2) return true;
  std::size_t vowels = 0;
  std::size_t consonants = 0;
  std::size_t run_of_vowels = 0;
  std::size_t longest = 0;
  for (const char c : lower) {
    vowels += is_vowel(c);
    run_of_vowels = is_vowel(c) ? run_of_vowels + 1 : 0;
    consonants = is_vowel(c) ? 0 : consonants + 1;
    longest = std::max(longest, consonants);
    if (run_of_vowels > 3) return false;
  }
  return longest <= 4 && vowels * 5 >= lower.size() && vowels * 4 <= lower.size() * 3;
}

bool reads_as_words(std::string_view text) {
  const bool has_symbols = std::any_of(text.begin(), text.end(), [](char c) {
    return !is_alphanumeric(c) && !contains("_-. /:", std::string_view(&c, 1));
  });
  if (has_symbols || std::count_if(text.begin(), text.end(), is_digit) > 3) return false;
  std::size_t letters = 0;
  std::size_t short_words = 0;
  std::size_t count = 0;
  const std::vector<std::string> words = words_of(text);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (is_digit(words[i][0])) {
      const bool ends_word = i > 0 && !is_digit(words[i - 1][0]);
      if (words[i].size() > 2 || !ends_word) return false;
      continue;
    }
    if (!is_pronounceable(words[i])) return false;
    letters += words[i].size();
    short_words += words[i].size() <= 2;
    ++count;
  }
  // Random text falls into many short runs: words are longer on average.
  return count > 0 && short_words * 2 <= count && letters >= count * 3;
}

}  // namespace foureyes
