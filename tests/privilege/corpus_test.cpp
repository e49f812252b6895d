// Runs over labelled files kept outside the repository; skipped with a word where they are absent.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <sstream>

#include "base/json_document.h"
#include "base/path.h"
#include "base/text.h"
#include "base/yaml_document.h"
#include "model/tree_view.h"
#include "privilege/delta.h"
#include "privilege/grants.h"
#include "privilege/reformatted.h"
#include "privilege/surfaces.h"
#include "support/catch.h"

namespace foureyes {
namespace {

std::filesystem::path corpus() {
  const char* shared = std::getenv("FOUREYES_SHARED");
  const std::filesystem::path root =
      shared ? shared : std::filesystem::path(FOUREYES_SOURCE_DIR) / ".." / "shared";
  return root / "corpus" / "privilege";
}

std::string read_text(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

struct Labelled {
  std::string kind, path, source_path, content;
};

std::vector<Labelled> labelled_files() {
  std::vector<Labelled> out;
  const std::string index = read_text(corpus() / "index.jsonl");
  for (std::string_view line : split_lines(index)) {
    const auto row = read_json(line, "index.jsonl");
    REQUIRE(row);
    Labelled file;
    file.kind = row->find_string("kind").value_or("");
    file.path = row->find_string("path").value_or("");
    file.source_path = row->find_string("source_path").value_or("");
    file.content = read_text(corpus() / file.path);
    out.push_back(std::move(file));
  }
  return out;
}

bool present() {
  if (std::filesystem::exists(corpus() / "index.jsonl")) return true;
  WARN("skipped: no labelled files (FOUREYES_SHARED names their folder)");
  return false;
}

Delta delta_of(const std::map<std::string, std::string>& base,
               const std::map<std::string, std::string>& head, DefaultToken token) {
  PrivilegeOptions options;
  options.default_token = token;
  const auto b = tree_of_files(base), h = tree_of_files(head);
  auto delta = privilege_delta(*b, *h, options);
  REQUIRE(delta);
  return std::move(*delta);
}

bool is_kubernetes(const Labelled& file) {
  return file.kind.starts_with("k8s_") && extension(file.path) != "go";
}

}  // namespace

TEST_CASE("every labelled workflow reads without a crash and every unknown has its reason") {
  if (!present()) return;
  const std::string path = ".github/workflows/x.yml";
  std::size_t count = 0;
  for (const Labelled& file : labelled_files()) {
    if (file.kind != "gha_workflow") continue;
    INFO(file.path);
    ++count;
    const Delta added = delta_of({}, {{path, file.content}}, DefaultToken::unknown);
    for (const DeltaRecord& record : added.records) {
      CHECK_FALSE(record.sentence.empty());
      if (record.direction == Direction::unknown) CHECK_FALSE(record.reasons.empty());
    }
    const auto root = read_yaml(file.content, file.path);
    if (!root || !root->find("jobs") || !root->find("jobs")->is_mapping()) continue;
    const std::string commented = file.content + "\n# x\n";
    CHECK(delta_of({{path, file.content}}, {{path, commented}}, DefaultToken::unknown)
              .records.empty());
  }
  CHECK(count > 100);
}

TEST_CASE("turning round the keys of a labelled workflow changes nothing") {
  if (!present()) return;
  const std::string path = ".github/workflows/x.yml";
  for (const Labelled& file : labelled_files()) {
    const auto root = read_yaml(file.content, file.path);
    if (file.kind != "gha_workflow" || !root || !root->find("jobs")) continue;
    INFO(file.path);
    for (const DeltaRecord& record :
         delta_of({{path, file.content}}, {{path, reordered(*root)}}, DefaultToken::unknown)
             .records)
      CHECK(record.sentence == "");
  }
}

TEST_CASE("labelled manifests grant the same with keys turned round, as JSON and elsewhere") {
  if (!present()) return;
  std::size_t count = 0;
  for (const Labelled& file : labelled_files()) {
    const auto root = read_yaml(file.content, file.path);
    if (!is_kubernetes(file) || !root) continue;
    INFO(file.path);
    if (!delta_of({}, {{"k/x.yaml", file.content}}, DefaultToken::unknown).records.empty()) ++count;
    for (const DeltaRecord& record :
         delta_of({{"k/x.yaml", file.content}}, {{"other/x.json", reordered(*root)}},
                  DefaultToken::unknown)
             .records)
      CHECK(record.sentence == "");
  }
  CHECK(count > 20);
}

TEST_CASE("mutated workflows and owners give a delta, and none against themselves") {
  if (!present()) return;
  // Also its final NUL.
  constexpr char kHostile[] = "\n :-[]{}$'\"#&*!|>%@`\\\x01\xff";
  std::mt19937 random(11);
  for (const Labelled& file : labelled_files()) {
    const bool manifest = is_kubernetes(file);
    if ((file.kind != "gha_workflow" && file.kind != "codeowners" && !manifest) ||
        file.content.size() > 4000)
      continue;
    INFO(file.path);
    const std::string path = manifest                    ? "k/x.yaml"
                             : file.kind == "codeowners" ? "CODEOWNERS"
                                                         : ".github/workflows/x.yml";
    for (int round = 0; round < 5 && !file.content.empty(); ++round) {
      std::string mutated = file.content;
      for (int change = 0; change < 3; ++change)
        mutated[random() % mutated.size()] = kHostile[random() % sizeof kHostile];
      delta_of({{path, file.content}}, {{path, mutated}}, DefaultToken::unknown);
      CHECK(delta_of({{path, mutated}}, {{path, mutated}}, DefaultToken::unknown).records.empty());
    }
  }
}

TEST_CASE("a least-privilege block narrows a labelled workflow where the default is permissive") {
  if (!present()) return;
  const std::string path = ".github/workflows/x.yml";
  std::size_t count = 0;
  for (const Labelled& file : labelled_files()) {
    const auto root = read_yaml(file.content, file.path);
    if (file.kind != "gha_workflow" || !root || contains(file.content, "permissions")) continue;
    const DocumentNode* jobs = root->find("jobs");
    if (!jobs || !jobs->is_mapping() || !root->find("on")) continue;
    if (root->find("on")->find("workflow_call") || contains(file.content, "uses: ./")) continue;
    INFO(file.path);
    ++count;
    const std::map<std::string, std::string> before = {{path, file.content}};
    const std::map<std::string, std::string> after = {
        {path, concat("permissions:\n  contents: read\n", file.content)}};
    CHECK(delta_of(before, after, DefaultToken::permissive).direction == Direction::narrowed);
    CHECK(delta_of(before, after, DefaultToken::unknown).direction == Direction::narrowed);
    CHECK(delta_of(after, before, DefaultToken::permissive).direction == Direction::widened);
    CHECK(delta_of(after, before, DefaultToken::unknown).direction == Direction::unknown);
  }
  CHECK(count > 10);
}

TEST_CASE("labelled files of every surface are recognised") {
  if (!present()) return;
  std::map<std::string, std::pair<int, int>> seen;  // kind -> recognised, all
  for (const Labelled& file : labelled_files()) {
    const std::string surface = surface_of(file.source_path, file.content);
    auto& [recognised, all] = seen[file.kind];
    recognised += surface.empty() ? 0 : 1;
    ++all;
    if (surface.empty() && std::getenv("FOUREYES_LIST")) WARN(file.kind << " " << file.path);
  }
  for (const std::string kind : {"vault_policy"}) {
    INFO(kind << " " << seen[kind].first << " of " << seen[kind].second);
    CHECK(seen[kind].first * 10 >= seen[kind].second * 8);
  }
  if (std::getenv("FOUREYES_LIST"))
    for (const auto& [kind, counts] : seen)
      WARN(kind << " " << counts.first << " of " << counts.second);
}

}  // namespace foureyes
