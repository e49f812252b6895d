#include "privilege/joined_rights.h"

#include <algorithm>

#include "base/text.h"
#include "support/catch.h"

namespace foureyes {
namespace {

Grant grant(std::string_view kind, const std::string& subject, const std::string& resource) {
  Grant out;
  out.plane = Plane::data;
  out.kind = kind;
  out.subject = Pattern::literal(subject);
  out.action = Pattern::literal("select");
  out.resource = Pattern::literal(resource);
  out.action_words = concat("select on ", resource);
  return out;
}

Grant edge(const std::string& from, const std::string& to) {
  return grant("sql-membership", from, to);
}
Grant right(const std::string& who, const std::string& what) {
  return grant("sql-privilege", who, what);
}

bool is_edge(const Grant& grant) { return grant.kind == "sql-membership"; }

HeldRights held(const std::vector<Grant>& grants, const std::string& who) {
  return RightsGraph(grants, is_edge).held_by(who);
}

TEST_CASE("an edge brings the rights of everybody it leads to, nearest first") {
  const std::vector<Grant> grants = {edge("a", "b"), edge("b", "c"), right("c", "far"),
                                     right("a", "near"), right("d", "elsewhere")};
  const HeldRights rights = held(grants, "a");
  CHECK(rights.told == std::vector<std::string>{"select on near", "select on far"});
  CHECK(rights.via == std::vector<std::string>{"a", "c"});
}

TEST_CASE("a circle of edges is walked once") {
  const std::vector<Grant> grants = {edge("a", "b"), edge("b", "a"), edge("b", "b"),
                                     right("a", "x"), right("b", "y")};
  CHECK(held(grants, "a").count == 2);
  CHECK(held(grants, "b").count == 2);
  CHECK(held(grants, "a").digest == held(grants, "b").digest);
}

TEST_CASE("the digest covers the rights that are not told, and no order") {
  std::vector<Grant> grants;
  for (int i = 0; i < 20; ++i) grants.push_back(right("a", concat("t", i)));
  const HeldRights all = held(grants, "a");
  CHECK(all.count == 20);
  CHECK(all.told.size() < 20);
  std::reverse(grants.begin(), grants.end());
  CHECK(held(grants, "a").digest == all.digest);
  grants.front().condition = {ConditionKind::symbol, {}, "on weekdays"};
  CHECK(held(grants, "a").digest != all.digest);
}

TEST_CASE("past the limit an edge is unknown, however long the chain") {
  std::vector<Grant> grants;
  for (int i = 0; i < 1000; ++i) {
    grants.push_back(edge(concat("r", i), concat("r", i + 1)));
    grants.push_back(right(concat("r", i), "t"));
  }
  RightsGraph graph(grants, is_edge);
  Grant last = edge("x", "r999"), first = edge("x", "r0");
  add_held_rights(graph.held_by("r999"), "which may", last);
  CHECK_FALSE(last.unknown);
  for (int i = 0; i < 1000; ++i) add_held_rights(graph.held_by(concat("r", i)), "which may", first);
  REQUIRE(first.unknown);
  CHECK(first.unknown->reason == UnknownReason::limit);
}

TEST_CASE("an edge that leads to nobody's rights stays as it was") {
  Grant lone = edge("a", "b");
  const Grant before = lone;
  add_held_rights(held({lone}, "b"), "which may", lone);
  CHECK(lone.action_words == before.action_words);
  CHECK(lone.via.empty());
  CHECK(lone.bound_content.empty());
}

}  // namespace
}  // namespace foureyes
