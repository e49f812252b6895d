#include "evidence/subjects.h"

#include "base/digest.h"

namespace foureyes {

std::vector<StatementSubject> member_subjects(const Pack& pack) {
  std::vector<StatementSubject> subjects;
  for (const auto& [name, bytes] : pack.members) {
    const bool covered = is_in_manifest(name) && !name.starts_with(pack_member::kInputs);
    if (!covered && name != pack_member::kManifest) continue;
    subjects.push_back({name, "", {{"sha256", sha256(bytes).hex()}}});
  }
  return subjects;
}

}  // namespace foureyes
