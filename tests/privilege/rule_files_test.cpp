#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "base/text.h"
#include "base/yaml_document.h"
#include "privilege/dialect.h"
#include "privilege/record_kinds.h"
#include "support/catch.h"

namespace foureyes {

TEST_CASE("every dialect has its rule file, and every kind of record its row in one") {
  std::set<std::string> written, known;
  for (const Dialect* dialect : all_dialects()) {
    const std::string path = concat(FOUREYES_SOURCE_DIR "/rules/privilege/", dialect->name, ".yml");
    INFO(path);
    std::ifstream in(path);
    std::stringstream text;
    text << in.rdbuf();
    const auto root = read_yaml(text.str(), path);
    REQUIRE(root);
    CHECK(root->find_string("dialect") == std::string(dialect->name));
    REQUIRE(root->find("rows"));
    for (const DocumentNode& row : root->find("rows")->items)
      written.insert(row.find_string("kind").value_or(""));
  }
  for (const RecordKind& kind : record_kinds()) known.insert(std::string(kind.kind));
  CHECK(written == known);
}

TEST_CASE("every kind of record explains itself") {
  for (const RecordKind& kind : record_kinds()) {
    INFO(kind.kind);
    CHECK_FALSE(kind.title.empty());
    CHECK(kind.description.ends_with('.'));
  }
}

}  // namespace foureyes
