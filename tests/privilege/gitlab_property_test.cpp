// Random GitLab pipelines against a reading of them written only for this test: a job starts by its
// first rule that holds, unless that says never, and identifies itself to the audiences it names.
#include <algorithm>
#include <random>
#include <set>

#include "base/text.h"
#include "base/yaml_document.h"
#include "model/tree_view.h"
#include "privilege/delta.h"
#include "privilege/reformatted.h"
#include "support/catch.h"
#include "support/sanitizers.h"

namespace foureyes {
namespace {

struct Rule {
  std::string branch;  // "" holds for every pipeline
  bool never = false;
};

struct Job {
  std::vector<Rule> rules;
  std::set<std::string> audiences;
};
using Pipeline = std::map<std::string, Job>;

bool starts(const Job& job, const std::string& branch) {
  for (const Rule& rule : job.rules)
    if (rule.branch.empty() || rule.branch == branch) return !rule.never;
  return false;
}

bool allows(const Pipeline& pipeline, const DeltaRecord& record) {
  const Witness& request = *record.witness;
  const auto job = pipeline.find(request.subject.substr(request.subject.find('#') + 1));
  if (job == pipeline.end()) return false;
  if (record.kind == "id-token") return job->second.audiences.contains(request.resource);
  REQUIRE(record.kind == "trigger");
  std::string branch = "none of these";
  for (const RequestKey& key : request.keys)
    if (key.name == "CI_COMMIT_BRANCH") branch = key.value.value_or("");
  return starts(job->second, branch);
}

std::string written(const Pipeline& pipeline) {
  std::string out;
  for (const auto& [name, job] : pipeline) {
    out += concat(name, ":\n  script: [./x.sh]\n  rules:\n");
    for (const Rule& rule : job.rules) {
      const std::string when = rule.never ? "never" : "on_success";
      out += rule.branch.empty() ? concat("    - when: ", when, "\n")
                                 : concat("    - if: $CI_COMMIT_BRANCH == \"", rule.branch,
                                          "\"\n      when: ", when, "\n");
    }
    if (job.audiences.empty()) continue;
    const std::vector<std::string> audiences(job.audiences.begin(), job.audiences.end());
    out += concat("  id_tokens: {TOKEN: {aud: [", join(audiences, ", "), "]}}\n");
  }
  return out;
}

class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed) {}

  Job job() {
    Job out;
    for (std::size_t i = 1 + below(3); i > 0; --i) {
      const std::size_t branch = below(4);
      out.rules.push_back({branch == 0   ? ""
                           : branch == 1 ? "main"
                           : branch == 2 ? "dev"
                                         : "fix",
                           below(4) == 0});
    }
    for (const char* audience : {"vault.example.com", "cloud.example.com"})
      if (below(2) == 0) out.audiences.insert(audience);
    return out;
  }
  Pipeline pipeline() { return {{"build", job()}, {"deploy", job()}}; }
  Pipeline edited(Pipeline pipeline) {
    pipeline[below(2) == 0 ? "build" : "deploy"] = job();
    return pipeline;
  }

 private:
  std::size_t below(std::size_t bound) { return random_() % bound; }
  std::mt19937 random_;
};

enum class Form { plain, other };

Delta delta_of(const Pipeline& before, const Pipeline& after, Form form = Form::plain) {
  const std::string path = ".gitlab-ci.yml";
  std::string text = written(after);
  if (form == Form::other) text = reordered(*read_yaml(text, path));
  auto delta =
      privilege_delta(*tree_of_files({{path, written(before)}}), *tree_of_files({{path, text}}));
  REQUIRE(delta);
  return std::move(*delta);
}

bool widens(const DeltaRecord& record) {
  return record.direction == Direction::widened || record.direction == Direction::mixed;
}

bool is_new(const Pipeline& before, const Pipeline& after) {
  for (const auto& [name, job] : after) {
    for (const char* branch : {"main", "dev", "fix", "other"})
      if (starts(job, branch) && !starts(before.at(name), branch)) return true;
    if (!std::includes(before.at(name).audiences.begin(), before.at(name).audiences.end(),
                       job.audiences.begin(), job.audiences.end()))
      return true;
  }
  return false;
}

}  // namespace

TEST_CASE("what a random pipeline's change widens is shown by a request of its own rules") {
  std::size_t widened = 0, shown = 0, anew = 0;
  for (unsigned seed = 0; seed < (test::kSanitized ? 40u : 600u); ++seed) {
    Maker maker(seed);
    const Pipeline before = maker.pipeline(), after = maker.edited(before);
    INFO(written(before) << "---\n" << written(after));
    const Delta there = delta_of(before, after), back = delta_of(after, before);
    CHECK(delta_of(after, after).records.empty());
    CHECK(delta_of(after, after, Form::other).records.empty());
    CHECK(delta_of(before, after, Form::other).semantic_digest == there.semantic_digest);
    if (is_new(before, after)) {
      ++anew;
      CHECK(there.direction > Direction::narrowed);
      CHECK(back.direction != Direction::equivalent);
    }
    for (const DeltaRecord& record : there.records) {
      if (!widens(record)) continue;
      INFO(record.sentence);
      ++widened;
      CHECK(record.witness.has_value() == record.no_witness.empty());
      if (!record.witness) continue;
      ++shown;
      CHECK(allows(after, record));
      CHECK_FALSE(allows(before, record));
    }
  }
  INFO(shown << " of " << widened);
  CHECK((test::kSanitized || anew > 300));
  CHECK((test::kSanitized || shown > 300));
}

}  // namespace foureyes
