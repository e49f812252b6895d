#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "base/text.h"
#include "base/yaml_document.h"
#include "privilege/dialect.h"
#include "privilege/dialect_rows.h"
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

TEST_CASE("the program carries the rows of every dialect, in the order of the dialects") {
  const auto rows = dialect_rows();
  REQUIRE(rows);
  REQUIRE(rows->size() == all_dialects().size());
  for (std::size_t i = 0; i < rows->size(); ++i) {
    INFO((*rows)[i].name);
    CHECK((*rows)[i].name == all_dialects()[i]->name);
    CHECK_FALSE((*rows)[i].files.empty());
    for (const DialectRow& row : (*rows)[i].rows) {
      INFO(row.kind);
      CHECK_FALSE(row.reads.empty());
      CHECK((!row.widens.empty() || !row.unknown.empty()));
    }
  }
}

TEST_CASE("every kind of record explains itself") {
  for (const RecordKind& kind : record_kinds()) {
    INFO(kind.kind);
    CHECK_FALSE(kind.title.empty());
    CHECK(kind.description.ends_with('.'));
  }
}

}  // namespace foureyes
