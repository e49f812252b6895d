// Reads the lines of an allowed_signers file: PRINCIPALS [OPTIONS] KEYTYPE BASE64 [COMMENT].
#include <optional>
#include <utility>

#include "base/bytes.h"
#include "base/text.h"
#include "signing/allowed_signers.h"
#include "signing/ssh_wire.h"

namespace foureyes {
namespace {

constexpr std::size_t kFileLimit = 4u << 20;
constexpr std::size_t kPatternLimit = 1000;  // in one list

struct Option {
  std::string name;
  std::optional<std::string> value;
};

// What is left of one line, and where it is.
class LineReader {
 public:
  LineReader(std::string_view line, std::string where) : rest_(line), where_(std::move(where)) {}

  std::string_view rest() const { return rest_; }
  bool take(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void skip_blanks() {
    while (take(' ') || take('\t')) {
    }
  }
  std::string_view word() {
    const std::string_view word = rest_.substr(0, rest_.find_first_of(" \t"));
    rest_.remove_prefix(word.size());
    skip_blanks();
    return word;
  }
  // Up to the closing quote; \" stands for a quote.
  std::optional<std::string> quoted() {
    if (!take('"')) return std::nullopt;
    std::string text;
    while (!rest_.empty() && rest_.front() != '"') {
      if (rest_.starts_with("\\\"")) rest_.remove_prefix(1);
      text += rest_.front();
      rest_.remove_prefix(1);
    }
    if (!take('"')) return std::nullopt;
    return text;
  }
  tl::unexpected<Error> wrong(std::string what, std::string fix = {}) const {
    return failure({.what = std::move(what), .where = where_, .fix = std::move(fix)});
  }

 private:
  std::string_view rest_;
  std::string where_;
};

bool is_key_type(std::string_view word) {
  return word.starts_with("ssh-") || word.starts_with("ecdsa-sha2-") || word.starts_with("sk-");
}

Result<std::vector<std::string>> read_list(std::string_view text, const LineReader& line) {
  std::vector<std::string> list;
  for (const std::string_view item : split(text, ',')) {
    if (trim(item).empty() || trim(item) == "!")
      return line.wrong("a list has an empty name in it",
                        "write name,name without a comma at its end");
    if (list.size() == kPatternLimit) return line.wrong("a list has more than 1000 names");
    list.emplace_back(trim(item));
  }
  return list;
}

Result<std::vector<std::string>> read_principals(LineReader& line) {
  if (!line.rest().starts_with('"')) return read_list(line.word(), line);
  const auto quoted = line.quoted();
  if (!quoted) return line.wrong("a quote is not closed");
  line.skip_blanks();
  return read_list(*quoted, line);
}

Result<Option> read_option(LineReader& line) {
  Option option{to_lower(line.rest().substr(0, line.rest().find_first_of("=, \t\""))), {}};
  for (std::size_t i = 0; i < option.name.size(); ++i) line.take(line.rest().front());
  if (line.take('=')) {
    option.value = line.quoted();
    if (!option.value)
      return line.wrong("the value of an option is not between quotes", "write NAME=\"VALUE\"");
  }
  return option;
}

Result<void> apply_time(std::optional<Instant>& time, const Option& option,
                        const LineReader& line) {
  if (time) return line.wrong(concat(option.name, " is given twice"));
  time = parse_instant(*option.value);
  if (!time) {
    return line.wrong(concat(option.name, " is no time"),
                      "write YYYYMMDD or YYYYMMDDHHMM[SS], in UTC");
  }
  return {};
}

Result<void> apply_option(AllowedSigner& entry, const Option& option, const LineReader& line) {
  if (option.name == "cert-authority" && !option.value) {
    entry.certificate_authority = true;
    return {};
  }
  if (!option.value) return line.wrong("an option is unknown or lacks its value");
  if (option.name == "namespaces") {
    if (entry.namespaces) return line.wrong("namespaces is given twice");
    TRY_ASSIGN(entry.namespaces, read_list(*option.value, line));
    return {};
  }
  if (option.name == "valid-after") return apply_time(entry.valid_after, option, line);
  if (option.name == "valid-before") return apply_time(entry.valid_before, option, line);
  return line.wrong("an option is unknown",
                    "known are cert-authority, namespaces, valid-after, valid-before");
}

Result<void> read_options(AllowedSigner& entry, LineReader& line) {
  do {
    TRY_ASSIGN(const Option option, read_option(line));
    TRY(apply_option(entry, option, line));
  } while (line.take(','));
  line.skip_blanks();
  if (entry.valid_after && entry.valid_before && *entry.valid_after >= *entry.valid_before)
    return line.wrong("valid-after is not before valid-before");
  return {};
}

Result<AllowedSigner> read_entry(LineReader line) {
  AllowedSigner entry;
  TRY_ASSIGN(entry.principals, read_principals(line));
  if (!is_key_type(line.rest())) TRY(read_options(entry, line));
  entry.key_type = line.word();
  const auto blob = base64_decode(line.word());
  if (!is_key_type(entry.key_type) || !blob) {
    return line.wrong("there is no public key where one should be",
                      "a line reads: PRINCIPAL namespaces=\"approval@foureyes.dev\" ssh-ed25519 "
                      "AAAA...");
  }
  SshReader reader(*blob);
  if (reader.string() != entry.key_type)
    return line.wrong("the key is of another type than the line says");
  entry.key_blob = *blob;
  entry.comment = trim(line.rest());
  return entry;
}

}  // namespace

Result<AllowedSigners> read_allowed_signers(std::string_view text, std::string_view name) {
  if (text.size() > kFileLimit)
    return failure(
        {.what = "the list of signers is larger than 4 MiB", .where = std::string(name)});
  std::vector<AllowedSigner> entries;
  std::uint32_t number = 0;
  for (const std::string_view raw : split_lines(text)) {
    ++number;
    const std::string_view line = trim(raw);
    if (line.empty() || line.starts_with('#')) continue;
    TRY_ASSIGN(AllowedSigner entry, read_entry(LineReader(line, concat(name, ":", number))));
    entry.line = number;
    entries.push_back(std::move(entry));
  }
  return AllowedSigners(std::move(entries), std::string(name));
}

}  // namespace foureyes
