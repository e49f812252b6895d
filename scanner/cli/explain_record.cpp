#include "cli/explain_record.h"

#include "base/display_text.h"
#include "base/text.h"
#include "privilege/dialects/aws_iam/catalogue.h"
#include "report/wording.h"

namespace foureyes {
namespace {

// Collects lines; a value that is empty has none.
class Lines {
 public:
  void add(std::string_view name, std::string_view value) {
    constexpr std::size_t kName = 12;
    if (value.empty()) return;
    std::string label(name);
    label.resize(std::max(kName, label.size() + 1), ' ');
    text_ += concat("  ", label, console_text(value), "\n");
  }
  void add_all(std::string_view name, const std::vector<std::string>& values) {
    for (const std::string& value : values) add(name, value);
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

std::string place(const std::optional<GrantSource>& source) {
  if (!source) return "";
  return concat(source->path, ":", source->line, source->route.empty() ? "" : "  ", source->route);
}

// Which actions of AWS a wildcard is today.
void add_wildcards(const DeltaRecord& record, Lines& lines) {
  if (!record.kind.starts_with("iam-")) return;
  const std::string actions = replace_all(record.action, "; ", ";");
  for (std::string_view action : split(actions, ';')) {
    const std::string words = aws_iam::words_for_wildcard(action);
    if (!words.empty()) lines.add("", concat(action, " is ", words));
  }
}

void add_meaning(const DeltaRecord& record, Lines& lines) {
  lines.add("verdict", name_of(record.direction));
  lines.add("plane", name_of(record.plane));
  lines.add("subject", record.subject);
  lines.add("may", record.effect == Effect::allow
                       ? record.action
                       : concat(name_of(record.effect), " ", record.action));
  add_wildcards(record, lines);
  lines.add("on", record.resource);
  lines.add("under", record.condition);
  lines.add_all("by way of", record.via);
  lines.add("before", record.before);
  lines.add("after", record.after);
  for (const std::string& code : record.reasons)
    lines.add("unknown", concat(code, ": ", words_for_unknown(code)));
  for (const auto& [name, digest] : record.bound_content)
    lines.add("binds", concat(name, "  sha256 ", digest));
  lines.add_all("note", record.marks);
  lines.add_all("not bound", record.uncovered_code);
  lines.add("was at", place(record.source_before));
  lines.add("is at", place(record.source_after));
}

std::string words_for(const std::vector<RequestKey>& keys) {
  std::vector<std::string> words;
  for (const RequestKey& key : keys)
    words.push_back(key.value ? concat(key.name, " = ", *key.value) : concat("no ", key.name));
  return join(words, ", ");
}

void add_witness(const DeltaRecord& record, Lines& lines) {
  lines.add("no witness", record.no_witness);
  if (!record.witness) return;
  const Witness& request = *record.witness;
  lines.add("witness", concat(request.subject, ": ", request.action, " on ", request.resource));
  lines.add("", words_for(request.keys));
  for (const std::string& words : request.assumes) lines.add("provided", words);
}

void add_kind(const DeltaRecord& record, const std::vector<RuleInfo>& rules,
              const std::vector<DialectRows>& dialects, Lines& lines) {
  for (const RuleInfo& rule : rules)
    if (rule.id == concat("privilege/", record.kind)) {
      lines.add("kind", concat(record.kind, ": ", rule.title));
      lines.add("", rule.description);
      lines.add("severity", name_of(rule.severity));
    }
  for (const DialectRows& dialect : dialects)
    for (const DialectRow& row : dialect.rows) {
      if (row.kind != record.kind) continue;
      lines.add("read by", concat(dialect.name, ": ", join(row.reads, "; ")));
      lines.add("widens", row.widens);
      lines.add_all("see", dialect.references);
    }
}

}  // namespace

std::string explained(const DeltaRecord& record, const std::vector<RuleInfo>& rules,
                      const std::vector<DialectRows>& dialects) {
  Lines lines;
  add_meaning(record, lines);
  add_witness(record, lines);
  add_kind(record, rules, dialects, lines);
  return concat(record_id(record), "  ", console_text(record.sentence), "\n", lines.take());
}

}  // namespace foureyes
