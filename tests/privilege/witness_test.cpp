// The witness of a change, over random grants and case by case: allowed after it, not before.
#include <algorithm>

#include "base/canonical_json.h"
#include "base/text.h"
#include "model/to_json.h"
#include "privilege/grant_diff.h"
#include "privilege/grant_order.h"
#include "privilege/random_grants.h"
#include "privilege/request_evaluator.h"
#include "support/catch.h"
#include "support/processor_time.h"
#include "support/sanitizers.h"

namespace foureyes {
namespace {

std::string text_of(const std::vector<Grant>& grants) {
  std::string out;
  for (const Grant& grant : grants) out += canonical_json(to_json(grant)) + "\n";
  return out;
}

std::vector<const Grant*> pointers(const std::vector<Grant>& grants) {
  std::vector<const Grant*> out;
  for (const Grant& grant : grants) out.push_back(&grant);
  return out;
}

std::vector<const Grant*> denies(const std::vector<Grant>& grants) {
  std::vector<const Grant*> out;
  for (const Grant& grant : grants)
    if (grant.effect == Effect::deny) out.push_back(&grant);
  return out;
}

bool widens(const SlotChange& change) {
  return change.direction == Direction::widened || change.direction == Direction::mixed;
}

// What is only perhaps allowed before must be among the assumptions.
bool is_confirmed(const SlotChange& change, const std::vector<Grant>& before,
                  const std::vector<Grant>& after) {
  const Witness& request = *change.shown.witness;
  const Grant& any = change.before.empty() ? *change.after.front() : *change.before.front();
  if (any.effect == Effect::deny)
    return any_applies(denies(before), request) == Truth::yes &&
           any_applies(denies(after), request) == Truth::no;
  const Truth then = is_allowed(pointers(before), request);
  return is_allowed(pointers(after), request) == Truth::yes &&
         then == (request.assumes.empty() ? Truth::no : Truth::perhaps);
}

Grant allow(Pattern action, Condition condition = {}) {
  Grant out;
  out.plane = Plane::cloud;
  out.kind = "iam-policy";
  out.subject = Pattern::literal("p.json");
  out.action = std::move(action);
  out.resource = Pattern::glob("arn:aws:s3:::books/*");
  out.condition = std::move(condition);
  return out;
}

Condition when(Conjunct conjunct) { return {ConditionKind::any_of, {{std::move(conjunct)}}, ""}; }

WitnessAnswer answer_of(const std::vector<Grant>& before, const std::vector<Grant>& after) {
  for (const SlotChange& change : compare_grants(before, after))
    if (widens(change)) return change.shown;
  FAIL("nothing widens");
  return {};
}

std::string words_of(const WitnessAnswer& answer) {
  if (!answer.witness) return answer.why_none;
  std::string out = concat(answer.witness->action, " on ", answer.witness->resource);
  for (const RequestKey& key : answer.witness->keys)
    out += concat(", ", key.value ? concat(key.name, " ", *key.value) : concat("no ", key.name));
  for (const std::string& words : answer.witness->assumes) out += concat("; if ", words);
  return out;
}

bool any_change(const std::vector<SlotChange>& changes, Direction direction) {
  return std::any_of(changes.begin(), changes.end(),
                     [&](const SlotChange& change) { return change.direction == direction; });
}

bool gates(const std::vector<SlotChange>& changes) {
  return any_change(changes, Direction::widened) || any_change(changes, Direction::mixed) ||
         any_change(changes, Direction::unknown);
}

// Every name that the patterns of random_grants.h tell apart, and keys on both sides of each bound.
std::vector<Witness> requests_of_the_world() {
  const std::vector<std::vector<RequestKey>> keys = {
      {},
      {{"number", "4"}, {"text", "a"}},
      {{"number", "6"}, {"ref", "x/y"}},
      {{"address", "10.1.0.1"}, {"text", "ab"}},
      {{"address", "10.2.0.1"}, {"ref", "x/y/z"}},
      {{"address", "192.0.2.1"}, {"date", "2026-01-30"}},
      {{"date", "2026-02-01T09:00:00Z"}, {"text", "c"}}};
  std::vector<Witness> out;
  for (const char* action : {"a", "b", "c", "ab", "aa", "bb", "aab", "ca", "d"})
    for (const char* resource : {"a", "b", "c", "ab", "aa", "bb", "aab", "ca", "d"})
      for (const char* subject : {"s", "t"})
        for (const auto& some : keys) out.push_back({subject, action, resource, some, {}});
  return out;
}

}  // namespace

TEST_CASE("a widening of random grants is shown by a request, or says why not") {
  std::size_t widened = 0, shown = 0;
  for (unsigned seed = 0; seed < 3000; ++seed) {
    RandomGrants random(seed);
    const std::vector<Grant> before = random.list(), after = random.edited(before);
    INFO("seed " << seed << "\n" << text_of(before) << "---\n" << text_of(after));
    CHECK(compare_grants(before, before).empty());
    for (const SlotChange& change : compare_grants(before, after)) {
      if (!widens(change)) continue;
      ++widened;
      CHECK(change.shown.witness.has_value() == change.shown.why_none.empty());
      if (!change.shown.witness) continue;
      ++shown;
      INFO(words_of(change.shown));
      CHECK(is_confirmed(change, before, after));
    }
  }
  INFO(shown << " of " << widened);
  CHECK((test::kSanitized || widened > 1000));
  CHECK(shown * 100 >= widened * 90);
}

TEST_CASE("no request of random grants is allowed anew without a record that gates") {
  const std::vector<Witness> requests = requests_of_the_world();
  std::size_t asked = 0, anew = 0;
  for (unsigned seed = 0; seed < 400; ++seed) {
    RandomGrants random(seed);
    const std::vector<Grant> before = random.list(), after = random.edited(before);
    const auto there = compare_grants(before, after), back = compare_grants(after, before);
    INFO("seed " << seed << "\n" << text_of(before) << "---\n" << text_of(after));
    CHECK(any_change(there, Direction::widened) <=
          (any_change(back, Direction::narrowed) || gates(back)));
    CHECK(any_change(there, Direction::narrowed) <= gates(back));
    for (const Witness& request : requests) {
      ++asked;
      const Truth now = is_allowed(pointers(after), request);
      if (now != Truth::yes || is_allowed(pointers(before), request) != Truth::no) continue;
      ++anew;
      INFO(words_of({request, ""}));
      CHECK(gates(there));
    }
  }
  CHECK((test::kSanitized || asked > 100'000));
  CHECK((test::kSanitized || anew > 1000));
}

TEST_CASE("covering is transitive, and what a grant covers applies only where it does") {
  std::size_t chains = 0, narrower = 0;
  for (unsigned seed = 0; seed < (test::kSanitized ? 100u : 2000u); ++seed) {
    RandomGrants random(seed);
    std::vector<Grant> all(12);
    for (Grant& grant : all) grant = random.grant();
    for (const Grant& a : all)
      for (const Grant& b : all) {
        if (!grant_covers(a, b)) continue;
        for (const SlotChange& change : compare_grants({}, {b})) {
          if (!change.shown.witness) continue;
          ++narrower;
          CHECK(grant_applies(a, *change.shown.witness) == Truth::yes);
        }
        for (const Grant& c : all) {
          if (!grant_covers(b, c)) continue;
          ++chains;
          INFO(text_of({a, b, c}));
          CHECK((grant_covers(a, c) || means_nothing(c)));
        }
      }
  }
  CHECK((test::kSanitized || chains > 10'000));
  CHECK(narrower > 1000);
}

TEST_CASE("a witness is a plain example where that will do, else the shortest text there is") {
  const auto get = allow(Pattern::glob("s3:get*"));
  CHECK(words_of(answer_of({}, {get})) == "s3:getany on arn:aws:s3:::books/any");
  const auto most = allow(Pattern::set({"s3:get*any", "s3:get*other", "s3:get1*"}));
  CHECK(words_of(answer_of({most}, {most, get})) == "s3:get on arn:aws:s3:::books/any");
}

TEST_CASE("a witness has the keys that the condition after it asks for and the one before not") {
  const auto action = Pattern::literal("s3:getobject");
  const Conjunct office{"ip", "cidr", {"10.1.0.0/16"}, MissingKey::is_false};
  const Conjunct company{"ip", "cidr", {"10.0.0.0/8"}, MissingKey::is_false};
  CHECK(words_of(answer_of({allow(action, when(office))}, {allow(action, when(company))})) ==
        "s3:getobject on arn:aws:s3:::books/any, ip 10.0.0.0");
  const Conjunct mfa{"mfa", "equals", {"true"}, MissingKey::is_false};
  // Without the key: what is not listed is missing.
  CHECK(words_of(answer_of({allow(action, when(mfa))}, {allow(action)})) ==
        "s3:getobject on arn:aws:s3:::books/any");
  const Conjunct if_any{"mfa", "equals", {}, MissingKey::is_true};
  CHECK(words_of(answer_of({}, {allow(action, when(if_any))})) ==
        "s3:getobject on arn:aws:s3:::books/any, no mfa");
}

TEST_CASE("the witness of a denial that goes is a request that it stopped") {
  Grant deny = allow(Pattern::glob("s3:delete*"));
  deny.effect = Effect::deny;
  CHECK(words_of(answer_of({allow(Pattern::glob("s3:*")), deny}, {allow(Pattern::glob("s3:*"))})) ==
        "s3:deleteany on arn:aws:s3:::books/any");
}

TEST_CASE("a name that only a run knows has no witness, or is what a witness assumes") {
  const auto variable = allow(Pattern::symbol("${action}", ""));
  CHECK(words_of(answer_of({}, {variable})) == "`${action}` is known only where it is used");
  CHECK(words_of(answer_of({variable}, {variable, allow(Pattern::literal("s3:getobject"))})) ==
        "s3:getobject on arn:aws:s3:::books/any; if `${action}` on `arn:aws:s3:::books/*` of "
        "before does not already allow it");
}

TEST_CASE("a search that is too long ends and says so") {
  std::vector<Grant> before;
  for (int i = 0; i < 40; ++i) {
    std::string hostile;
    for (int star = 0; star < 50; ++star) hostile += concat("*", "ab"[(i >> (star % 6)) & 1], "?");
    before.push_back(allow(Pattern::glob(concat("s3:", hostile))));
  }
  std::vector<Grant> after = before;
  after.push_back(allow(Pattern::glob(concat("s3:", std::string(150, '?'), "*"))));
  const double start = test::processor_seconds();
  for (const SlotChange& change : compare_grants(before, after))
    if (widens(change)) CHECK(change.shown.witness.has_value() == change.shown.why_none.empty());
  if (!test::kSanitized) CHECK(test::processor_seconds() - start < 5.0);
}

}  // namespace foureyes
