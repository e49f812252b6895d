#include "pipeline/grant_history.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>

#include "privilege/dialect.h"
#include "privilege/grant_diff.h"
#include "privilege/grants.h"

namespace foureyes {
namespace {

using Meaning = std::tuple<GrantSlot, Pattern, Pattern, Condition, std::optional<Unknown>>;

Meaning meaning_of(const Grant& grant) {
  return {slot_of(grant), grant.action, grant.resource, grant.condition, grant.unknown};
}

bool is_read(const std::string& path) {
  const auto& dialects = all_dialects();
  return std::any_of(dialects.begin(), dialects.end(),
                     [&](const Dialect* dialect) { return dialect->reads(path); });
}

class LookBack {
 public:
  LookBack(const std::vector<Grant>& grants, std::vector<GrantAge>& ages) : ages_(ages) {
    for (std::size_t i = 0; i < grants.size(); ++i) {
      holdings_.emplace(slot_of(grants[i]), i);
      meanings_.emplace(meaning_of(grants[i]), i);
    }
  }

  bool is_done() const { return holdings_.empty() && meanings_.empty(); }

  // What the tree before `commit` did not hold came with it.
  void step(const std::vector<Grant>& before, const GrantMoment& commit) {
    std::set<GrantSlot> held;
    std::set<Meaning> meant;
    for (const Grant& grant : before) {
      held.insert(slot_of(grant));
      meant.insert(meaning_of(grant));
    }
    settle(holdings_, held, commit, &GrantAge::since);
    settle(meanings_, meant, commit, &GrantAge::changed);
  }

  void end(GrantMoment commit) {
    commit.or_earlier = true;
    settle(holdings_, {}, commit, &GrantAge::since);
    settle(meanings_, {}, commit, &GrantAge::changed);
  }

 private:
  template <class Key>
  void settle(std::multimap<Key, std::size_t>& open, const std::set<Key>& before,
              const GrantMoment& commit, GrantMoment GrantAge::*field) {
    for (auto item = open.begin(); item != open.end();) {
      if (before.contains(item->first)) {
        ++item;
        continue;
      }
      ages_[item->second].*field = commit;
      item = open.erase(item);
    }
  }

  std::vector<GrantAge>& ages_;
  std::multimap<GrantSlot, std::size_t> holdings_;
  std::multimap<Meaning, std::size_t> meanings_;
};

}  // namespace

Result<std::vector<GrantAge>> grant_ages(const Repository& repository, const ObjectId& revision,
                                         const std::vector<Grant>& grants,
                                         const GrantHistoryOptions& options) {
  TRY_ASSIGN(Commit commit, repository.commit(revision));
  const GrantMoment now{commit.id, commit.committer.when};
  std::vector<GrantAge> ages(grants.size(), {now, now});
  LookBack look_back(grants, ages);
  std::size_t readings = 0;
  for (std::size_t steps = 0; !look_back.is_done(); ++steps) {
    const GrantMoment moment{commit.id, commit.committer.when};
    if (options.progress != nullptr) options.progress->advance({.what = "commits", .done = steps});
    if (commit.parents.empty()) {
      look_back.step({}, moment);
      break;
    }
    Result<Commit> parent = repository.commit(commit.parents.front());
    if (!parent || readings == options.readings) {
      look_back.end(moment);
      break;
    }
    TRY_ASSIGN(const auto changes, repository.changes_between(parent->id, commit.id));
    if (std::any_of(changes.begin(), changes.end(),
                    [](const TreeChange& change) { return is_read(change.path); })) {
      ++readings;
      TRY_ASSIGN(const auto tree, repository.tree(parent->id));
      TRY_ASSIGN(const GrantList before, read_grants(*tree, options.privilege));
      look_back.step(before.grants, moment);
    }
    commit = *std::move(parent);
  }
  return ages;
}

}  // namespace foureyes
