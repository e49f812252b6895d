#include "privilege/grant_ceiling.h"

#include "support/catch.h"

using namespace foureyes;

namespace {

Grant grant(std::string subject, std::string action, std::string resource) {
  Grant out;
  out.kind = "token-scope";
  out.subject = Pattern::glob(std::move(subject));
  out.action = Pattern::glob(std::move(action));
  out.resource = Pattern::glob(std::move(resource));
  return out;
}

GrantCeiling ceiling(std::vector<AllowedGrant> may) { return {"payroll", {"payroll#*"}, may}; }

std::size_t above(const Grant& held, std::vector<AllowedGrant> may) {
  return grants_above({ceiling(std::move(may))}, {held}).size();
}

}  // namespace

TEST_CASE("a grant is within the ceiling where one entry covers the whole of it") {
  const Grant read = grant("payroll#reconcile", "read", "contents");
  CHECK(above(read, {{.actions = {"read"}, .resources = {"contents"}}}) == 0);
  CHECK(above(read, {{}}) == 0);
  CHECK(above(read, {}) == 1);
  CHECK(above(read, {{.actions = {"read"}, .resources = {"issues"}}}) == 1);
  CHECK(above(read, {{.planes = {Plane::cloud}}}) == 1);
  CHECK(above(read, {{.kinds = {"secret"}}}) == 1);
  // Not by two entries that each cover a part.
  CHECK(above(grant("payroll#reconcile", "*", "contents"),
              {{.actions = {"read"}}, {.actions = {"write"}}}) == 1);
}

TEST_CASE("a grant to a pattern of subjects is one to each subject that it may be") {
  CHECK(above(grant("*", "write", "contents"), {{.actions = {"read"}}}) == 1);
  CHECK(above(grant("release#*", "write", "contents"), {{.actions = {"read"}}}) == 0);
}

TEST_CASE("denials and guards hold no rights, and what could not be read is above the ceiling") {
  Grant held = grant("payroll#reconcile", "read", "contents");
  held.effect = Effect::deny;
  CHECK(above(held, {}) == 0);
  held.effect = Effect::allow;
  held.unknown = Unknown{UnknownReason::expression, "${{ x }}", "digest"};
  CHECK(above(held, {{}}) == 1);
  CHECK(words_for(grants_above({ceiling({})}, {held}).front()).ends_with("(U-EXPR)"));
}
