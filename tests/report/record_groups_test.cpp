#include "report/record_groups.h"

#include "support/catch.h"

namespace foureyes {
namespace {

DeltaRecord record_of(std::string subject, Direction direction, std::string kind) {
  DeltaRecord record;
  record.subject = std::move(subject);
  record.direction = direction;
  record.kind = std::move(kind);
  return record;
}

RuleInfo rule_of(std::string kind, Severity severity) {
  RuleInfo rule;
  rule.id = "privilege/" + kind;
  rule.severity = severity;
  return rule;
}

TEST_CASE("the subject that gained most comes first, and what it gained before what it lost") {
  const std::vector<RuleInfo> rules = {rule_of("container", Severity::medium),
                                       rule_of("policy", Severity::critical)};
  Delta delta;
  delta.records = {record_of("a", Direction::narrowed, "policy"),
                   record_of("b", Direction::widened, "container"),
                   record_of("c", Direction::unknown, "policy"),
                   record_of("d", Direction::narrowed, "container"),
                   record_of("d", Direction::widened, "policy")};
  const auto groups = group_records(all_records(delta), rules);
  REQUIRE(groups.size() == 4);
  CHECK(groups[0].subject == "d");
  REQUIRE(groups[0].records.size() == 2);
  CHECK(groups[0].records[0]->direction == Direction::widened);
  CHECK(groups[1].subject == "b");
  CHECK(groups[2].subject == "c");
  CHECK(groups[3].subject == "a");
  CHECK(gating_records(delta).size() == 3);
  CHECK(other_records(delta).size() == 2);
}

TEST_CASE("both sides are shown where the sentence does not tell them") {
  DeltaRecord record = record_of("a", Direction::mixed, "trigger");
  record.before = "start on main";
  record.after = "start on tags";
  record.sentence = "a may now start on tags, and no longer start on main";
  CHECK_FALSE(sides_help(record));
  record.after = "start on tags; start by hand";
  CHECK(sides_help(record));
  record.after = "";
  CHECK_FALSE(sides_help(record));
}

}  // namespace
}  // namespace foureyes
