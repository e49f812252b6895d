// Values are proposed, and the evaluator of requests disposes: the conjuncts' own values, their
// neighbours in the order of numbers and addresses, and last what the automata find.
#include "privilege/key_values.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "base/text.h"
#include "privilege/example_names.h"
#include "privilege/request_evaluator.h"
#include "privilege/shortest_text.h"
#include "privilege/value_ranges.h"

namespace foureyes {
namespace {

using Requirements = std::vector<Requirement>;  // on one key
using Texts = std::vector<std::string>;

bool suits(const Requirements& all, const std::string* value) {
  return std::all_of(all.begin(), all.end(), [&](const Requirement& one) {
    const Truth wanted = truth_of(one.outcome == Outcome::holds);
    return conjunct_holds(*one.conjunct, value) == wanted;
  });
}

std::string_view positive_family(const Conjunct& conjunct) {
  std::string_view family = conjunct.operator_family;
  return family.starts_with("not-") ? family.substr(4) : family;
}

std::optional<long long> whole_number(std::string_view text) {
  long long value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || text.size() > 15 || end == text.data()) return std::nullopt;
  return value;
}

// The number and its neighbours.
void add_numbers(std::string_view text, Texts& out) {
  out.emplace_back(text);
  if (const auto value = whole_number(text))
    for (long long near : {-1, 0, 1}) out.push_back(std::to_string(*value + near));
}

std::string dotted(unsigned long address) {
  return concat((address >> 24) & 255, ".", (address >> 16) & 255, ".", (address >> 8) & 255, ".",
                address & 255);
}

// An address of the network, those before and after it (of IPv4), and some for documentation.
void add_addresses(std::string_view network, Texts& out) {
  const std::size_t slash = network.find('/');
  for (std::string_view elsewhere : {"192.0.2.1", "198.51.100.1", "2001:db8::1"})
    out.emplace_back(elsewhere);
  out.emplace_back(network.substr(0, slash));
  const auto parts = split(out.back(), '.');
  if (parts.size() != 4) return;
  unsigned long address = 0;
  for (std::string_view part : parts)
    address = address * 256 + static_cast<unsigned long>(whole_number(part).value_or(0));
  const long long length =
      slash == network.npos ? 32 : whole_number(network.substr(slash + 1)).value_or(32);
  const unsigned long size = 1UL << (32 - std::clamp(length, 0LL, 32LL));
  const unsigned long first = address & ~(size - 1), last = first + size - 1;
  for (unsigned long near : {first, last, first - 1, last + 1, address + 1, address - 1})
    out.push_back(dotted(near));
}

Texts texts_of(const Conjunct& conjunct, const std::string& value) {
  const bool literal = positive_family(conjunct).starts_with("equals");
  return literal ? Texts{value} : example_names(value);
}

std::string upper(std::string text) {
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return text;
}

// The same texts in another case: for tests that ignore it beside tests that do not.
void add_other_case(Texts& out) {
  for (std::size_t i = 0, count = out.size(); i < count; ++i) {
    out.push_back(to_lower(out[i]));
    out.push_back(upper(out[i]));
  }
}

Texts candidates(const Requirements& all) {
  Texts out;
  for (const Requirement& one : all) {
    const std::string_view family = positive_family(*one.conjunct);
    for (const std::string& value : one.conjunct->values) {
      if (family == "cidr")
        add_addresses(value, out);
      else if (family.starts_with("number"))
        add_numbers(value, out);
      else if (family.starts_with("date"))
        add_numbers(seconds_of_date(value).value_or(value), out);
      else
        for (std::string& text : texts_of(*one.conjunct, value)) out.push_back(std::move(text));
    }
  }
  const Texts& words = example_words();
  out.insert(out.end(), words.begin(), words.end());
  add_other_case(out);
  return out;
}

std::optional<GlobKind> glob_kind(std::string_view family) {
  if (family == "equals") return GlobKind::literal;
  if (family == "glob") return GlobKind::plain;
  if (family == "arn") return GlobKind::arn;
  if (family == "ref-glob") return GlobKind::ref;
  return std::nullopt;
}

std::optional<std::string> by_automaton(const Requirements& all, std::size_t& steps) {
  std::vector<GlobLanguage> within, outside;
  for (const Requirement& one : all) {
    const auto kind = glob_kind(positive_family(*one.conjunct));
    if (!kind) return std::nullopt;
    GlobLanguage language;
    for (const std::string& value : one.conjunct->values)
      language.members.push_back({value, *kind});
    if (one.conjunct->operator_family.starts_with("not-"))
      language.sense = GlobLanguage::Sense::none_of;
    (one.outcome == Outcome::holds ? within : outside).push_back(std::move(language));
  }
  auto text = shortest_text(within, outside, steps);
  if (text && !suits(all, &*text)) return std::nullopt;
  return text;
}

std::optional<RequestKey> key_for(const std::string& name, const Requirements& all,
                                  std::size_t& steps) {
  for (std::string& value : candidates(all))
    if (suits(all, &value)) return RequestKey{name, std::move(value)};
  if (suits(all, nullptr)) return RequestKey{name, std::nullopt};
  if (auto value = by_automaton(all, steps)) return RequestKey{name, std::move(value)};
  return std::nullopt;
}

}  // namespace

std::optional<std::vector<RequestKey>> keys_for(const std::vector<Requirement>& requirements,
                                                std::size_t& steps) {
  std::map<std::string, Requirements> by_key;
  for (const Requirement& one : requirements)
    by_key[std::string(request_key(*one.conjunct))].push_back(one);
  std::vector<RequestKey> keys;
  for (const auto& [name, all] : by_key) {
    auto key = key_for(name, all, steps);
    if (!key) return std::nullopt;
    keys.push_back(std::move(*key));
  }
  return keys;
}

}  // namespace foureyes
