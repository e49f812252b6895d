#include "privilege/grant_diff.h"

#include "support/catch.h"

namespace foureyes {
namespace {

Grant grant(Effect effect, Pattern resource) {
  Grant out;
  out.kind = "token-scope";
  out.effect = effect;
  out.subject = Pattern::literal("s");
  out.action = Pattern::literal("read");
  out.resource = std::move(resource);
  return out;
}

Direction worst(const std::vector<Grant>& base, const std::vector<Grant>& head) {
  Direction direction = Direction::equivalent;
  for (const SlotChange& change : compare_grants(base, head))
    direction = std::max(direction, change.direction);
  return direction;
}

}  // namespace

TEST_CASE("a set is covered by several grants together") {
  const std::vector<Grant> apart = {grant(Effect::allow, Pattern::literal("a")),
                                    grant(Effect::allow, Pattern::literal("b"))};
  const std::vector<Grant> together = {grant(Effect::allow, Pattern::set({"a", "b"}))};
  CHECK(worst(apart, together) == Direction::equivalent);
  CHECK(worst(together, apart) == Direction::equivalent);
}

TEST_CASE("an allowed name that a deny stopped is new when the deny goes") {
  const std::vector<Grant> stopped = {grant(Effect::allow, Pattern::glob("a*")),
                                      grant(Effect::deny, Pattern::literal("ab"))};
  const std::vector<Grant> open = {grant(Effect::allow, Pattern::glob("a*"))};
  CHECK(worst(stopped, open) == Direction::widened);
  CHECK(worst(open, stopped) == Direction::narrowed);
}

TEST_CASE("a grant that a deny stops altogether is not new") {
  const std::vector<Grant> before = {grant(Effect::deny, Pattern::glob("a*"))};
  const std::vector<Grant> after = {grant(Effect::deny, Pattern::glob("a*")),
                                    grant(Effect::allow, Pattern::literal("ab"))};
  CHECK(worst(before, after) == Direction::equivalent);
}

TEST_CASE("the same unknown on both sides is no change, another content is") {
  Grant unread = grant(Effect::allow, Pattern::top());
  unread.unknown = Unknown{UnknownReason::parse, "", "digest 1"};
  Grant other = unread;
  other.unknown->digest = "digest 2";
  CHECK(worst({unread}, {unread}) == Direction::equivalent);
  CHECK(worst({unread}, {other}) == Direction::unknown);
}

}  // namespace foureyes
