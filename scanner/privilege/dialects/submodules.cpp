// Submodules: code of another repository by its commit (a gitlink), fetched from the address that
// .gitmodules names.
#include <map>

#include "base/display_text.h"
#include "base/text.h"
#include "privilege/dialect.h"
#include "privilege/record_writer.h"

namespace foureyes {
namespace {

constexpr std::string_view kModules = ".gitmodules";

// "url = x" -> {"url", "x"}; git's configuration syntax as far as .gitmodules uses it.
std::pair<std::string, std::string> setting(std::string_view line) {
  const std::size_t equals = line.find('=');
  if (equals == line.npos) return {};
  std::string_view value = trim(line.substr(equals + 1));
  if (value.size() > 1 && value.front() == '"' && value.back() == '"')
    value = value.substr(1, value.size() - 2);
  return {to_lower(trim(line.substr(0, equals))), std::string(value)};
}

Grant source_grant(const std::string& name, std::string_view key, const std::string& value,
                   std::uint32_t line) {
  Grant grant;
  grant.kind = "submodule-source";
  grant.plane = Plane::change;
  grant.group = key;
  grant.subject = Pattern::literal(concat("submodule ", name));
  grant.action = Pattern::literal(concat("follow ", key));
  grant.resource = Pattern::literal(value);
  grant.subject_words = concat("submodule `", name, "`");
  grant.action_words = concat("bring code from ", value);
  grant.brief_words = value;
  grant.source = {std::string(kModules), concat(name, ".", key), line};
  return grant;
}

void read_modules(std::string_view text, DialectFacts& out) {
  std::string name;
  std::uint32_t number = 0;
  for (std::string_view line : split_lines(text)) {
    ++number;
    line = trim(line);
    if (line.starts_with("[submodule")) {
      const std::size_t open = line.find('"'), close = line.rfind('"');
      name = open < close ? std::string(line.substr(open + 1, close - open - 1)) : "";
      continue;
    }
    const auto [key, value] = setting(line);
    if (key == "url" || key == "branch" || key == "path")
      out.grants.push_back(source_grant(name, key, value, number));
  }
}

DialectFacts inventory(const TreeView& tree, const PrivilegeOptions& options) {
  DialectFacts out;
  const auto file = read_privilege_file(tree, kModules, options.limits);
  if (!file) return out;
  out.files.push_back(std::string(kModules));
  if (file->content) read_modules(*file->content, out);
  if (file->notice) out.notices.push_back(*file->notice);
  return out;
}

DeltaRecord commit_change(const EntryChange& change) {
  DeltaRecord record;
  record.kind = "submodule";
  record.plane = Plane::change;
  record.subject = plain_text(concat("submodule ", change.path()));
  record.action = "run";
  record.resource = plain_text(change.path());
  const auto commit = [](const TreeEntry* entry) {
    return entry && entry->kind == EntryKind::submodule ? entry->object : std::string();
  };
  record.before = commit(change.before);
  record.after = commit(change.after);
  record.sentence = concat(record.subject, " is now ", record.after.empty() ? "gone" : record.after,
                           "; before: ", record.before.empty() ? "none" : record.before);
  return record;
}

DialectDelta delta(const ChangeSet& changes, const PrivilegeOptions& options) {
  DialectDelta out;
  for (const EntryChange& change : changes.entries)
    if ((change.before && change.before->kind == EntryKind::submodule) ||
        (change.after && change.after->kind == EntryKind::submodule))
      out.records.push_back(commit_change(change));
  if (!changes.touches(kModules)) return out;
  const DialectFacts base = inventory(changes.base, options),
                     head = inventory(changes.head, options);
  for (DeltaRecord& record : records_between(base, head, changes.head, options.limits))
    out.records.push_back(std::move(record));
  out.notices = head.notices;
  return out;
}

bool reads(std::string_view path) { return path == kModules; }

}  // namespace

const Dialect& submodules_dialect() {
  static const Dialect dialect = {"submodules", "1", reads, inventory, delta};
  return dialect;
}

}  // namespace foureyes
