#include "input/refs.h"

#include <algorithm>
#include <git2.h>
#include <map>
#include <set>

#include "base/text.h"
#include "input/git_objects.h"

namespace foureyes {
namespace {

class Targets {
 public:
  explicit Targets(const ObjectStore& objects) : objects_(objects) {}

  void add(const std::string& ref, ObjectName name) {
    while (seen_.insert(name).second) {
      const auto header = objects_.header(name);
      if (!header) return miss(ref, header.error());
      switch (header->type) {
        case ObjectType::commit:
          commits_.insert(name);
          return targets_.commits.push_back(name);
        case ObjectType::tree:
          return targets_.trees.emplace_back(name, ref), void();
        case ObjectType::blob:
          return targets_.blobs.emplace_back(name, ref), void();
        case ObjectType::tag:
          break;
      }
      targets_.tags.push_back(name);
      const auto object = objects_.read(name, ObjectType::tag);
      if (!object) return miss(ref, object.error());
      const auto target = tag_target(object->bytes());
      if (!target) return;
      target_of_.emplace(name, *target);
      name = *target;
    }
  }

  // After add().
  void add_tip(const std::string& ref, ObjectName name) {
    for (auto at = target_of_.find(name); at != target_of_.end(); at = target_of_.find(name))
      name = at->second;
    if (commits_.contains(name)) targets_.tips.emplace_back(ref, name);
  }

  RefTargets take() { return std::move(targets_); }

 private:
  void miss(const std::string& ref, const ObjectProblem& problem) {
    targets_.notices.push_back(problem.notice(""));
    targets_.notices.back().detail = concat(ref, ": ", problem.detail);
  }

  const ObjectStore& objects_;
  std::set<ObjectName> seen_;
  std::set<ObjectName> commits_;
  std::map<ObjectName, ObjectName> target_of_;  // of tags
  RefTargets targets_;
};

// origin/HEAD only says once more where another branch is.
bool is_tip(std::string_view ref) {
  if (ref.starts_with("refs/remotes/")) return !ref.ends_with("/HEAD");
  return ref == "HEAD" || ref.starts_with("refs/heads/") || ref.starts_with("refs/tags/");
}

}  // namespace

Result<RefTargets> targets_of_refs(const Repository::Impl& impl) {
  git_strarray names = {};
  if (git_reference_list(&names, impl.handle.get()) != 0)
    return failure({.what = concat("the refs cannot be listed: ", git_message()),
                    .where = impl.git_directory,
                    .kind = ErrorKind::unavailable});
  std::vector<std::string> refs(names.strings, names.strings + names.count);
  git_strarray_dispose(&names);
  refs.push_back("HEAD");
  std::sort(refs.begin(), refs.end());
  Targets targets(*impl.objects);
  for (const std::string& ref : refs) {
    git_oid target;  // symbolic refs are followed; one that leads nowhere yet has no history
    if (git_reference_name_to_id(&target, impl.handle.get(), ref.c_str()) != 0) continue;
    const auto name = ObjectName::from_bytes(reinterpret_cast<const char*>(target.id));
    targets.add(ref, name);
    if (is_tip(ref)) targets.add_tip(ref, name);
  }
  return targets.take();
}

}  // namespace foureyes
