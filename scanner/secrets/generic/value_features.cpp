// What the characters of a value say.
#include <algorithm>

#include "base/text.h"
#include "secrets/generic/feature_parts.h"
#include "secrets/token_formats.h"
#include "secrets/value_shape.h"

namespace foureyes {
namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

int class_of(char c) {
  if (is_lower(c)) return 1;
  if (is_upper(c)) return 2;
  if (is_digit(c)) return 3;
  static constexpr std::string_view kSymbols = "_-./:$%#@=+*&!?~,;<>()[]{}\\\"' ";
  const std::size_t at = kSymbols.find(c);
  return at == std::string_view::npos ? 4 : static_cast<int>(at) + 5;
}

bool all_of(std::string_view text, std::string_view allowed) {
  return text.find_first_not_of(allowed) == std::string_view::npos;
}

struct Runs {
  std::size_t letters = 0;
  std::size_t digits = 0;
  std::size_t mixed = 0;  // letters and digits, both of them in it
  std::size_t same = 0;
};

Runs runs_of(std::string_view value) {
  Runs longest;
  std::size_t letters = 0;
  std::size_t digits = 0;
  std::size_t same = 0;
  std::size_t run = 0;
  bool has_letter = false;
  bool has_digit = false;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    letters = is_letter(c) ? letters + 1 : 0;
    digits = is_digit(c) ? digits + 1 : 0;
    same = i > 0 && value[i - 1] == c ? same + 1 : 1;
    run = is_alphanumeric(c) ? run + 1 : 0;
    has_letter = run > 0 && (has_letter || is_letter(c));
    has_digit = run > 0 && (has_digit || is_digit(c));
    longest.letters = std::max(longest.letters, letters);
    longest.digits = std::max(longest.digits, digits);
    longest.same = std::max(longest.same, same);
    if (has_letter && has_digit) longest.mixed = std::max(longest.mixed, run);
  }
  return longest;
}

std::size_t masked_run(std::string_view value) {
  std::size_t run = 0;
  std::size_t longest = 0;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const bool masks = contains("xX*.#?-_0", value.substr(i, 1));
    run = masks ? (i > 0 && value[i] == value[i - 1] ? run + 1 : 1) : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

std::size_t counted_characters(std::string_view value) {
  std::size_t counted = 0;
  std::size_t run = 1;
  for (std::size_t i = 1; i <= value.size(); ++i) {
    const bool follows = i < value.size() && is_alphanumeric(value[i]) &&
                         (value[i] - value[i - 1] == 1 || value[i] - value[i - 1] == -1);
    if (follows) {
      ++run;
      continue;
    }
    if (run >= 3) counted += run;
    run = 1;
  }
  return counted;
}

int length_class(std::size_t length) {
  static constexpr std::size_t kLengths[] = {16, 20, 24, 32, 36, 40, 44, 48, 64, 88, 96, 128};
  for (std::size_t i = 0; i < std::size(kLengths); ++i)
    if (kLengths[i] == length) return static_cast<int>(i) + 1;
  return 0;
}

bool starts_with_any(std::string_view text, const std::vector<std::string>& starts) {
  return std::any_of(starts.begin(), starts.end(),
                     [&](const std::string& start) { return text.starts_with(start); });
}

bool holds_template(std::string_view value) {
  const auto between = [&](std::string_view open, std::string_view close) {
    const std::size_t at = value.find(open);
    return at != std::string_view::npos &&
           value.find(close, at + open.size()) != std::string_view::npos;
  };
  return between("${", "}") || between("{{", "}}") || between("#{", "}") || between("<%", "%>") ||
         between("$(", ")") || between("%(", ")") || between("{%", "%}") || between("<", ">") ||
         contains(value, "%s") || contains(value, "%d") || contains(value, "%v") ||
         between("{", "}");
}

void add_counts(std::string_view value, FeatureSink& sink) {
  const auto count = [&](std::string_view characters) {
    return std::count_if(value.begin(), value.end(),
                         [&](char c) { return characters.find(c) != std::string_view::npos; });
  };
  sink.set(Feature::spaces, count(" \t"));
  sink.set(Feature::slashes, count("/"));
  sink.set(Feature::dots, count("."));
  sink.set(Feature::dashes, count("-"));
  sink.set(Feature::underscores, count("_"));
  sink.set(Feature::colons, count(":"));
  sink.set(Feature::dollars, count("$"));
  sink.set(Feature::brackets, count("()[]{}<>"));
  std::size_t variables = 0;
  for (std::size_t i = 0; i + 1 < value.size(); ++i)
    variables +=
        value[i] == '$' && (is_letter(value[i + 1]) || contains("_{(", value.substr(i + 1, 1)));
  sink.set(Feature::variables, variables);
  sink.set(Feature::percents, count("%"));
  sink.set(Feature::backslashes, count("\\"));
  sink.set(Feature::at_signs, count("@"));
  sink.set(Feature::base64_signs, count("+="));
  sink.set(Feature::separators, count(",;"));
  sink.set(Feature::rare_symbols, count("!#^&*~?|@$%"));
  sink.set(Feature::high_bytes, std::count_if(value.begin(), value.end(), [](char c) {
             return static_cast<unsigned char>(c) >= 0x80;
           }));
}

void add_forms(std::string_view value, const FilterLists& lists, FeatureSink& sink) {
  static constexpr std::string_view kHex = "0123456789abcdefABCDEF";
  static constexpr std::string_view kBase64 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=-_";
  const bool is_name = !is_digit(value[0]) && std::all_of(value.begin(), value.end(), [](char c) {
    return is_alphanumeric(c) || c == '_';
  });
  const bool has_lower = std::any_of(value.begin(), value.end(), is_lower);
  const bool has_upper = std::any_of(value.begin(), value.end(), is_upper);
  const std::size_t at = value.find('@');
  const std::size_t scheme = value.find("://");
  sink.set(Feature::is_hex, all_of(value, kHex));
  sink.set(Feature::is_number, all_of(value, "0123456789.-"));
  sink.set(Feature::is_uuid, value.size() == 36 && is_uuid(value, 0));
  sink.set(Feature::is_base64, value.size() >= 8 && all_of(value, kBase64));
  sink.set(Feature::is_url,
           scheme != std::string_view::npos ? 1 + (at != std::string_view::npos) : 0);
  sink.set(Feature::is_path, value[0] == '/' || value.starts_with("./") ||
                                 value.starts_with("../") || value.starts_with("~/") ||
                                 contains(value, ":\\"));
  sink.set(Feature::is_email,
           at != std::string_view::npos && at > 0 && value.find('.', at) != std::string_view::npos);
  sink.set(Feature::is_name, is_name);
  sink.set(Feature::is_constant, is_name && has_upper && !has_lower);
  sink.set(Feature::is_camel, is_name && has_lower && has_upper && !contains(value, "_"));
  sink.set(Feature::is_capitalised, is_name && is_upper(value[0]) && value.size() > 1 &&
                                        std::all_of(value.begin() + 1, value.end(), is_lower));
  sink.set(Feature::is_call, value.back() == ')' && contains(value, "("));
  sink.set(Feature::is_template, holds_template(value));
  const bool bracketed =
      (value[0] == '<' && value.back() == '>') || (value[0] == '[' && value.back() == ']') ||
      (value[0] == '{' && value.back() == '}') || (value[0] == '%' && value.back() == '%') ||
      (value[0] == '(' && value.back() == ')');
  sink.set(Feature::is_bracketed, bracketed);
  sink.set(Feature::is_hash, starts_with_any(value, lists.hashes));
  sink.set(Feature::is_encrypted, starts_with_any(value, lists.encrypted));
  sink.set(Feature::is_reference, starts_with_any(value, lists.references));
  sink.set(Feature::is_jwt, value.starts_with("eyJ"));
  sink.set(Feature::is_pem, contains(value, "-----BEGIN"));
}

}  // namespace

void add_value_features(const Place& place, const FeatureSource& source, FeatureSink& sink) {
  const std::string_view value = value_of(place, source);
  const ValueShape shape = shape_of(value);
  const Runs runs = runs_of(value);
  sink.set(Feature::length, value.size());
  sink.set(Feature::uppers, shape.uppers);
  sink.set(Feature::lowers, shape.lowers);
  sink.set(Feature::digits, shape.digits);
  sink.set(Feature::symbols, shape.symbols);
  sink.set(Feature::upper_share, per_mille(shape.uppers, value.size()));
  sink.set(Feature::lower_share, per_mille(shape.lowers, value.size()));
  sink.set(Feature::digit_share, per_mille(shape.digits, value.size()));
  sink.set(Feature::symbol_share, per_mille(shape.symbols, value.size()));
  sink.set(Feature::distinct, shape.distinct);
  sink.set(Feature::distinct_share, per_mille(shape.distinct, value.size()));
  sink.set(Feature::entropy, shape.entropy * 100 + 0.5);
  sink.set(Feature::class_changes, shape.class_changes);
  sink.set(Feature::change_share, per_mille(shape.class_changes, value.size()));
  sink.set(Feature::longest_letters, runs.letters);
  sink.set(Feature::longest_digits, runs.digits);
  sink.set(Feature::longest_mixed, runs.mixed);
  sink.set(Feature::longest_same, runs.same);
  sink.set(Feature::first_class, class_of(value.front()));
  sink.set(Feature::last_class, class_of(value.back()));
  sink.set(Feature::length_class, length_class(value.size()));
  sink.set(Feature::length_mod_4, value.size() % 4);
  sink.set(Feature::is_repeated, is_repeated(value));
  sink.set(Feature::is_sequential, is_sequential(value));
  sink.set(Feature::mask_run, masked_run(value));
  sink.set(Feature::sequence_share, per_mille(counted_characters(value), value.size()));
  add_counts(value, sink);
  add_forms(value, source.lists, sink);
}

}  // namespace foureyes
