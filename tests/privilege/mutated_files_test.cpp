// Damaged files of the literate cases: whatever they hold, a delta, and none against themselves.
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "model/tree_view.h"
#include "privilege/delta.h"
#include "privilege/grants.h"
#include "privilege/literate_case.h"
#include "support/catch.h"

namespace foureyes {
namespace {

std::vector<literate::Case> cases_of(const std::string& dialect) {
  std::vector<literate::Case> out;
  for (const auto& entry :
       std::filesystem::directory_iterator(FOUREYES_SOURCE_DIR "/tests/privilege/deltas")) {
    if (!entry.path().filename().string().starts_with(dialect)) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    for (literate::Case& c : literate::read_cases(text.str())) out.push_back(std::move(c));
  }
  return out;
}

}  // namespace

TEST_CASE("damaged pipelines and agents' files give a delta, and none against themselves") {
  constexpr char kHostile[] = "\n :-[]{}$'\"#&*!|>%@`\\\x01\xff(),=/";
  std::mt19937 random(7);
  for (const char* dialect : {"ai_agents", "gitlab_ci"})
    for (const literate::Case& c : cases_of(dialect)) {
      INFO(c.title);
      for (int round = 0; round < 20; ++round) {
        auto files = c.head;
        for (auto& [path, content] : files)
          for (int change = 0; change < 2 && !content.empty(); ++change)
            content[random() % content.size()] = kHostile[random() % sizeof kHostile];
        const auto base = tree_of_files(c.head), head = tree_of_files(files);
        CHECK(privilege_delta(*base, *head));
        const auto same = privilege_delta(*head, *head);
        REQUIRE(same);
        CHECK(same->records.empty());
        CHECK(read_grants(*head));
      }
    }
}

}  // namespace foureyes
