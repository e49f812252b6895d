#include "privilege/dialects/gitlab_ci/job_order.h"

#include "base/text.h"
#include "privilege/dialects/gitlab_ci/job_site.h"

namespace foureyes::gitlab_ci {
namespace {

constexpr std::size_t kMaxSteps = 400'000;  // of all look-ups together

const DocumentNode* written(const DocumentNode* node) {
  return node && !node->is_null() ? node : nullptr;
}

std::vector<std::string> stages_of(const DocumentNode& root) {
  for (std::string_view key : {"stages", "types"})
    if (const DocumentNode* stages = written(root.find(key))) return strings_of(stages);
  return {"build", "test", "deploy"};
}

// One of several jobs that `parallel` makes: "build: [linux, arm]", "build 2/3".
std::string without_instance(const std::string& name) {
  if (name.ends_with(']') && name.find(": [") != name.npos) return name.substr(0, name.find(": ["));
  const std::size_t space = name.rfind(' ');
  const std::string_view tail = space == name.npos ? "" : std::string_view(name).substr(space + 1);
  const bool counted = contains(tail, "/") && tail.find_first_not_of("0123456789/") == tail.npos;
  return counted ? name.substr(0, space) : name;
}

}  // namespace

JobOrder::JobOrder(const Pipeline& pipeline, const std::vector<Job>& jobs) : left_(kMaxSteps) {
  const std::vector<std::string> stages = stages_of(pipeline.root);
  for (std::size_t i = 0; i < stages.size(); ++i) ranks_.emplace(stages[i], i + 1);
  ranks_[".pre"] = 0;
  ranks_[".post"] = stages.size() + 2;
  for (const Job& job : jobs) {
    Place& place = jobs_[job.name];
    place.stage = job.node.find_string("stage").value_or("test");
    place.needs = written(job.node.find("needs"));
  }
}

// A stage that no list names may lie anywhere: its jobs wait for all that are listed, and for each
// other's. So it is no silence when they stop waiting.
std::size_t JobOrder::rank_of(std::string_view stage) const {
  const auto found = ranks_.find(stage);
  return found == ranks_.end() ? ranks_.at(".post") - 1 : found->second;
}

bool JobOrder::is_before(const std::string& name, const std::set<std::string>& stages) {
  const std::string& own = jobs_.at(name).stage;
  for (const std::string& stage : stages) {
    spend();
    if (past_the_limit()) return false;
    const std::size_t rank = rank_of(own), other = rank_of(stage);
    if (rank < other || (rank == other && own != stage)) return true;
  }
  return false;
}

// Artifacts of other projects and pipelines are waited for by nobody.
std::vector<std::string> JobOrder::names_in(const DocumentNode& needs) const {
  std::vector<std::string> names;
  if (needs.is_scalar()) names.push_back(needs.text);
  for (const DocumentNode& item : needs.items) {
    if (item.is_scalar()) names.push_back(item.text);
    for (const DocumentNode& inner : item.items) names.push_back(inner.text);
    const auto job = item.find_string("job");
    if (job && !item.find("project") && !item.find("pipeline")) names.push_back(*job);
  }
  for (std::string& name : names)
    if (!knows(name)) name = without_instance(name);
  return names;
}

Waits JobOrder::waits_of(const Job& job, const DocumentNode* needs) {
  Waits out;
  std::vector<std::string> waiting;
  const auto follow = [&](const std::string& stage, const DocumentNode* named) {
    if (!named) return void(out.stages.insert(stage));
    for (std::string& name : names_in(*named)) waiting.push_back(std::move(name));
  };
  follow(jobs_.at(job.name).stage, written(needs));
  while (!waiting.empty() && !past_the_limit()) {
    const std::string name = std::move(waiting.back());
    waiting.pop_back();
    spend();
    if (name == job.name || !out.named.insert(name).second) continue;
    if (const auto found = jobs_.find(name); found != jobs_.end())
      follow(found->second.stage, found->second.needs);
  }
  return out;
}

}  // namespace foureyes::gitlab_ci
