// Random workflows against a reading of them written only for this test: a job's own permissions
// replace the workflow's, what a block does not name is none, and a branch filter says which
// pushes start it.
#include <algorithm>
#include <random>

#include "base/text.h"
#include "model/tree_view.h"
#include "privilege/delta.h"
#include "support/catch.h"
#include "support/sanitizers.h"

namespace foureyes {
namespace {

const std::string kPath = ".github/workflows/w.yml";
const std::vector<std::string> kScopes = {"contents", "packages", "deployments"};

using Permissions = std::map<std::string, std::string>;  // scope -> level

struct Job {
  bool has_own = false;
  Permissions own;
  std::vector<std::string> secrets;
};

struct Workflow {
  std::vector<std::string> branches;  // none: every push
  Permissions all;
  std::map<std::string, Job> jobs;
};

int rank(const std::string& level) { return level == "write" ? 2 : level == "read" ? 1 : 0; }

bool branch_matches(const std::string& pattern, const std::string& branch) {
  if (pattern == "**") return true;
  if (!pattern.ends_with("/*")) return pattern == branch;
  const std::string folder = pattern.substr(0, pattern.size() - 1);
  return branch.starts_with(folder) && !contains(branch.substr(folder.size()), "/");
}

bool has_scope(const Workflow& workflow, const std::string& name, const std::string& level,
               const std::string& scope) {
  const auto job = workflow.jobs.find(name);
  if (job == workflow.jobs.end()) return false;
  const Permissions& held = job->second.has_own ? job->second.own : workflow.all;
  const auto found = held.find(scope);
  return found != held.end() && rank(found->second) >= rank(level);
}

bool reads_secret(const Workflow& workflow, const std::string& name, const std::string& secret) {
  const auto job = workflow.jobs.find(name);
  return job != workflow.jobs.end() &&
         std::count(job->second.secrets.begin(), job->second.secrets.end(), secret) > 0;
}

bool starts(const Workflow& workflow, const std::string& ref) {
  const std::string heads = "refs/heads/";
  if (workflow.branches.empty()) return true;
  return ref.starts_with(heads) &&
         std::any_of(workflow.branches.begin(), workflow.branches.end(),
                     [&](const std::string& p) { return branch_matches(p, ref.substr(11)); });
}

bool allows(const Workflow& workflow, const DeltaRecord& record) {
  const Witness& request = *record.witness;
  const std::string job = request.subject.substr(request.subject.find('#') + 1);
  if (record.kind == "token-scope")
    return has_scope(workflow, job, request.action, request.resource);
  if (record.kind == "secret") return reads_secret(workflow, job, request.resource.substr(8));
  REQUIRE(record.kind == "trigger");
  const auto ref = std::find_if(request.keys.begin(), request.keys.end(),
                                [](const RequestKey& key) { return key.name == "ref"; });
  return starts(workflow, ref == request.keys.end() ? "refs/tags/any" : ref->value.value_or(""));
}

std::string written(const Permissions& permissions) {
  std::vector<std::string> parts;
  for (const auto& [scope, level] : permissions) parts.push_back(concat(scope, ": ", level));
  return concat("permissions: {", join(parts, ", "), "}\n");
}

enum class Form { plain, other };

// The other form: other order and quoting, comments.
std::string written(const Workflow& workflow, Form form = Form::plain) {
  const bool plain = form == Form::plain;
  std::string on = "on: push\n";
  if (!workflow.branches.empty())
    on = concat("on: {push: {branches: ['", join(workflow.branches, "', '"), "']}}\n");
  std::string jobs = "jobs:\n";
  for (const auto& [name, job] : workflow.jobs) {
    jobs +=
        concat("  ", plain ? name : concat("\"", name, "\""), ":\n    runs-on: ubuntu-latest\n");
    if (job.has_own) jobs += concat("    ", written(job.own));
    jobs += "    steps:\n      - run: make\n";
    if (!job.secrets.empty()) jobs += "        env:\n";
    for (const std::string& secret : job.secrets)
      jobs += concat("          ", secret, ": ${{ secrets.", secret, " }}\n");
  }
  const std::string all = written(workflow.all);
  return plain ? concat(on, all, jobs) : concat("# a comment\n", jobs, all, on);
}

class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed) {}

  Workflow workflow() {
    Workflow out{branches(), permissions(), {}};
    for (const char* name : {"build", "deploy"}) out.jobs[name] = job();
    return out;
  }

  Workflow edited(Workflow workflow) {
    Job& some = workflow.jobs[below(2) == 0 ? "build" : "deploy"];
    switch (below(4)) {
      case 0:
        workflow.branches = branches();
        break;
      case 1:
        workflow.all = permissions();
        break;
      case 2:
        workflow.jobs["test"] = job();
        break;
      default:
        some = job();
    }
    return workflow;
  }

 private:
  std::size_t below(std::size_t bound) { return random_() % bound; }

  Permissions permissions() {
    Permissions out;
    for (const std::string& scope : kScopes)
      if (below(2) == 0) out[scope] = below(2) == 0 ? "read" : "write";
    return out;
  }
  Job job() {
    Job out{below(2) == 0, permissions(), {}};
    for (const char* secret : {"ALPHA", "BETA"})
      if (below(3) == 0) out.secrets.emplace_back(secret);
    return out;
  }
  std::vector<std::string> branches() {
    std::vector<std::string> out;
    for (const char* pattern : {"main", "release/*", "release/v1", "**"})
      if (below(4) == 0) out.emplace_back(pattern);
    return out;
  }

  std::mt19937 random_;
};

Delta delta_of(const std::string& before, const std::string& after) {
  auto delta = privilege_delta(*tree_of_files({{kPath, before}}), *tree_of_files({{kPath, after}}));
  REQUIRE(delta);
  return std::move(*delta);
}

bool gains(const Delta& delta) { return delta.direction > Direction::narrowed; }
bool loses(const Delta& delta) {
  return std::any_of(delta.records.begin(), delta.records.end(), [](const DeltaRecord& record) {
    return record.direction == Direction::narrowed || record.direction == Direction::mixed;
  });
}

bool is_new_scope(const Workflow& before, const Workflow& after) {
  for (const auto& [name, job] : after.jobs)
    for (const std::string& scope : kScopes)
      for (const char* level : {"read", "write"})
        if (has_scope(after, name, level, scope) && !has_scope(before, name, level, scope))
          return true;
  return false;
}

}  // namespace

TEST_CASE("what a random workflow's change widens is shown by a request of its own rules") {
  std::size_t shown = 0, anew = 0;
  for (unsigned seed = 0; seed < (test::kSanitized ? 40u : 600u); ++seed) {
    Maker maker(seed);
    const Workflow before = maker.workflow(), after = maker.edited(before);
    INFO(written(before) << "---\n" << written(after));
    const Delta there = delta_of(written(before), written(after));
    CHECK(delta_of(written(after), written(after, Form::other)).records.empty());
    CHECK(there.semantic_digest ==
          delta_of(written(before, Form::other), written(after)).semantic_digest);
    CHECK(gains(there) == loses(delta_of(written(after), written(before))));
    if (is_new_scope(before, after)) {
      ++anew;
      CHECK(gains(there));
    }
    for (const DeltaRecord& record : there.records) {
      if (record.direction <= Direction::narrowed) continue;
      INFO(record.sentence);
      REQUIRE(record.witness);
      ++shown;
      CHECK(allows(after, record));
      CHECK_FALSE(allows(before, record));
    }
  }
  CHECK((test::kSanitized || shown > 300));
  CHECK((test::kSanitized || anew > 200));
}

}  // namespace foureyes
