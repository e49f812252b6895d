// One function names the fields in order, for writing and for reading.
#include "secrets/rule_table.h"

#include <algorithm>
#include <type_traits>

#include "secrets/prefilter.h"

namespace foureyes {
namespace {

constexpr std::string_view kMagic = "FOUREYES RULES 6\n";

std::size_t padding_at(std::size_t offset) {
  return (kPrefilterAlignment - offset % kPrefilterAlignment) % kPrefilterAlignment;
}

class Writer {
 public:
  void field(std::uint32_t value) {
    for (int shift = 0; shift < 32; shift += 8) out_ += static_cast<char>(value >> shift & 0xff);
  }
  void field(bool value) { field(std::uint32_t{value}); }
  void field(std::string_view text) {
    field(static_cast<std::uint32_t>(text.size()));
    out_ += text;
  }
  template <class Enum>
  requires std::is_enum_v<Enum>
  void field(Enum value) { field(static_cast<std::uint32_t>(value)); }
  template <class Item>
  void field(const std::vector<Item>& items) {
    field(static_cast<std::uint32_t>(items.size()));
    for (const Item& item : items) field(item);
  }
  void field(const StructureCheck& check) {
    field(check.kind);
    field(check.thousandths);
  }
  void field(const HintSource& hint) {
    field(hint.rules);
    field(hint.near_word);
  }
  void field(const RulePart& part) {
    field(part.name);
    field(part.pattern);
    field(part.max_width);
    field(part.secret_group);
  }
  template <class Value>
  void detail(const Value& value) {
    field(value);
  }
  // Size, zeros up to a multiple of kPrefilterAlignment from the start of the table, the bytes.
  void aligned_field(std::string_view bytes) {
    field(static_cast<std::uint32_t>(bytes.size()));
    out_.append(padding_at(out_.size()), '\0');
    out_ += bytes;
  }
  std::string take() { return std::move(out_); }

 private:
  std::string out_ = std::string(kMagic);
};

class Reader {
 public:
  Reader(std::string_view bytes, RuleDetail detail)
      : whole_(bytes), bytes_(bytes), detail_(detail) {}
  void field(bool& value) {
    std::uint32_t number = 0;
    field(number);
    value = number != 0;
  }
  void field(std::uint32_t& value) {
    value = 0;
    if (bytes_.size() < 4) return fail();
    for (std::size_t i = 0; i < 4; ++i)
      value |= std::uint32_t{static_cast<unsigned char>(bytes_[i])} << 8 * i;
    bytes_.remove_prefix(4);
  }
  void field(std::string_view& text) {
    std::uint32_t size = 0;
    field(size);
    if (size > bytes_.size()) return fail();
    text = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
  }
  void field(std::string& text) {
    std::string_view view;
    field(view);
    text = view;
  }
  template <class Enum>
  requires std::is_enum_v<Enum>
  void field(Enum& value) {
    std::uint32_t number = 0;
    field(number);
    value = static_cast<Enum>(number);
  }
  template <class Item>
  void field(std::vector<Item>& items) {
    std::uint32_t size = 0;
    field(size);
    if (size > bytes_.size() / 4) return fail();  // no item is smaller
    items.resize(size);
    for (Item& item : items) field(item);
  }
  void field(StructureCheck& check) {
    field(check.kind);
    field(check.thousandths);
  }
  void field(HintSource& hint) {
    field(hint.rules);
    field(hint.near_word);
  }
  void field(RulePart& part) {
    field(part.name);
    field(part.pattern);
    field(part.max_width);
    field(part.secret_group);
  }
  // For people and for tests: left empty where only matching is asked for.
  void detail(std::string& text) {
    if (detail_ == RuleDetail::all) return field(text);
    std::string_view skipped;
    field(skipped);
  }
  void detail(std::vector<std::string>& texts) {
    if (detail_ == RuleDetail::all) return field(texts);
    std::uint32_t count = 0;
    field(count);
    std::string_view skipped;
    for (std::uint32_t i = 0; i < count && !failed_; ++i) field(skipped);
  }
  std::size_t offset() const { return whole_.size() - bytes_.size(); }
  std::string_view since(std::size_t start) const { return whole_.substr(start, offset() - start); }
  void skip(std::size_t size) { bytes_.remove_prefix(size); }
  void aligned_field(std::string_view& bytes) {
    std::uint32_t size = 0;
    field(size);
    const std::size_t padding = padding_at(offset());
    if (padding > bytes_.size()) return fail();
    bytes_.remove_prefix(padding);
    if (size > bytes_.size()) return fail();
    bytes = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
  }
  bool failed() const { return failed_; }

 private:
  void fail() {
    failed_ = true;
    bytes_ = {};
  }
  std::string_view whole_;
  std::string_view bytes_;  // the rest
  RuleDetail detail_;
  bool failed_ = false;
};

template <class Archive, class Lists>
void list_fields(Archive& archive, Lists& lists) {
  archive.field(lists.placeholder_words);
  archive.field(lists.name_endings);
  archive.field(lists.references);
  archive.field(lists.encrypted);
  archive.field(lists.hashes);
  archive.field(lists.hash_names);
  archive.field(lists.examples);
}

template <class Archive, class RuleLike>
void fields(Archive& archive, RuleLike& rule) {
  auto& info = rule.info;
  archive.field(info.id);
  archive.detail(info.name);
  archive.detail(info.title);
  archive.detail(info.description);
  archive.field(info.severity);
  archive.field(info.confidence);
  archive.detail(info.remediation);
  archive.detail(info.references);
  archive.detail(info.tags);
  archive.detail(info.controls);
  archive.field(rule.kind);
  archive.detail(rule.provider);
  archive.field(rule.pattern);
  archive.detail(rule.prefilter);
  archive.detail(rule.keywords);
  archive.field(rule.places);
  archive.field(rule.near);
  archive.field(rule.structure);
  archive.field(rule.filters);
  archive.field(rule.path);
  archive.field(rule.except_path);
  archive.field(rule.public_prefix);
  archive.field(rule.secret_group);
  archive.field(rule.key_group);
  archive.field(rule.max_width);
  archive.field(rule.crosses_lines);
  archive.field(rule.within_line);
  archive.field(rule.overrides);
  archive.field(rule.parts);
  archive.field(rule.alone);
  archive.detail(rule.examples);
  archive.detail(rule.negative_examples);
}

}  // namespace

std::string write_rule_table(const RuleTable& table) {
  Writer writer;
  writer.field(table.digest);
  writer.field(static_cast<std::uint32_t>(table.rules.size()));
  for (const Rule& rule : table.rules) fields(writer, rule);
  list_fields(writer, table.filters);
  writer.field(table.hints);
  writer.field(table.own_patterns);
  writer.field(table.has_hints_within_lines);
  writer.field(table.generic);
  writer.aligned_field(table.database);
  return writer.take();
}

Rule read_rule_bytes(std::string_view bytes) {
  Reader reader(bytes, RuleDetail::all);
  Rule rule;
  fields(reader, rule);
  return rule;
}

Result<RuleTable> read_rule_table(std::string_view bytes, RuleDetail detail) {
  const Error broken{.what = "the compiled rules are damaged or of another version",
                     .fix = "build foureyes again"};
  if (!bytes.starts_with(kMagic)) return failure(broken);
  Reader reader(bytes, detail);
  reader.skip(kMagic.size());
  RuleTable table;
  std::uint32_t count = 0;
  reader.field(table.digest);
  reader.field(count);
  table.rules.reserve(std::min<std::size_t>(count, bytes.size() / sizeof(Rule)));
  for (std::uint32_t i = 0; i < count && !reader.failed(); ++i) {
    const std::size_t start = reader.offset();
    fields(reader, table.rules.emplace_back());
    table.rule_bytes.push_back(reader.since(start));
  }
  list_fields(reader, table.filters);
  reader.field(table.hints);
  reader.field(table.own_patterns);
  reader.field(table.has_hints_within_lines);
  reader.field(table.generic);
  reader.aligned_field(table.database);
  if (reader.failed() || table.own_patterns.size() != table.rules.size()) return failure(broken);
  return table;
}

}  // namespace foureyes
