// Jobs as they run: `extends`, `!reference`, `default` and `inherit` resolved.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "privilege/dialects/gitlab_ci/pipeline.h"
#include "privilege/normal_form.h"

namespace foureyes::gitlab_ci {
namespace {

constexpr std::size_t kMaxExtends = 11;     // as the platform
constexpr std::size_t kMaxReferences = 10;  // as the platform
constexpr std::size_t kMaxNodes = 500'000;  // of all jobs together

template <std::size_t N>
bool is_one_of(std::string_view text, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), text) != names.end();
}

// Keys of a job that `default` (and, in old files, the top level) fills in.
constexpr std::array<std::string_view, 12> kDefaults = {
    "after_script", "artifacts", "before_script", "cache", "hooks",    "id_tokens",
    "image",        "identity",  "interruptible", "retry", "services", "tags"};

bool is_keyword(std::string_view name) {
  constexpr std::array<std::string_view, 13> kKeys = {
      "default", "include",  "stages", "types",         "variables",    "workflow", "spec",
      "image",   "services", "cache",  "before_script", "after_script", "$schema"};
  return is_one_of(name, kKeys);
}

class Resolver {
 public:
  explicit Resolver(Pipeline& pipeline) : pipeline_(pipeline) {}

  bool past_the_limit() const { return left_ == 0; }

  Job job(const std::string& name, const DocumentNode& written) {
    Job out;
    out.name = name;
    out.node = extended(written, 0, out.unresolved);
    add_defaults(out.node);
    resolve(out.node, 0, out.unresolved);
    return out;
  }

 private:
  void spend(const DocumentNode& node) {
    left_ = left_ == 0 ? 0 : left_ - 1;
    if (left_ == 0) return;
    for (const DocumentNode& item : node.items) spend(item);
    for (const DocumentMember& member : node.members) spend(member.second);
  }

  // The templates of `extends`, the last one strongest, under the job itself.
  DocumentNode extended(const DocumentNode& written, std::size_t depth,
                        std::vector<std::string>& unresolved) {
    spend(written);
    const DocumentNode* extends = written.find("extends");
    if (!extends || past_the_limit()) return written;
    DocumentNode out;
    out.kind = NodeKind::mapping;
    std::vector<std::string> names;
    if (extends->is_sequence())
      for (const DocumentNode& item : extends->items) names.push_back(item.text);
    else
      names.push_back(extends->text);
    for (const std::string& name : names) {
      const DocumentNode* parent = pipeline_.root.find(name);
      if (!parent || !parent->is_mapping() || depth >= kMaxExtends)
        unresolved.push_back(name);
      else
        merge_into(out, extended(*parent, depth + 1, unresolved));
    }
    merge_into(out, written);
    std::erase_if(out.members,
                  [](const DocumentMember& member) { return member.first.text == "extends"; });
    return out;
  }

  static bool inherits(const DocumentNode& job, std::string_view key) {
    const DocumentNode* inherit = job.find("inherit");
    const DocumentNode* defaults = inherit ? inherit->find("default") : nullptr;
    if (!defaults) return true;
    if (!defaults->is_sequence()) return defaults->text != "false";
    return std::any_of(defaults->items.begin(), defaults->items.end(),
                       [&](const DocumentNode& item) { return item.text == key; });
  }

  void add_defaults(DocumentNode& job) {
    const DocumentNode* defaults = pipeline_.root.find("default");
    for (std::string_view key : kDefaults) {
      if (job.find(key) || !inherits(job, key)) continue;
      const DocumentNode* value = defaults ? defaults->find(key) : nullptr;
      if (!value && is_keyword(key)) value = pipeline_.root.find(key);
      if (!value) continue;
      spend(*value);
      DocumentMember& member = job.members.emplace_back();
      member.first.kind = NodeKind::string;
      member.first.text = key;
      member.second = *value;
    }
  }

  // Replaces each `!reference [job, key, ...]` by what it names; lists flow into lists.
  void resolve(DocumentNode& node, std::size_t depth, std::vector<std::string>& unresolved) {
    if (past_the_limit()) return;
    if (node.tag == "!reference") {
      std::vector<std::string> path;
      for (const DocumentNode& item : node.items) path.push_back(item.text);
      const DocumentNode* target = &pipeline_.root;
      for (const std::string& name : path) target = target ? target->find(name) : nullptr;
      if (!target || path.empty() || depth >= kMaxReferences) {
        unresolved.push_back(join(path, " "));
        node.tag.clear();
        return;
      }
      spend(*target);
      DocumentNode copy = *target;
      node = std::move(copy);
      return resolve(node, depth + 1, unresolved);
    }
    std::vector<DocumentNode> items;
    for (DocumentNode& item : node.items) {
      const bool reference = item.tag == "!reference";
      resolve(item, depth, unresolved);
      if (reference && item.is_sequence())
        items.insert(items.end(), std::make_move_iterator(item.items.begin()),
                     std::make_move_iterator(item.items.end()));
      else
        items.push_back(std::move(item));
    }
    node.items = std::move(items);
    for (DocumentMember& member : node.members) resolve(member.second, depth, unresolved);
  }

  Pipeline& pipeline_;
  std::size_t left_ = kMaxNodes;
};

}  // namespace

bool is_template(std::string_view name) { return name.starts_with('.'); }

std::vector<Job> jobs_of(Pipeline& pipeline) {
  std::map<std::string, const DocumentNode*> names;
  for (const DocumentMember& member : pipeline.root.members) {
    const std::string& name = member.first.text;
    if (is_keyword(name) || is_template(name) || !member.second.is_mapping()) continue;
    names[name] = &member.second;
  }
  Resolver resolver(pipeline);
  std::vector<Job> jobs;
  for (const auto& [name, node] : names) {
    jobs.push_back(resolver.job(name, *node));
    if (!resolver.past_the_limit()) continue;
    pipeline.troubles.push_back(
        {pipeline.path,
         "its jobs are too many or too large",
         {UnknownReason::limit, "too many jobs", normal_digest(pipeline.root)},
         1});
    break;
  }
  return jobs;
}

}  // namespace foureyes::gitlab_ci
