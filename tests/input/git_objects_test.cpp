#include "input/git_objects.h"

#include "base/text.h"
#include "support/catch.h"

using namespace foureyes;

namespace {

const std::string kTree(40, 'a');
const std::string kParent(40, 'b');
const ObjectId kId = *ObjectId::parse(std::string(40, 'c'));

std::string entry(std::string_view mode, std::string_view name) {
  return concat(mode, ' ', name, std::string(1, '\0'), std::string(20, '\x11'));
}

}  // namespace

TEST_CASE("a signed commit gives its signature and exactly the bytes that were signed") {
  const std::string head = concat("tree ", kTree, "\nparent ", kParent,
                                  "\nauthor alice <alice@example.com> 1 +0000\n"
                                  "committer bob <bob@example.com> 2 -0100\n");
  const std::string signature =
      "gpgsig -----BEGIN SSH SIGNATURE-----\n AAAA\n \n -----END SSH SIGNATURE-----\n";
  const std::string other = "gpgsig-sha256 x\n y\n";
  const auto commit =
      parse_commit(kId, concat(head, signature, other, "encoding UTF-8\n", "\nWords\n\nmore\n"));
  REQUIRE(commit);
  CHECK(commit->signature ==
        "-----BEGIN SSH SIGNATURE-----\nAAAA\n\n-----END SSH SIGNATURE-----\n");
  CHECK(commit->signed_payload == concat(head, "encoding UTF-8\n", "\nWords\n\nmore\n"));
  CHECK(commit->message == "Words\n\nmore\n");
  CHECK(commit->author.email == "alice@example.com");
  CHECK(commit->committer.when.seconds == 2);
  CHECK(commit->parents.size() == 1);
}

TEST_CASE("a signature in the message is no signature") {
  const auto commit = parse_commit(
      kId, concat("tree ", kTree, "\nauthor a <a> 1 +0000\ncommitter a <a> 1 +0000\n\n",
                  "gpgsig -----BEGIN SSH SIGNATURE-----\n"));
  REQUIRE(commit);
  CHECK(commit->signature.empty());
}

TEST_CASE("the first author counts, and odd people do not confuse the parser") {
  const auto commit = parse_commit(
      kId, concat("tree ", kTree, "\nauthor A <a@example.com> B> 7 +0000\nauthor C <c> 8 +0000\n",
                  "committer no mail\n\n"));
  REQUIRE(commit);
  CHECK(commit->author.name == "A");
  CHECK(commit->author.email == "a@example.com");
  CHECK(commit->author.when.seconds == 7);
  CHECK(commit->committer.name == "no mail");
  CHECK_FALSE(parse_commit(kId, "parent " + kParent));
  CHECK_FALSE(parse_commit(kId, "tree xyz\n"));
  CHECK_FALSE(parse_commit(kId, ""));
}

TEST_CASE("tree entries are read in order; a malformed one ends the tree and says so") {
  const std::string bytes = concat(entry("100644", "b"), entry("040000", "a"), entry("100755", "x"),
                                   entry("120000", "l"));
  RawTreeReader reader(bytes);
  RawTreeEntry found;
  std::string names;
  while (reader.next(found)) names += found.name;
  CHECK(names == "baxl");
  CHECK_FALSE(reader.malformed());
  CHECK(found.kind() == EntryKind::symlink);
  for (const std::string& bad :
       {entry("100644", ""), entry("100644", ".."), entry("100644", "a/b"), entry("9", "a"),
        entry("", "a"), std::string("100644 a"), entry("100644", "a").substr(0, 20)}) {
    RawTreeReader broken(bad);
    CHECK_FALSE(broken.next(found));
    CHECK(broken.malformed());
  }
}
