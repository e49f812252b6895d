#include "model/commit.h"

#include "support/catch.h"

using namespace foureyes;

namespace {

std::vector<std::string> people_in(std::string message) {
  const ObjectId id = *ObjectId::parse(std::string(40, 'a'));
  const Commit commit{id, id, {}, {"Alice", "alice@example.com", {7}}, {}, std::move(message),
                      "", ""};
  std::vector<std::string> people;
  for (const Signature& person : co_authors(commit)) {
    REQUIRE(person.when == Instant{7});
    people.push_back(person.name + "|" + person.email);
  }
  return people;
}

}  // namespace

TEST_CASE("co-authors are found in any case and anywhere in the message") {
  REQUIRE(people_in("Subject\n\nCo-authored-by: Bob B <bob@example.com>\n") ==
          std::vector<std::string>{"Bob B|bob@example.com"});
  REQUIRE(people_in("S\n\nCO-AUTHORED-BY:<bob@example.com>\r\n---------\n  co-authored-by: C "
                    "<c@example.com>\n\nend") ==
          std::vector<std::string>{"|bob@example.com", "C|c@example.com"});
}

TEST_CASE("malformed co-author lines are left out") {
  for (const char* line :
       {"Co-authored-by: Bob", "Co-authored-by: Bob <>", "Co-authored-by: Bob <b@example.com",
        "Co-authored-by: Bob <b c>", "Not-co-authored-by: Bob <b@example.com>",
        "Co-authored-by:", "Co-authored-by: >"}) {
    CAPTURE(line);
    REQUIRE(people_in(line).empty());
  }
}

TEST_CASE("an object name is exactly 40 hex digits") {
  REQUIRE(ObjectId::parse("ABCDEFabcdef0123456789abcdefABCDEF012345")->hex() ==
          "abcdefabcdef0123456789abcdefabcdef012345");
  for (const std::string& text : {std::string(), std::string(39, 'a'), std::string(41, 'a'),
                                  std::string(64, 'a'), std::string(40, 'g')}) {
    REQUIRE_FALSE(ObjectId::parse(text));
  }
}
