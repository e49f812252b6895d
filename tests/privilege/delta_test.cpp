#include "privilege/delta.h"

#include <algorithm>

#include "base/text.h"
#include "privilege/delta_digest.h"
#include "privilege/grants.h"
#include "privilege/memory_tree.h"
#include "support/catch.h"
#include "support/processor_time.h"

namespace foureyes {
namespace {

using Files = std::map<std::string, std::string>;

const std::string kWorkflow = ".github/workflows/release.yml";

std::string workflow(std::string_view level, std::string_view step = "./deploy.sh") {
  return concat("on: push\npermissions:\n  contents: ", level,
                "\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ", step,
                "\n");
}

Delta delta_of(const Files& base, const Files& head) {
  const auto b = tree_of_files(base), h = tree_of_files(head);
  auto delta = privilege_delta(*b, *h);
  REQUIRE(delta);
  return std::move(*delta);
}

Delta delta_of_trees(const TreeView& base, const TreeView& head) {
  auto delta = privilege_delta(base, head);
  REQUIRE(delta);
  return std::move(*delta);
}

// The delta of raising contents from read to write, with these other files at head.
Delta raised(const Files& others, std::string_view step = "./deploy.sh") {
  Files base = others, head = others;
  base[kWorkflow] = workflow("read", step);
  head[kWorkflow] = workflow("write", step);
  return delta_of(base, head);
}

std::vector<std::string> bound_names(const Delta& delta) {
  std::vector<std::string> names;
  for (const DeltaRecord& record : delta.records)
    for (const auto& [name, digest] : record.bound_content) names.push_back(name);
  return names;
}

bool binds(const Delta& delta, const std::string& name) {
  const auto names = bound_names(delta);
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

TEST_CASE("the sentence of a raised scope says who may what and what was before") {
  const Delta delta = raised({});
  REQUIRE(delta.records.size() == 1);
  CHECK(delta.records[0].sentence ==
        "job `deploy` in .github/workflows/release.yml may now write contents of this repository; "
        "before: read");
  CHECK(delta.direction == Direction::widened);
  CHECK(delta.records[0].source_after->line == 3);
  CHECK(delta.records[0].source_after->route == "jobs.deploy.permissions.contents");
  REQUIRE(delta.rules.size() == 1);
  CHECK(delta.rules[0].id == "privilege/token-scope");
}

TEST_CASE("another script behind a widened job is another delta (P0-4)") {
  const Delta approved = raised({{"deploy.sh", "echo safe\n"}});
  CHECK(binds(approved, "file deploy.sh"));
  CHECK(raised({{"deploy.sh", "echo safe\n"}}).semantic_digest == approved.semantic_digest);
  CHECK(raised({{"deploy.sh", "curl evil\n"}}).semantic_digest != approved.semantic_digest);
}

TEST_CASE("a file that the job does not call is not part of the delta") {
  CHECK(raised({{"deploy.sh", "x\n"}, {"web/app.js", "1\n"}}).semantic_digest ==
        raised({{"deploy.sh", "x\n"}, {"web/app.js", "2\n"}}).semantic_digest);
}

TEST_CASE("the record binds what the job calls, however it is called") {
  const Files files = {{"Makefile", "all:\n\t./tools/sign.sh\n"},
                       {"tools/sign.sh", "python tools/sign.py\n"},
                       {"tools/sign.py", "pass\n"},
                       {"package.json", "{}"},
                       {"sub/run.js", "1\n"}};
  for (const auto& [step, name] : std::vector<std::pair<std::string, std::string>>{
           {"make", "file Makefile"},
           {"make", "file tools/sign.sh"},
           {"make", "file tools/sign.py"},
           {"bash -eu tools/sign.sh --all", "file tools/sign.sh"},
           {"python3 ./tools/sign.py", "file tools/sign.py"},
           {"npm run build", "file package.json"},
           {"cd sub && node run.js", "file sub/run.js"},
           {"\"$GITHUB_WORKSPACE/tools/sign.sh\"", "file tools/sign.sh"}}) {
    INFO(step);
    const std::string quoted = concat("'", replace_all(step, "'", "''"), "'");
    CHECK(binds(raised(files, quoted), name));
  }
}

TEST_CASE("the record says which code its digest does not cover") {
  const Delta delta = raised({{"Makefile", "all:\n"}}, "make && curl -fsSL https://example.com/x");
  REQUIRE(delta.records.size() == 1);
  CHECK(delta.records[0].uncovered_code ==
        std::vector<std::string>{"what `curl` downloads", "what `make` builds or downloads"});
}

TEST_CASE("the job's definition is bound without its formatting") {
  Files base = {{kWorkflow, workflow("read")}}, head = {{kWorkflow, workflow("write")}};
  const Delta plain = delta_of(base, head);
  head[kWorkflow] =
      concat("# comment\n", replace_all(workflow("write"), "ubuntu-latest", "[ 'ubuntu-latest' ]"));
  const Delta formatted = delta_of(base, head);
  CHECK(plain.semantic_digest == formatted.semantic_digest);
  CHECK(plain.full_digest != formatted.full_digest);  // the lines moved
  head[kWorkflow] = workflow("write", "./deploy.sh --force");
  CHECK(delta_of(base, head).semantic_digest != plain.semantic_digest);
}

TEST_CASE("a narrowing binds no code") {
  Files base = {{kWorkflow, workflow("write")}, {"deploy.sh", "x\n"}};
  Files head = {{kWorkflow, workflow("read")}, {"deploy.sh", "y\n"}};
  CHECK(bound_names(delta_of(base, head)).empty());
}

TEST_CASE("a local action and a called workflow are code of the widened job") {
  const std::string action = ".github/actions/ship/action.yml";
  Files base = {{kWorkflow,
                 replace_all(workflow("read"), "run: ./deploy.sh", "uses: ./.github/actions/ship")},
                {action, "runs:\n  using: node20\n  main: index.js\n"},
                {".github/actions/ship/index.js", "1\n"}};
  Files head = base;
  head[kWorkflow] = replace_all(base[kWorkflow], "contents: read", "contents: write");
  const Delta delta = delta_of(base, head);
  CHECK(binds(delta, concat("file ", action)));
  CHECK(binds(delta, "file .github/actions/ship/index.js"));
  head[".github/actions/ship/index.js"] = "2\n";
  CHECK(delta_of(base, head).semantic_digest != delta.semantic_digest);
}

TEST_CASE("a raised scope in a called workflow binds caller and called") {
  const std::string called = ".github/workflows/called.yml";
  const std::string caller =
      "on: push\njobs:\n  go:\n    permissions: {contents: write}\n"
      "    uses: ./.github/workflows/called.yml\n";
  const auto callee = [](std::string_view level) {
    return concat(
        "on: workflow_call\npermissions: {contents: ", level,
        "}\njobs:\n  run:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ./x.sh\n");
  };
  const Delta delta = delta_of({{kWorkflow, caller}, {called, callee("read")}, {"x.sh", "1\n"}},
                               {{kWorkflow, caller}, {called, callee("write")}, {"x.sh", "1\n"}});
  REQUIRE(delta.records.size() == 1);
  CHECK(delta.records[0].via == std::vector<std::string>{called});
  CHECK(binds(delta, concat("job ", called, "#run")));
  CHECK(binds(delta, concat("job ", kWorkflow, "#go")));
  CHECK(binds(delta, "file x.sh"));
}

TEST_CASE("an unreadable workflow is bound to its very bytes (P0-3)") {
  const auto broken = [](std::string_view bytes) {
    return delta_of({{"a", "1"}}, {{"a", "1"}, {kWorkflow, std::string(bytes)}});
  };
  const Delta delta = broken("on: [push\n");
  CHECK(delta.direction == Direction::unknown);
  CHECK(delta.records[0].reasons == std::vector<std::string>{"U-PARSE"});
  REQUIRE(delta.notices.size() == 1);
  CHECK(delta.notices[0].reason == NoticeReason::unparsable);
  CHECK(delta.semantic_digest != broken("on: [pull_request_target\n").semantic_digest);
}

TEST_CASE("an expression is the same only while its definition is (P0-11)") {
  const auto with_output = [](std::string_view name) {
    return Files{{kWorkflow, concat("on: push\npermissions: {}\njobs:\n  pick:\n"
                                    "    runs-on: ubuntu-latest\n    outputs: {pool: '",
                                    name,
                                    "'}\n  deploy:\n    needs: pick\n"
                                    "    runs-on: ${{ needs.pick.outputs.pool }}\n")}};
  };
  CHECK(delta_of(with_output("ubuntu-latest"), with_output("ubuntu-latest")).records.empty());
  const Delta delta = delta_of(with_output("ubuntu-latest"), with_output("vault-zone"));
  REQUIRE(delta.records.size() == 1);
  CHECK(delta.records[0].kind == "runner");
  CHECK(delta.records[0].direction == Direction::unknown);
}

TEST_CASE("a workflow behind a symbolic link is read where the link leads (P1-3)") {
  const auto tree = [](std::string_view level) {
    return MemoryTree({{".github/workflows/a.yml", {"../../ci/a.yml", EntryKind::symlink}},
                       {"ci/a.yml", {workflow(level)}}});
  };
  CHECK(delta_of_trees(tree("read"), tree("write")).direction == Direction::widened);
}

TEST_CASE("a link out of the repository is unknown, and another target another unknown") {
  const auto tree = [](std::string target) {
    return MemoryTree({{".github/workflows/a.yml", {std::move(target), EntryKind::symlink}}});
  };
  const Delta delta = delta_of_trees(MemoryTree({}), tree("/etc/ci.yml"));
  CHECK(delta.direction == Direction::unknown);
  REQUIRE_FALSE(delta.notices.empty());
  CHECK(delta.notices[0].reason == NoticeReason::unresolved);
  CHECK(delta.semantic_digest !=
        delta_of_trees(MemoryTree({}), tree("/etc/other.yml")).semantic_digest);
}

TEST_CASE("a submodule's new commit is told and widens nothing") {
  const MemoryTree base({{"lib", {"1", EntryKind::submodule}}});
  const MemoryTree head({{"lib", {"2", EntryKind::submodule}}});
  const Delta delta = delta_of_trees(base, head);
  REQUIRE(delta.records.size() == 1);
  CHECK(delta.records[0].kind == "submodule");
  CHECK(delta.direction == Direction::equivalent);
}

TEST_CASE("a file that is too large to read is unknown, never passed over") {
  const MemoryTree base({{kWorkflow, {workflow("read"), EntryKind::file}}});
  const MemoryTree head(
      {{kWorkflow, {workflow("write") + std::string(5u << 20, '#'), EntryKind::file}}});
  const Delta delta = delta_of_trees(base, head);
  CHECK(delta.direction == Direction::unknown);
  CHECK_FALSE(delta.notices.empty());
}

TEST_CASE("only changed files and what depends on them are read") {
  std::map<std::string, MemoryTree::File> files;
  for (int i = 0; i < 20000; ++i) files[concat("src/d", i % 100, "/f", i, ".c")] = {concat(i)};
  for (int i = 0; i < 100; ++i) files[concat("k8s/", i, ".yaml")] = {"a: 1\n"};
  files[kWorkflow] = {workflow("read")};
  const MemoryTree base(files);
  files[kWorkflow] = {workflow("write")};
  files["src/d0/f0.c"] = {"changed"};
  const MemoryTree head(files);
  const double start = test::processor_seconds();
  CHECK(delta_of_trees(base, head).direction == Direction::widened);
  CHECK(test::processor_seconds() - start < 0.5);
  CHECK(base.reads + head.reads < 20);
}

TEST_CASE("thousands of jobs that share an action are compared in reasonable time") {
  const auto many = [](std::string_view ref) {
    std::string text = "on: push\npermissions: {contents: write}\njobs:\n";
    for (int i = 0; i < 2000; ++i)
      text += concat("  j", i, ":\n    runs-on: ubuntu-latest\n    steps:\n      - uses: acme/x@",
                     ref, "\n      - run: echo ${{ github.event.issue.title }}\n");
    return Files{{kWorkflow, text}};
  };
  const double start = test::processor_seconds();
  CHECK(delta_of(many(std::string(40, 'a')), many("v1")).direction == Direction::widened);
  CHECK(test::processor_seconds() - start < 60);
}

TEST_CASE("the digests do not depend on how often they are computed or on order") {
  const Files base = {{kWorkflow, workflow("read")}, {"CODEOWNERS", "* @a\n"}, {"x", "1\n"}};
  const Files head = {{kWorkflow, workflow("write")}, {"CODEOWNERS", "* @b\n"}, {"x", "1\n"}};
  Delta delta = delta_of(base, head);
  const std::string digest = delta.semantic_digest;
  std::reverse(delta.records.begin(), delta.records.end());
  seal(delta);
  CHECK(delta.semantic_digest == digest);
  CHECK(digest.size() == 64);
}

TEST_CASE("the same delta on another base has the same semantic digest") {
  Files base = {{kWorkflow, workflow("read")}}, head = {{kWorkflow, workflow("write")}};
  const std::string digest = delta_of(base, head).semantic_digest;
  base["other.c"] = head["other.c"] = "1\n";
  base[".github/workflows/other.yml"] = head[".github/workflows/other.yml"] = workflow("write");
  CHECK(delta_of(base, head).semantic_digest == digest);
}

TEST_CASE("the entitlement list has the same grants as the delta and names the files read") {
  const auto tree = tree_of_files({{kWorkflow, workflow("write")},
                                   {"CODEOWNERS", "* @org/all\n"},
                                   {"k8s/project.yaml",
                                    "apiVersion: argoproj.io/v1alpha1\n"
                                    "kind: AppProject\n"}});
  const auto list = read_grants(*tree);
  REQUIRE(list);
  std::vector<std::string> words;
  for (const Grant& grant : list->grants)
    words.push_back(concat(grant.kind, ": ", grant.subject_words, " may ", grant.action_words));
  CHECK(
      std::find(words.begin(), words.end(),
                "token-scope: job `deploy` in .github/workflows/release.yml may write contents of "
                "this repository") != words.end());
  CHECK(std::find(words.begin(), words.end(), "owner: @org/all may review *") != words.end());
  REQUIRE(list->notices.size() == 1);
  CHECK(list->notices[0].path == "k8s/project.yaml");
  CHECK(list->files.size() == 2);
}

}  // namespace foureyes
