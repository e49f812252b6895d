#include "secrets/filters.h"

#include <algorithm>

#include "base/digest.h"
#include "base/text.h"
#include "secrets/token_formats.h"
#include "secrets/value_shape.h"
#include "secrets/words.h"

namespace foureyes {
namespace {

bool is_one_of(const std::vector<std::string>& sorted, std::string_view item) {
  return std::binary_search(sorted.begin(), sorted.end(), item, std::less<>());
}

bool starts_with_any(std::string_view text, const std::vector<std::string>& starts) {
  return std::any_of(starts.begin(), starts.end(),
                     [&](const std::string& start) { return text.starts_with(start); });
}

bool is_hex(std::string_view text) {
  return text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

std::string_view without_prefix(const ValueContext& context) {
  return context.value.substr(std::min<std::size_t>(context.public_prefix, context.value.size()));
}

// A run that only a person who masks a value types.
bool has_mask_run(std::string_view value) {
  std::size_t run = 0;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const bool masks = contains("xX*.#?", value.substr(i, 1));
    run = masks && (i == 0 || value[i] == value[i - 1]) ? run + 1 : masks;
    if (run >= 6) return true;
  }
  return false;
}

bool is_placeholder(const ValueContext& context, const FilterLists& lists) {
  const std::string_view value = context.value;
  const std::string_view rest = without_prefix(context);
  if (rest.find_first_not_of("xX0.*_-#?") == std::string_view::npos) return true;
  if (has_mask_run(rest)) return true;
  const bool bracketed = (value.front() == '<' && value.back() == '>') ||
                         (value.front() == '[' && value.back() == ']') ||
                         (value.front() == '{' && value.back() == '}');
  if (bracketed) return true;
  // A value of symbols with a letter between them is made of no words.
  if (std::count_if(rest.begin(), rest.end(), is_alphanumeric) * 2 < std::ssize(rest)) return false;
  const auto words = words_of(rest);
  return !words.empty() && std::all_of(words.begin(), words.end(), [&](const std::string& word) {
    return is_one_of(lists.placeholder_words, word) || (is_digit(word[0]) && word.size() <= 4);
  });
}

// `open` ... `close` somewhere in the value: the rest of it is put together at run time.
bool has_expression(std::string_view value, std::string_view open, std::string_view close) {
  const std::size_t at = value.find(open);
  return at != std::string_view::npos &&
         value.find(close, at + open.size()) != std::string_view::npos;
}

bool is_template(const ValueContext& context) {
  const std::string_view value = context.value;
  if (has_expression(value, "${", "}") || has_expression(value, "{{", "}}") ||
      has_expression(value, "#{", "}") || has_expression(value, "<%", "%>") ||
      has_expression(value, "$(", ")") || has_expression(value, "%(", ")s") ||
      has_expression(value, "$[", "]") || has_expression(value, "__", "__"))
    return true;
  if (value.size() >= 2 && value.front() == '$' && (is_letter(value[1]) || value[1] == '{'))
    return value.find_first_of("$", 1) == std::string_view::npos;
  const bool enclosed = value.size() > 2 && value.front() == value.back() &&
                        (value.front() == '%' || value.front() == '@');
  if (enclosed) return true;
  if (value.front() == '{' || value.starts_with("<%") || value.starts_with("{%")) return true;
  return value == "%s" || value == "%d" || value == "{}" || value.starts_with("{0}");
}

bool is_path(std::string_view value) {
  const bool absolute = value.front() == '/' && value.find('/', 1) != std::string_view::npos;
  const bool windows = value.size() > 3 && value[1] == ':' && value[2] == '\\';
  if (windows) return true;
  const auto words = split(value, '/');
  return (absolute || words.size() > 2) &&
         std::all_of(words.begin(), words.end(),
                     [](std::string_view word) { return word.empty() || reads_as_words(word); });
}

bool names_something_else(std::string_view key, const FilterLists& lists) {
  const auto words = words_of(key);
  return !words.empty() && is_one_of(lists.name_endings, words.back());
}

bool is_reference(const ValueContext& context, const FilterLists& lists) {
  const std::string_view value = context.value;
  if (starts_with_any(value, lists.references)) return true;
  if (names_something_else(context.key, lists)) return true;
  if (is_path(value)) return true;
  if (context.is_quoted()) return false;
  if (value.find_first_of("([") != std::string_view::npos && context.path.is_code) return true;
  const std::string_view after = context.after();
  const bool goes_on = !after.empty() && contains("([.", after.substr(0, 1));
  return goes_on || value.ends_with("()") || value.ends_with("(");
}

bool is_hash(const ValueContext& context, const FilterLists& lists) {
  const std::string_view value = context.value;
  if (starts_with_any(value, lists.hashes)) return true;
  if (!is_hex(value) || value.size() < 32) return false;
  const auto words = words_of(context.key);
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& word) { return is_one_of(lists.hash_names, word); });
}

bool is_documentation_example(std::string_view value, const FilterLists& lists) {
  return is_one_of(lists.examples, sha256(value).hex().substr(0, 16));
}

// In texts for people a value without digits is a word of theirs.
bool is_prose(const ValueContext& context) {
  const ValueShape shape = shape_of(context.value);
  const auto spaces = std::count(context.value.begin(), context.value.end(), ' ');
  if (spaces >= 2) return true;
  if (spaces == 1 && shape.digits == 0) return true;
  const bool for_people = context.path.purpose == PathPurpose::translation ||
                          context.path.purpose == PathPurpose::prose;
  // No word of a text: "X7WHTTHLVYXPPVRZJZSK8", "m{p$o[d>-_#n}".
  const bool is_opaque = context.path.purpose == PathPurpose::prose && spaces == 0 &&
                         shape.length >= 12 && shape.digits + shape.symbols >= 2 &&
                         !reads_as_words(context.value);
  if (for_people && shape.digits < 3 && !is_opaque) return true;
  return std::any_of(context.value.begin(), context.value.end(),
                     [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

// A name of code: what stands unquoted in a programming language, or reads as one.
bool is_identifier(const ValueContext& context) {
  const std::string_view value = context.value;
  const bool is_name = std::all_of(value.begin(), value.end(), [](char c) {
    return is_alphanumeric(c) || contains("_.-:>$/", std::string_view(&c, 1));
  });
  if (!is_name) return false;
  return (context.path.is_code && !context.is_quoted()) || reads_as_words(value);
}

bool is_plain_url(std::string_view value) {
  const std::size_t scheme = value.find("://");
  if (scheme == std::string_view::npos || scheme > 12) return false;
  const std::size_t host_end = std::min(value.find('/', scheme + 3), value.size());
  const std::string_view host = value.substr(scheme + 3, host_end - scheme - 3);
  return host.find('@') == std::string_view::npos;
}

}  // namespace

bool ValueContext::is_quoted() const {
  if (place.begin == 0) return false;
  const char quote = line[place.begin - 1];
  return quote == '"' || quote == '\'' || quote == '`';
}

bool drops(FilterName filter, const ValueContext& context, const FilterLists& lists) {
  if (context.value.empty()) return true;
  switch (filter) {
    case FilterName::placeholder:
      return is_placeholder(context, lists);
    case FilterName::repeated:
      return is_repeated(without_prefix(context));
    case FilterName::sequential:
      return is_sequential(without_prefix(context));
    case FilterName::documentation_example:
      return is_documentation_example(context.value, lists);
    case FilterName::template_expression:
      return is_template(context);
    case FilterName::reference:
      return is_reference(context, lists);
    case FilterName::encrypted:
      return starts_with_any(context.value, lists.encrypted);
    case FilterName::hash_like:
      return is_hash(context, lists);
    case FilterName::uuid:
      return is_uuid(context.value, 0);
    case FilterName::dictionary_word:
      return reads_as_words(context.value);
    case FilterName::prose:
      return is_prose(context);
    case FilterName::identifier:
      return is_identifier(context);
    case FilterName::url:
      return is_plain_url(context.value);
  }
  return false;
}

}  // namespace foureyes
