#include "privilege/random_grants.h"

namespace foureyes {

std::string RandomGrants::name() {
  static const std::vector<std::string> names = {"a",  "b",  "ab", "a*",   "*b",
                                                 "?b", "a?", "*",  "a*b*", "*a?"};
  return names[below(names.size())];
}

Pattern RandomGrants::pattern() {
  switch (below(8)) {
    case 0:
      return Pattern::set({name(), name(), "c"});
    case 1:
      return Pattern::complement({name(), name()});
    case 2:
      return Pattern::top();
    case 3:
      return below(8) == 0 ? Pattern::symbol("${x}", "digest") : Pattern::literal("c");
    default:
      return Pattern::glob(name());
  }
}

Conjunct RandomGrants::conjunct() {
  const MissingKey missing = below(3) == 0 ? MissingKey::is_true : MissingKey::is_false;
  const std::string no = below(3) == 0 ? "not-" : "";
  switch (below(6)) {
    case 0:
      return {"number", no + "number-below", {below(2) == 0 ? "5" : "7"}, missing};
    case 1:
      return {"number", "number-at-least", {below(2) == 0 ? "6" : "1.5"}, missing};
    case 2:
      return {"address", no + "cidr", {below(2) == 0 ? "10.0.0.0/8" : "10.1.0.0/16"}, missing};
    case 3:
      return {"ref", no + "ref-glob", {below(2) == 0 ? "x/*" : "x/**"}, missing};
    case 4:
      return {
          "date", "date-below", {below(2) == 0 ? "2026-01-31" : "2026-02-01T10:00:00Z"}, missing};
    default:
      return {"text", no + (below(2) == 0 ? "equals" : "glob"), {name(), name()}, missing};
  }
}

Condition RandomGrants::condition() {
  Condition out;
  if (below(3) != 0) return out;
  out.kind = ConditionKind::any_of;
  out.any_of.resize(1 + below(2));
  for (auto& conjuncts : out.any_of)
    for (std::size_t i = 1 + below(2); i > 0; --i) conjuncts.push_back(conjunct());
  return out;
}

Grant RandomGrants::grant() {
  Grant out;
  out.plane = Plane::cloud;
  out.kind = "iam-policy";
  out.effect = below(4) == 0 ? Effect::deny : Effect::allow;
  out.subject = Pattern::literal(below(3) == 0 ? "t" : "s");
  out.action = pattern();
  out.resource = pattern();
  out.condition = condition();
  return out;
}

std::vector<Grant> RandomGrants::list() {
  std::vector<Grant> out(1 + below(4));
  for (Grant& item : out) item = grant();
  return out;
}

std::vector<Grant> RandomGrants::edited(std::vector<Grant> list) {
  const std::size_t at = below(list.size());
  switch (below(4)) {
    case 0:
      list.push_back(grant());
      break;
    case 1:
      list.erase(list.begin() + static_cast<std::ptrdiff_t>(at));
      break;
    case 2:
      list[at].condition = condition();
      break;
    default:
      list[at].action = pattern();
  }
  return list;
}

}  // namespace foureyes
