#include "privilege/dialects/gitlab_ci/pipeline.h"

#include <algorithm>

#include "base/digest.h"
#include "base/path.h"
#include "base/path_pattern.h"
#include "base/text.h"
#include "base/yaml_document.h"
#include "privilege/normal_form.h"

namespace foureyes::gitlab_ci {
namespace {

constexpr std::size_t kMaxIncludes = 150;  // as the platform
constexpr std::size_t kMaxDepth = 100;

bool is_commit(std::string_view ref) {
  return ref.size() == 40 && std::all_of(ref.begin(), ref.end(), [](char c) {
           return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
         });
}

class Loader {
 public:
  Loader(const TreeView& tree, const PrivilegeOptions& options, Pipeline& out)
      : tree_(tree), options_(options), out_(out) {}

  // False when there is no such file.
  bool load(const std::string& path, std::size_t depth) {
    const auto file = read_privilege_file(tree_, path, options_.limits);
    if (!file) return false;
    if (!out_.files.insert(path).second) return true;  // a cycle, or twice: the first one counts
    entry_behind_links(tree_, path, out_.files);
    if (file->notice) out_.notices.push_back(*file->notice);
    if (file->unknown) trouble(path, "cannot be read", *file->unknown);
    if (!file->content) return true;
    auto documents = read_yaml_stream(*file->content, path);
    std::string wrong;
    if (!documents)
      wrong = concat(documents.error().what, " (", documents.error().where, ").");
    else if (documents->size() > 2 || (documents->size() == 2 && !documents->front().find("spec")))
      wrong = "The file has several documents.";
    else if (!documents->empty() && !documents->back().is_mapping() && !documents->back().is_null())
      wrong = "The file is no mapping.";
    if (!wrong.empty()) {
      trouble(path, wrong, {UnknownReason::parse, wrong, sha256(*file->content).hex()});
      out_.notices.push_back({NoticeReason::unparsable, path, wrong, true});
      return true;
    }
    if (documents->size() == 2) inputs_ += normal_digest(documents->front());
    if (!documents->empty()) add_document(path, std::move(documents->back()), depth);
    return true;
  }

  std::string inputs_digest() const { return inputs_.empty() ? "" : sha256(inputs_).hex(); }

 private:
  void trouble(const std::string& path, const std::string& words, Unknown unknown,
               std::uint32_t line = 1) {
    out_.troubles.push_back({path, words, std::move(unknown), line});
  }

  // What a file includes comes first, so that it overrides it.
  void add_document(const std::string& path, DocumentNode document, std::size_t depth) {
    if (const DocumentNode* include = document.find("include")) {
      if (include->is_sequence())
        for (const DocumentNode& item : include->items) add_include(path, item, depth);
      else
        add_include(path, *include, depth);
    }
    std::erase_if(document.members,
                  [](const DocumentMember& member) { return member.first.text == "include"; });
    merge_into(out_.root, document);
  }

  void add_include(const std::string& path, const DocumentNode& item, std::size_t depth) {
    if (item.is_scalar()) {
      if (contains(item.text, "://"))
        out_.foreign.push_back({item.text, "", false, item.line, path});
      else if (!item.is_null())
        add_local(path, item.text, item, depth);
      return;
    }
    if (const DocumentNode* inputs = item.find("inputs")) inputs_ += normal_digest(*inputs);
    const auto local = item.find_string("local");
    if (const DocumentNode* rules = item.find("rules"))
      out_.conditional.push_back({local ? *local : normal_digest(without_rules(item)),
                                  normal_digest(*rules), rules->line});
    if (local) return add_local(path, *local, item, depth);
    if (auto foreign = foreign_include(item, path)) {
      out_.foreign.push_back(std::move(*foreign));
      return;
    }
    trouble(path, "an include that nobody knows",
            {UnknownReason::include, "an include", normal_digest(item)}, item.line);
  }

  static DocumentNode without_rules(DocumentNode item) {
    std::erase_if(item.members,
                  [](const DocumentMember& member) { return member.first.text == "rules"; });
    return item;
  }

  void add_local(const std::string& path, std::string name, const DocumentNode& item,
                 std::size_t depth) {
    while (name.starts_with('/')) name.erase(0, 1);
    if (name.find('$') != std::string::npos)
      return trouble(path, concat("includes `", name, "`, which only the platform knows"),
                     {UnknownReason::include, "an include by a variable", sha256(name).hex()},
                     item.line);
    if (++includes_ > kMaxIncludes || out_.files.size() >= kMaxIncludes || depth >= kMaxDepth)
      return trouble(path, "too many includes", {UnknownReason::limit, "too many includes", ""});
    if (name.find('*') != std::string::npos) {
      for (const TreeEntry& entry : tree_.entries())
        if ((extension(entry.path) == "yml" || extension(entry.path) == "yaml") &&
            out_.files.size() < kMaxIncludes && path_matches(concat("/", name), entry.path))
          load(entry.path, depth + 1);
      return;
    }
    if (load(normalise(name), depth + 1)) return;
    out_.missing.insert(normalise(name));
    trouble(path, concat("includes `", name, "`, which is not there"),
            {UnknownReason::include, "a missing include", sha256(name).hex()}, item.line);
  }

  const TreeView& tree_;
  const PrivilegeOptions& options_;
  Pipeline& out_;
  std::string inputs_;
  std::size_t includes_ = 0;
};

}  // namespace

std::optional<ForeignInclude> foreign_include(const DocumentNode& item, const std::string& path) {
  if (const auto remote = item.find_string("remote")) {
    const auto integrity = item.find_string("integrity");
    return ForeignInclude{*remote, integrity.value_or(""), integrity.has_value(), item.line, path};
  }
  if (const auto name = item.find_string("template"))
    return ForeignInclude{concat("template ", *name), "", false, item.line, path};
  if (const auto component = item.find_string("component")) {
    const std::size_t at = component->rfind('@');
    const std::string version = at == std::string::npos ? "" : component->substr(at + 1);
    return ForeignInclude{concat("component ", component->substr(0, at)), version,
                          is_commit(version), item.line, path};
  }
  if (const auto project = item.find_string("project")) {
    const std::string ref = item.find_string("ref").value_or("");
    return ForeignInclude{concat("project ", *project), ref, is_commit(ref), item.line, path};
  }
  return std::nullopt;
}

void merge_into(DocumentNode& base, const DocumentNode& over) {
  if (!base.is_mapping() || !over.is_mapping()) {
    base = over;
    return;
  }
  std::map<std::string_view, std::size_t> places;
  const std::size_t old_count = base.members.size();
  base.members.reserve(old_count + over.members.size());
  for (std::size_t i = 0; i < old_count; ++i) places.emplace(base.members[i].first.text, i);
  for (const DocumentMember& member : over.members) {
    const auto found = places.find(member.first.text);
    if (found == places.end())
      base.members.push_back(member);
    else
      merge_into(base.members[found->second].second, member.second);
  }
}

std::optional<Pipeline> read_pipeline(const TreeView& tree, const std::string& path,
                                      const PrivilegeOptions& options) {
  Pipeline out;
  out.path = path;
  out.root.kind = NodeKind::mapping;
  Loader loader(tree, options, out);
  if (!loader.load(path, 0)) return std::nullopt;
  out.inputs_digest = loader.inputs_digest();
  return out;
}

}  // namespace foureyes::gitlab_ci
