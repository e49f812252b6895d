// From YAML to rules: one handler a key, so that a key that has none is an error.
#include <algorithm>
#include <array>

#include "base/name_table.h"
#include "base/path.h"
#include "base/text.h"
#include "base/yaml_document.h"
#include "secrets/pattern_outline.h"
#include "secrets/rule.h"
#include "secrets/rule_pattern.h"

namespace foureyes {
namespace {

constexpr std::size_t kLongestId = 64;
constexpr std::uint32_t kLongestPublicPrefix = 32;
constexpr std::uint32_t kLongestDerivedPrefix = 16;
constexpr std::uint32_t kWidestPart = 512;

// What a handler reads into. Keys that decide about others are settled at the end.
struct Draft {
  Rule rule;
  bool generic = false;
  bool has_public_prefix = false;
  bool is_unbounded = false;
};

class RuleReader {
 public:
  RuleReader(std::string_view file, const DocumentNode& node) : file_(file), node_(node) {}
  Result<Rule> read();

 private:
  using Handler = Result<void> (RuleReader::*)(const DocumentNode&);
  struct Key {
    std::string_view name;
    Handler handler;
    bool required;
  };
  static const std::array<Key, 26> kKeys;

  std::string at(const DocumentNode& node) const {
    return concat(file_, ":", node.line, ":", node.column);
  }
  tl::unexpected<Error> wrong(const DocumentNode& node, std::string what,
                              std::string fix = {}) const {
    return failure({.what = std::move(what), .where = at(node), .fix = std::move(fix)});
  }

  std::vector<std::string> positions_of(const DocumentNode& list) const {
    std::vector<std::string> places;
    for (const DocumentNode& item : list.items) places.push_back(at(item));
    return places;
  }

  Result<std::string> text_of(const DocumentNode& node) const;
  Result<std::vector<std::string>> texts_of(const DocumentNode& node) const;
  Result<std::uint32_t> thousandths_of(const DocumentNode& node) const;
  Result<void> check_slug(const DocumentNode& node, std::string_view text) const;

  Result<void> read_id(const DocumentNode& node);
  Result<void> read_name(const DocumentNode& node);
  Result<void> read_title(const DocumentNode& node);
  Result<void> read_description(const DocumentNode& node);
  Result<void> read_severity(const DocumentNode& node);
  Result<void> read_confidence(const DocumentNode& node);
  Result<void> read_pattern(const DocumentNode& node);
  Result<void> read_prefilter(const DocumentNode& node);
  Result<void> read_keywords(const DocumentNode& node);
  Result<void> read_near(const DocumentNode& node);
  Result<void> read_places(const DocumentNode& node);
  Result<void> read_structure(const DocumentNode& node);
  Result<void> read_filters(const DocumentNode& node);
  Result<void> read_generic(const DocumentNode& node);
  Result<void> read_path(const DocumentNode& node);
  Result<void> read_except_path(const DocumentNode& node);
  Result<void> read_public_prefix(const DocumentNode& node);
  Result<void> read_overrides(const DocumentNode& node);
  Result<void> read_parts(const DocumentNode& node);
  Result<void> read_alone(const DocumentNode& node);
  Result<void> read_examples(const DocumentNode& node);
  Result<void> read_negative_examples(const DocumentNode& node);
  Result<void> read_references(const DocumentNode& node);
  Result<void> read_remediation(const DocumentNode& node);
  Result<void> read_tags(const DocumentNode& node);
  Result<void> read_controls(const DocumentNode& node);
  Result<void> settle();

  std::string_view file_;
  const DocumentNode& node_;
  Draft draft_;
};

const std::array<RuleReader::Key, 26> RuleReader::kKeys{{
    {"id", &RuleReader::read_id, true},
    {"name", &RuleReader::read_name, true},
    {"title", &RuleReader::read_title, true},
    {"description", &RuleReader::read_description, true},
    {"severity", &RuleReader::read_severity, true},
    {"confidence", &RuleReader::read_confidence, false},
    {"pattern", &RuleReader::read_pattern, false},
    {"prefilter", &RuleReader::read_prefilter, false},
    {"keywords", &RuleReader::read_keywords, false},
    {"near", &RuleReader::read_near, false},
    {"places", &RuleReader::read_places, false},
    {"structure", &RuleReader::read_structure, false},
    {"filters", &RuleReader::read_filters, false},
    {"generic", &RuleReader::read_generic, false},
    {"path", &RuleReader::read_path, false},
    {"except_path", &RuleReader::read_except_path, false},
    {"public_prefix", &RuleReader::read_public_prefix, false},
    {"overrides", &RuleReader::read_overrides, false},
    {"parts", &RuleReader::read_parts, false},
    {"alone", &RuleReader::read_alone, false},
    {"examples", &RuleReader::read_examples, true},
    {"negative_examples", &RuleReader::read_negative_examples, false},
    {"references", &RuleReader::read_references, true},
    {"remediation", &RuleReader::read_remediation, true},
    {"tags", &RuleReader::read_tags, true},
    {"controls", &RuleReader::read_controls, false},
}};

Result<Rule> RuleReader::read() {
  if (!node_.is_mapping()) return wrong(node_, "a rule is a map of keys");
  draft_.rule.provider = file_name(file_);
  draft_.rule.provider.resize(draft_.rule.provider.find('.') == std::string::npos
                                  ? draft_.rule.provider.size()
                                  : draft_.rule.provider.find('.'));
  draft_.rule.filters = default_filters();
  draft_.rule.info.controls = {"NHI2:2025", "PR.AA-01", "PR.DS-01"};
  for (const auto& [key, value] : node_.members) {
    const std::string& name = key.text;
    const auto* known = std::find_if(kKeys.begin(), kKeys.end(),
                                     [&](const Key& entry) { return entry.name == name; });
    if (known == kKeys.end())
      return wrong(key, concat("a rule has no key '", key.text, "'"),
                   "rules/secrets/README.md lists the keys");
    TRY((this->*known->handler)(value));
  }
  for (const Key& key : kKeys)
    if (key.required && node_.find(key.name) == nullptr)
      return wrong(node_, concat("the rule has no '", key.name, "'"));
  draft_.rule.origin.rule = at(node_);
  TRY(settle());
  return std::move(draft_.rule);
}

Result<std::string> RuleReader::text_of(const DocumentNode& node) const {
  if (!node.is_scalar() || node.is_null() || node.text.empty())
    return wrong(node, "a text is expected here");
  return node.text;
}

Result<std::vector<std::string>> RuleReader::texts_of(const DocumentNode& node) const {
  if (!node.is_sequence()) return wrong(node, "a list of texts is expected here");
  std::vector<std::string> texts;
  for (const DocumentNode& item : node.items) {
    TRY_ASSIGN(std::string text, text_of(item));
    texts.push_back(std::move(text));
  }
  return texts;
}

// A number from 0 to 100,000 with at most three decimals.
Result<std::uint32_t> RuleReader::thousandths_of(const DocumentNode& node) const {
  const std::string_view text = node.text;
  std::uint32_t value = 0;
  std::size_t decimals = 0;
  bool past_point = false;
  bool valid = node.kind == NodeKind::number && text.size() <= 9;
  for (const char c : text) {
    if (c == '.' && !past_point) {
      past_point = true;
    } else if (is_digit(c) && value <= 100'000'000 && decimals < 3) {
      value = value * 10 + static_cast<std::uint32_t>(c - '0');
      decimals += past_point;
    } else {
      valid = false;
    }
  }
  if (!valid || value > 100'000) return wrong(node, "a number is expected here");
  for (; decimals < 3; ++decimals) value *= 10;
  return value;
}

Result<void> RuleReader::check_slug(const DocumentNode& node, std::string_view text) const {
  const bool valid =
      !text.empty() && text.size() <= kLongestId && text.front() != '-' && text.back() != '-' &&
      text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
  if (!valid) return wrong(node, "only a-z, 0-9 and '-' between them are allowed here");
  return {};
}

Result<void> RuleReader::read_id(const DocumentNode& node) {
  TRY_ASSIGN(draft_.rule.info.id, text_of(node));
  return check_slug(node, draft_.rule.info.id);
}

Result<void> RuleReader::read_name(const DocumentNode& node) {
  TRY_ASSIGN(std::string name, text_of(node));
  const bool valid =
      name[0] >= 'A' && name[0] <= 'Z' && std::all_of(name.begin(), name.end(), is_alphanumeric);
  if (!valid) return wrong(node, "a name is PascalCase, letters and digits only");
  draft_.rule.info.name = std::move(name);
  return {};
}

Result<void> RuleReader::read_title(const DocumentNode& node) {
  TRY_ASSIGN(draft_.rule.info.title, text_of(node));
  return {};
}

Result<void> RuleReader::read_description(const DocumentNode& node) {
  TRY_ASSIGN(std::string text, text_of(node));
  text = trim(text);
  if (!text.ends_with('.')) return wrong(node, "a description ends with a full stop");
  draft_.rule.info.description = std::move(text);
  return {};
}

Result<void> RuleReader::read_severity(const DocumentNode& node) {
  if (!parse_severity(node.text, draft_.rule.info.severity))
    return wrong(node, "the severity is low, medium, high or critical");
  return {};
}

Result<void> RuleReader::read_confidence(const DocumentNode& node) {
  if (!parse_confidence(node.text, draft_.rule.info.confidence))
    return wrong(node, "the confidence is low, medium or high");
  return {};
}

Result<void> RuleReader::read_pattern(const DocumentNode& node) {
  Rule& rule = draft_.rule;
  TRY_ASSIGN(rule.pattern, text_of(node));
  auto facts = inspect_pattern(rule.pattern);
  if (!facts) return wrong(node, facts.error().what, facts.error().fix);
  if (facts->matches_empty) return wrong(node, "the pattern matches the empty text");
  if (facts->width > kWidestMatch && facts->width != kUnbounded)
    return wrong(node, concat("a match can have ", facts->width, " bytes"),
                 concat("a match has at most ", kWidestMatch, " bytes"));
  rule.max_width = std::min(facts->width, kWidestMatch);
  rule.crosses_lines = facts->crosses_lines;
  rule.within_line = stays_within_line(rule.pattern);
  draft_.is_unbounded = facts->width == kUnbounded;
  rule.refusal = facts->refusal;
  rule.secret_group = facts->secret_group;
  rule.key_group = facts->key_group;
  return {};
}

Result<void> RuleReader::read_prefilter(const DocumentNode& node) {
  TRY_ASSIGN(draft_.rule.prefilter, text_of(node));
  auto facts = inspect_path_pattern(draft_.rule.prefilter);
  if (!facts) return wrong(node, facts.error().what);
  return {};
}

Result<void> RuleReader::read_keywords(const DocumentNode& node) {
  TRY_ASSIGN(draft_.rule.keywords, texts_of(node));
  for (const std::string& word : draft_.rule.keywords)
    if (word.size() < 2) return wrong(node, "a keyword has at least 2 bytes");
  return {};
}

Result<void> RuleReader::read_places(const DocumentNode& node) {
  static constexpr NameTable<PlaceKind, 4> kKinds{{{{PlaceKind::quoted, "quoted"},
                                                    {PlaceKind::bare, "bare"},
                                                    {PlaceKind::element, "element"},
                                                    {PlaceKind::userinfo, "userinfo"}}}};
  TRY_ASSIGN(const std::vector<std::string> names, texts_of(node));
  for (const std::string& name : names) {
    auto kind = PlaceKind::quoted;
    if (!kKinds.parse(name, kind)) return wrong(node, concat("there are no places '", name, "'"));
    draft_.rule.places.push_back(kind);
  }
  draft_.rule.max_width = kWidestMatch;
  draft_.rule.crosses_lines = true;
  return {};
}

Result<void> RuleReader::read_near(const DocumentNode& node) {
  TRY_ASSIGN(draft_.rule.near, texts_of(node));
  for (std::string& word : draft_.rule.near) {
    if (word.size() < 3) return wrong(node, "a word has at least 3 bytes");
    word = to_lower(word);
  }
  return {};
}

Result<void> RuleReader::read_structure(const DocumentNode& node) {
  if (!node.is_mapping()) return wrong(node, "structure is a map of checks");
  for (const auto& [key, value] : node.members) {
    const auto kind = parse_structure_kind(key.text);
    if (!kind) return wrong(key, concat("there is no structure check '", key.text, "'"));
    StructureCheck check{.kind = *kind};
    if (traits_of(*kind).has_parameter) {
      TRY_ASSIGN(check.thousandths, thousandths_of(value));
    } else if (value.kind != NodeKind::boolean || value.text != "true") {
      return wrong(value, concat("the check '", key.text, "' takes no parameter: write true"));
    }
    draft_.rule.structure.push_back(check);
  }
  return {};
}

Result<void> RuleReader::read_filters(const DocumentNode& node) {
  TRY_ASSIGN(const std::vector<std::string> names, texts_of(node));
  draft_.rule.filters.clear();
  for (const std::string& name : names) {
    const auto filter = parse_filter_name(name);
    if (!filter) return wrong(node, concat("there is no filter '", name, "'"));
    draft_.rule.filters.push_back(*filter);
  }
  return {};
}

Result<void> RuleReader::read_generic(const DocumentNode& node) {
  if (node.kind != NodeKind::boolean) return wrong(node, "generic is true or false");
  draft_.generic = node.text == "true";
  return {};
}

Result<void> RuleReader::read_path(const DocumentNode& node) {
  TRY_ASSIGN(draft_.rule.path, text_of(node));
  auto checked = inspect_path_pattern(draft_.rule.path);
  if (!checked) return wrong(node, checked.error().what);
  return {};
}

Result<void> RuleReader::read_except_path(const DocumentNode& node) {
  TRY_ASSIGN(draft_.rule.except_path, text_of(node));
  auto checked = inspect_path_pattern(draft_.rule.except_path);
  if (!checked) return wrong(node, checked.error().what);
  return {};
}

Result<void> RuleReader::read_public_prefix(const DocumentNode& node) {
  TRY_ASSIGN(const std::uint32_t thousandths, thousandths_of(node));
  draft_.rule.public_prefix = thousandths / 1000;
  draft_.has_public_prefix = true;
  if (draft_.rule.public_prefix > kLongestPublicPrefix)
    return wrong(node, concat("a mask shows at most ", kLongestPublicPrefix, " bytes"));
  return {};
}

Result<void> RuleReader::read_overrides(const DocumentNode& node) {
  TRY_ASSIGN(draft_.rule.overrides, texts_of(node));
  return {};
}

Result<void> RuleReader::read_parts(const DocumentNode& node) {
  if (!node.is_mapping() || node.members.empty())
    return wrong(node, "parts are a map from a name to a pattern");
  for (const auto& [key, value] : node.members) {
    RulePart part{.name = key.text};
    TRY_ASSIGN(part.pattern, text_of(value));
    const auto facts = inspect_pattern(part.pattern);
    if (!facts) return wrong(value, facts.error().what, facts.error().fix);
    if (facts->matches_empty || facts->width > kWidestPart)
      return wrong(value, concat("a part has 1 to ", kWidestPart, " bytes"));
    part.max_width = facts->width;
    part.secret_group = facts->secret_group;
    draft_.rule.parts.push_back(std::move(part));
  }
  return {};
}

Result<void> RuleReader::read_alone(const DocumentNode& node) {
  if (!parse_confidence(node.text, draft_.rule.alone))
    return wrong(node, "alone is a confidence: low, medium or high");
  return {};
}

Result<void> RuleReader::read_examples(const DocumentNode& node) {
  TRY_ASSIGN(draft_.rule.examples, texts_of(node));
  draft_.rule.origin.examples = positions_of(node);
  if (draft_.rule.examples.empty()) return wrong(node, "a rule has at least one example");
  return {};
}

Result<void> RuleReader::read_negative_examples(const DocumentNode& node) {
  TRY_ASSIGN(draft_.rule.negative_examples, texts_of(node));
  draft_.rule.origin.negative_examples = positions_of(node);
  return {};
}

Result<void> RuleReader::read_references(const DocumentNode& node) {
  TRY_ASSIGN(draft_.rule.info.references, texts_of(node));
  if (draft_.rule.info.references.empty()) return wrong(node, "a rule has a reference");
  for (const std::string& reference : draft_.rule.info.references)
    if (!reference.starts_with("https://")) return wrong(node, "a reference is an https:// URL");
  return {};
}

Result<void> RuleReader::read_remediation(const DocumentNode& node) {
  TRY_ASSIGN(std::string text, text_of(node));
  draft_.rule.info.remediation = trim(text);
  return {};
}

Result<void> RuleReader::read_tags(const DocumentNode& node) {
  TRY_ASSIGN(draft_.rule.info.tags, texts_of(node));
  if (draft_.rule.info.tags.empty()) return wrong(node, "a rule has at least one tag");
  for (const std::string& tag : draft_.rule.info.tags) TRY(check_slug(node, tag));
  return {};
}

Result<void> RuleReader::read_controls(const DocumentNode& node) {
  TRY_ASSIGN(draft_.rule.info.controls, texts_of(node));
  return {};
}

Result<void> RuleReader::settle() {
  Rule& rule = draft_.rule;
  for (const std::string& word : rule.keywords)
    if (word.size() < 3 && rule.places.empty())
      return wrong(node_, "a keyword has at least 3 bytes");
  if (rule.pattern.empty() && !rule.places.empty()) {
    if (!draft_.generic || !rule.near.empty() || !rule.structure.empty() || !rule.path.empty())
      return wrong(node_, "a rule with places is generic and has no pattern of any kind");
    rule.kind = RuleKind::generic;
    return {};
  }
  if (!rule.places.empty()) return wrong(node_, "a rule has a pattern or places");
  if (rule.pattern.empty()) {
    if (rule.path.empty()) return wrong(node_, "the rule has neither a pattern nor a path");
    if (draft_.generic || !rule.near.empty() || !rule.structure.empty())
      return wrong(node_, "a rule without a pattern looks at paths alone");
    rule.kind = RuleKind::path;
    return {};
  }
  if (draft_.is_unbounded && rule.refusal.empty() && rule.prefilter.empty() &&
      rule.keywords.empty())
    return wrong(*node_.find("pattern"), "a repetition of the pattern has no upper bound",
                 "write {20,200} in place of + or *, or name a prefilter or keywords");
  if (!rule.near.empty() && rule.crosses_lines)
    return wrong(*node_.find("pattern"), "a match of a rule with 'near' may go over lines",
                 "write [ \\t] in place of \\s, and leave \\n out: [^\\n\"] in place of [^\"]");
  rule.kind = draft_.generic ? RuleKind::generic : RuleKind::provider;
  if (rule.negative_examples.empty()) return wrong(node_, "the rule has no 'negative_examples'");
  if (!draft_.has_public_prefix) {
    const std::string literal = group_literal(rule.pattern, rule.secret_group);
    rule.public_prefix =
        std::min(static_cast<std::uint32_t>(literal.size()), kLongestDerivedPrefix);
  }
  if (draft_.generic) rule.public_prefix = 0;
  return {};
}

}  // namespace

Result<std::vector<Rule>> read_rules(const RuleSource& source) {
  TRY_ASSIGN(const DocumentNode document, read_yaml(source.text, source.name));
  if (!document.is_sequence())
    return failure({.what = "a rule file is a list of rules",
                    .where = concat(source.name, ":", document.line, ":", document.column)});
  std::vector<Rule> rules;
  for (const DocumentNode& node : document.items) {
    TRY_ASSIGN(Rule rule, RuleReader(source.name, node).read());
    rules.push_back(std::move(rule));
  }
  return rules;
}

}  // namespace foureyes
