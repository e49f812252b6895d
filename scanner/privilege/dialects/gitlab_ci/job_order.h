// Which jobs a job waits for. By its stage: those of every stage before it. With `needs`: those
// that it names, and what they wait for. (docs.gitlab.com/ci/yaml, "needs" and "stages", 2025-11.)
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "privilege/dialects/gitlab_ci/pipeline.h"

namespace foureyes::gitlab_ci {

// What a job waits for: the jobs that it names, and theirs; and whatever lies before these stages.
struct Waits {
  std::set<std::string> named;
  std::set<std::string> stages;
};

// Keeps references to the jobs.
class JobOrder {
 public:
  JobOrder(const Pipeline& pipeline, const std::vector<Job>& jobs);

  // What the job waits for when its `needs` are these; nullptr: none are written.
  Waits waits_of(const Job& job, const DocumentNode* needs);

  // The job lies before one of the stages.
  bool is_before(const std::string& name, const std::set<std::string>& stages);

  bool knows(const std::string& name) const { return jobs_.contains(name); }
  // Answers are not complete any more: there is more to wait for than anybody writes.
  bool past_the_limit() const { return left_ == 0; }

 private:
  struct Place {
    std::string stage;
    const DocumentNode* needs = nullptr;
  };

  std::size_t rank_of(std::string_view stage) const;
  std::vector<std::string> names_in(const DocumentNode& needs) const;
  void spend() { left_ = left_ == 0 ? 0 : left_ - 1; }

  std::map<std::string, Place> jobs_;
  std::map<std::string, std::size_t, std::less<>> ranks_;
  std::size_t left_;
};

}  // namespace foureyes::gitlab_ci
