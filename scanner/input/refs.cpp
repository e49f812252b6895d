#include "input/refs.h"

#include <algorithm>
#include <git2.h>
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
      name = *target;
    }
  }

  RefTargets take() { return std::move(targets_); }

 private:
  void miss(const std::string& ref, const ObjectProblem& problem) {
    targets_.notices.push_back(problem.notice(""));
    targets_.notices.back().detail = concat(ref, ": ", problem.detail);
  }

  const ObjectStore& objects_;
  std::set<ObjectName> seen_;
  RefTargets targets_;
};

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
    if (git_reference_name_to_id(&target, impl.handle.get(), ref.c_str()) == 0)
      targets.add(ref, ObjectName::from_bytes(reinterpret_cast<const char*>(target.id)));
  }
  return targets.take();
}

}  // namespace foureyes
