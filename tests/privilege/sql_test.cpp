#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <sstream>

#include "base/text.h"
#include "privilege/delta.h"
#include "privilege/dialects/sql/fold.h"
#include "privilege/dialects/sql/migrations.h"
#include "privilege/dialects/sql/tokens.h"
#include "support/catch.h"
#include "support/sanitizers.h"

namespace foureyes::sql {
namespace {

Delta delta_of(const std::map<std::string, std::string>& base,
               const std::map<std::string, std::string>& head) {
  const auto b = tree_of_files(base), h = tree_of_files(head);
  auto delta = privilege_delta(*b, *h, {});
  REQUIRE(delta);
  return std::move(*delta);
}

using Access = std::set<std::tuple<std::string, std::string, std::string>>;

// One random statement, and what it does by the book: the evaluator shares nothing with the fold.
std::string random_statement(std::mt19937& random, Access& given) {
  const auto one_of = [&](std::vector<std::string> list) { return list[random() % list.size()]; };
  const bool grants = random() % 3 != 0;
  const std::string privilege = one_of({"SELECT", "INSERT", "UPDATE", "ALL"});
  const std::string table = one_of({"a", "b"}), role = one_of({"x", "y", "PUBLIC"});
  for (const std::string name : {"SELECT", "INSERT", "UPDATE", "DELETE"}) {
    if (privilege != name && privilege != "ALL") continue;
    if (grants)
      given.insert({role, name, table});
    else
      given.erase({role, name, table});
  }
  return concat(grants ? "GRANT " : "REVOKE ", privilege, " ON ", table, grants ? " TO " : " FROM ",
                role, ";\n");
}

Access effective(const Access& given) {
  Access out = given;
  for (const auto& [role, privilege, table] : given)
    if (role == "PUBLIC")
      for (const std::string other : {"x", "y"}) out.insert({other, privilege, table});
  return out;
}

// "role x", "select", "table a". Whoever is no role of these files has what everybody has.
bool allows(const Access& given, const Witness& request) {
  const std::string role = request.subject.substr(request.subject.find(' ') + 1),
                    table = request.resource.substr(request.resource.find(' ') + 1);
  std::string privilege = request.action;
  for (char& c : privilege) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return given.contains({role, privilege, table}) || given.contains({"PUBLIC", privilege, table});
}

// A standing REVOKE takes what no statement gave: its witness is none of these accesses.
bool is_about_access(const DeltaRecord& record) {
  return record.kind == "sql-privilege" &&
         (record.direction == Direction::widened || record.direction == Direction::mixed);
}

bool gates(const Delta& delta) { return delta.direction > Direction::narrowed; }

}  // namespace

TEST_CASE("new access by a random migration always gates, and the same files never do") {
  std::mt19937 random(20260302);
  int widening = 0, called = 0, shown = 0;
  for (int round = 0; round < 2000; ++round) {
    Access given;
    std::map<std::string, std::string> files;
    for (int i = 0; i < 6; ++i)
      files[concat("postgres/V", i, "__m.sql")] = random_statement(random, given);
    const std::map<std::string, std::string> base = files;
    const Access given_before = given, before = effective(given);
    for (int i = 6; i < 8; ++i)
      files[concat("postgres/V", i, "__m.sql")] = random_statement(random, given);
    const Access after = effective(given);
    bool is_new = false;
    for (const auto& atom : after) is_new = is_new || !before.contains(atom);
    const Delta delta = delta_of(base, files);
    if (is_new) CHECK(gates(delta));
    for (const DeltaRecord& record : delta.records) {
      if (!is_about_access(record)) continue;
      INFO(record.sentence);
      REQUIRE(record.witness);
      CHECK(allows(given, *record.witness));
      CHECK_FALSE(allows(given_before, *record.witness));
      ++shown;
    }
    widening += is_new ? 1 : 0;
    called += gates(delta) ? 1 : 0;
    CHECK(delta_of(files, files).records.empty());
  }
  INFO(widening << " widening, " << called << " called so");
  CHECK(widening > 300);
  CHECK(shown > 300);
  CHECK(called <= widening * 2);
}

TEST_CASE("spelling, case, comments and places of a file change nothing") {
  const std::string plain =
      "GRANT SELECT, INSERT ON TABLE ledger TO reporting, loader;\n"
      "ALTER TABLE ledger OWNER TO admin;\nCREATE ROLE x LOGIN;\n";
  const std::string other =
      "\xEF\xBB\xBF-- roles\r\ncreate role X with login;\r\nalter table public.LEDGER owner to "
      "\"admin\";\r\ngrant insert,select /* both */ on \"ledger\" to loader, reporting;\r\n";
  const auto delta = delta_of({{"postgres/a.sql", plain}}, {{"postgres/b.sql", other}});
  CHECK(delta.records.empty());
  CHECK(delta.notices.empty());
}

TEST_CASE("versions order as numbers, repeatable migrations last") {
  CHECK(classify("db/V2__a.sql").order < classify("db/V10__a.sql").order);
  CHECK(classify("db/V1.1__a.sql").order < classify("db/V1.2__a.sql").order);
  CHECK(classify("db/V999__a.sql").order < classify("db/R__a.sql").order);
  CHECK(classify("db/9_a.sql").order < classify("db/10_a.sql").order);
  CHECK(classify("prisma/migrations/20260101_a/migration.sql").place == "prisma/migrations");
  CHECK(classify("db/migration/finance/V1__a.sql").place == "db/migration");
  CHECK(classify("m/1_a.down.sql").order.role == FileRole::undo);
}

TEST_CASE("ten thousand grants are compared in time") {
  if (test::kSanitized) return;
  std::string text;
  for (int i = 0; i < 10000; ++i)
    text += concat("GRANT SELECT ON fin.t", i, " TO role_", i % 100, ";\nREVOKE INSERT ON fin.t", i,
                   " FROM role_", i % 100, ";\n");
  const Delta delta = delta_of({{"a", "1"}}, {{"postgres/V1__a.sql", text}});
  CHECK(delta.records.size() == 20000);
}

TEST_CASE("hostile quoting and openings end in linear time") {
  for (const std::string part :
       {"{{", "[", "$a$b", "/*", "'", "\"", "(", "{%", "${", "\\x", "::", "GRANT "}) {
    std::string text;
    while (text.size() < 20000) text += part;
    for (const Flavour flavour :
         {Flavour::common, Flavour::postgresql, Flavour::snowflake, Flavour::sql_server})
      split_statements(text, flavour);
    delta_of({{"a", "1"}}, {{"x.sql", text}});
  }
}

TEST_CASE("every privilege statement of the labelled fixtures is read, or a notice names it") {
  const char* shared = std::getenv("FOUREYES_SHARED");
  const std::filesystem::path root =
      std::filesystem::path(shared ? shared : FOUREYES_SOURCE_DIR "/../shared") /
      "corpus/privilege/sql_grant";
  if (!std::filesystem::exists(root)) {
    WARN("no corpus here");
    return;
  }
  std::map<std::string, std::pair<std::size_t, std::size_t>> rates;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path());
    std::stringstream text;
    text << in.rdbuf();
    const std::string path = std::filesystem::relative(entry.path(), root).string();
    const std::size_t at = path.find("dialects/");
    const std::string family = at == path.npos
                                   ? path.substr(0, path.find('_'))
                                   : path.substr(at + 9, path.find('/', at + 9) - at - 9);
    Flavour flavour = flavour_of_path(path);
    if (flavour == Flavour::common) flavour = flavour_of_content(text.str());
    State state;
    std::vector<Notice> notices;
    fold_file({path, text.str(), flavour}, state, notices);
    const std::string said = privilege_text(text.str(), flavour);
    rates[family].first += static_cast<std::size_t>(std::count(said.begin(), said.end(), '\n'));
    rates[family].second += notices.size();
    CHECK(notices.size() == state.unread.size());
  }
  for (const auto& [family, rate] : rates)
    if (std::getenv("FOUREYES_LIST"))
      WARN(family << ": " << rate.first << " privilege statements, " << rate.second << " unread");
  for (const std::string family : {"postgres", "snowflake", "tsql", "ansi"}) {
    INFO(family << ": " << rates[family].first << ", unread " << rates[family].second);
    CHECK(rates[family].second * 20 <= rates[family].first);
  }
}

}  // namespace foureyes::sql
