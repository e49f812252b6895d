#include "privilege/request_evaluator.h"

#include "privilege/value_matcher.h"
#include "support/catch.h"

namespace foureyes {
namespace {

Truth holds(const std::string& family, const std::string& bound, const std::string& value) {
  return conjunct_holds({"k", family, {bound}, MissingKey::is_false}, &value);
}

}  // namespace

TEST_CASE("a wildcard of the evaluator reads what its kind says") {
  CHECK(text_matches("a*b?", Wildcards::any, "a//bc") == Truth::yes);
  CHECK(text_matches("a*b?", Wildcards::any, "ab") == Truth::no);
  CHECK(text_matches("a*", Wildcards::none, "ab") == Truth::no);
  CHECK(text_matches("arn:*:s3:::x", Wildcards::arn, "arn:a:b:s3:::x") == Truth::no);
  CHECK(text_matches("arn:aws:*", Wildcards::arn, "arn:aws:s3:::x") == Truth::yes);
  CHECK(text_matches("x/*", Wildcards::ref, "x/y/z") == Truth::no);
  CHECK(text_matches("x/**", Wildcards::ref, "x/y/z") == Truth::yes);
  CHECK(text_matches("a-${b}", Wildcards::none, "a-c") == Truth::perhaps);
  CHECK(text_matches("a-${b}", Wildcards::none, "b") == Truth::no);
}

TEST_CASE("the evaluator compares addresses, numbers and dates") {
  CHECK(holds("cidr", "10.1.0.0/16", "10.1.255.255") == Truth::yes);
  CHECK(holds("not-cidr", "10.1.0.0/16", "10.2.0.0") == Truth::yes);
  CHECK(holds("cidr", "2001:db8::/33", "2001:db8:8000::1") == Truth::no);
  CHECK(holds("cidr", "0.0.0.0/0", "2001:db8::1") == Truth::no);
  CHECK(holds("cidr", "10.0.0.0/8", "no address") == Truth::perhaps);
  CHECK(holds("number", "1.50", "1.5") == Truth::yes);
  CHECK(holds("number-below", "5", "4") == Truth::yes);
  CHECK(holds("number-at-least", "5", "4") == Truth::no);
  CHECK(holds("number-below", "inf", "4") == Truth::perhaps);
  CHECK(holds("date-below", "2026-03-01", "2026-02-28T23:59:59Z") == Truth::yes);
  CHECK(holds("date", "1970-01-02", "86400") == Truth::yes);
}

TEST_CASE("a request that lacks a key is judged by what the operator says of that") {
  Conjunct conjunct{"k", "not-equals", {"a"}, MissingKey::is_true};
  CHECK(conjunct_holds(conjunct, nullptr) == Truth::yes);
  conjunct.missing = MissingKey::is_false;
  CHECK(conjunct_holds(conjunct, nullptr) == Truth::no);
  conjunct.operator_family = "not-modelled";
  const std::string value = "a";
  CHECK(conjunct_holds(conjunct, &value) == Truth::perhaps);
  conjunct.operator_family = kUnless;
  CHECK(conjunct_holds(conjunct, nullptr) == Truth::perhaps);
}

TEST_CASE("a denial beats what allows, and what is unknown decides nothing") {
  Grant allow;
  allow.subject = Pattern::literal("s");
  allow.action = allow.resource = Pattern::glob("a*");
  Grant deny = allow;
  deny.effect = Effect::deny;
  deny.action = Pattern::literal("ab");
  CHECK(is_allowed({&allow, &deny}, {"s", "ac", "a", {}, {}}) == Truth::yes);
  CHECK(is_allowed({&allow, &deny}, {"s", "ab", "a", {}, {}}) == Truth::no);
  CHECK(is_allowed({&allow}, {"t", "ac", "a", {}, {}}) == Truth::no);
  allow.unknown = Unknown{UnknownReason::parse, "", ""};
  CHECK(is_allowed({&allow}, {"s", "ac", "a", {}, {}}) == Truth::perhaps);
}

}  // namespace foureyes
