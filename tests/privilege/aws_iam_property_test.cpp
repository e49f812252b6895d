// Random policies against an evaluator written only for this test, from the rules of the IAM user
// guide: a request is allowed iff an Allow matches it and no Deny does.
#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <set>

#include "base/canonical_json.h"
#include "base/json_document.h"
#include "base/text.h"
#include "model/to_json.h"
#include "model/tree_view.h"
#include "privilege/delta.h"
#include "privilege/reformatted.h"
#include "support/catch.h"
#include "support/sanitizers.h"

namespace foureyes {
namespace {

using Values = std::vector<std::string>;

struct Test {
  std::string operation, key;
  Values values;
};

struct RandomStatement {
  bool allows = true, not_action = false, not_resource = false;
  Values actions, resources;
  std::vector<Test> tests;
};
using RandomPolicy = std::vector<RandomStatement>;

struct Request {
  std::string action, resource;
  std::map<std::string, std::string> keys;
};

bool matches(std::string_view pattern, std::string_view text) {
  if (pattern.empty()) return text.empty();
  if (pattern[0] == '*')
    return matches(pattern.substr(1), text) || (!text.empty() && matches(pattern, text.substr(1)));
  if (text.empty() || (pattern[0] != '?' && pattern[0] != text[0])) return false;
  return matches(pattern.substr(1), text.substr(1));
}

bool resource_matches(std::string_view pattern, std::string_view arn) {
  if (pattern == "*") return true;
  const auto p = split(pattern, ':'), a = split(arn, ':');
  if (p.size() < 6 || a.size() < 6) return matches(pattern, arn);
  for (std::size_t i = 0; i < 5; ++i)
    if (!matches(p[i], a[i])) return false;
  const auto rest = [](std::string_view text) {
    for (int i = 0; i < 5; ++i) text.remove_prefix(text.find(':') + 1);
    return text;
  };
  return matches(rest(pattern), rest(arn));
}

unsigned address(std::string_view text) {
  unsigned out = 0;
  for (std::string_view part : split(text, '.'))
    out = out * 256 + static_cast<unsigned>(std::stoi(std::string(part)));
  return out;
}

bool in_network(const std::string& network, const std::string& ip) {
  if (ip.find(':') != ip.npos) return false;  // no network of the tests is of IPv6
  const std::size_t slash = network.find('/');
  const int bits = slash == network.npos ? 32 : std::stoi(network.substr(slash + 1));
  const unsigned mask = bits == 0 ? 0 : ~0u << (32 - bits);
  return (address(network.substr(0, slash)) & mask) == (address(ip) & mask);
}

bool value_passes(const std::string& operation, const std::string& value, const std::string& got) {
  if (operation == "StringEquals") return value == got;
  if (operation == "StringLike") return matches(value, got);
  if (operation == "StringEqualsIgnoreCase") return to_lower(value) == to_lower(got);
  if (operation == "IpAddress") return is_digit(got.front()) && in_network(value, got);
  if (!is_digit(got.front())) return false;  // no number
  if (operation == "NumericLessThan") return std::stoi(got) < std::stoi(value);
  if (operation == "NumericGreaterThanEquals") return std::stoi(got) >= std::stoi(value);
  FAIL("no such operation: " << operation);
  return false;
}

bool test_passes(const Test& test, const Request& request) {
  std::string operation = test.operation;
  const auto got = request.keys.find(test.key);
  const bool missing = got == request.keys.end();
  if (operation == "Null") return (test.values.front() == "true") == missing;
  const bool if_exists = operation.ends_with("IfExists");
  if (if_exists) operation.resize(operation.size() - 8);
  const std::size_t no = operation.find("Not");
  const bool negated = no != operation.npos;
  if (negated) operation.erase(no, 3);
  if (missing) return negated || if_exists;
  bool any = false;
  for (const std::string& value : test.values)
    any = any || value_passes(operation, value, got->second);
  return any != negated;
}

bool statement_matches(const RandomStatement& statement, const Request& request) {
  bool action = false, resource = false;
  for (const std::string& a : statement.actions)
    action = action || matches(to_lower(a), to_lower(request.action));
  for (const std::string& r : statement.resources)
    resource = resource || resource_matches(r, request.resource);
  if (action == statement.not_action || resource == statement.not_resource) return false;
  for (const Test& test : statement.tests)
    if (!test_passes(test, request)) return false;
  return true;
}

bool some_statement(const RandomPolicy& policy, const Request& request, bool allows) {
  return std::any_of(policy.begin(), policy.end(), [&](const RandomStatement& statement) {
    return statement.allows == allows && statement_matches(statement, request);
  });
}

bool allowed(const RandomPolicy& policy, const Request& request) {
  return some_statement(policy, request, true) && !some_statement(policy, request, false);
}

class Generator {
 public:
  explicit Generator(unsigned seed) : random_(seed) {}

  RandomPolicy policy() {
    RandomPolicy out(1 + pick(3));
    for (RandomStatement& s : out) s = statement();
    return out;
  }

  // A near relation of the policy: the pairs that changes are made of.
  RandomPolicy edited(RandomPolicy policy) {
    RandomStatement& s = policy[pick(policy.size())];
    switch (pick(8)) {
      case 0:
        s.actions.push_back(one(kActions));
        break;
      case 1:
        s.resources = {one(kResources)};
        break;
      case 2:
        s.tests.push_back(test());
        break;
      case 3:
        if (!s.tests.empty()) s.tests.pop_back();
        break;
      case 4:
        policy.push_back(statement());
        break;
      case 5:
        if (policy.size() > 1) policy.erase(policy.begin());
        break;
      case 6:
        s.not_action = !s.not_action;
        break;
      default:
        if (!s.tests.empty()) s.tests[0] = test();
    }
    return policy;
  }

 private:
  static constexpr std::array<const char*, 8> kActions = {"s3:Get",   "s3:Put", "s3:*",  "S3:G*",
                                                          "iam:Pass", "*",      "?am:*", "s3:?et"};
  static constexpr std::array<const char*, 8> kResources = {
      "*",           "arn:a:s3:::b/*", "arn:a:s3:::b/x",  "arn:a:s3:::*",
      "arn:a:*:::b", "arn:a:s3:*:1:b", "arn:a:s3:*:*:b*", "arn:a:s3:::?/x"};

  std::size_t pick(std::size_t below) { return random_() % below; }
  template <class List>
  std::string one(const List& list) {
    return list[pick(std::size(list))];
  }
  template <class List>
  Values some(const List& list) {
    std::set<std::string> out;
    for (std::size_t i = 0; i <= pick(2); ++i) out.insert(one(list));
    return {out.begin(), out.end()};
  }

  Test test() {
    static const std::array<const char*, 6> texts = {"ops", "op*", "Ops", "*", "dev", "o?s"};
    static const std::array<const char*, 4> nets = {"10.0.0.0/8", "10.1.0.0/16", "10.1.2.3",
                                                    "0.0.0.0/0"};
    static const std::array<const char*, 3> numbers = {"5", "10", "07"};
    static const std::array<const char*, 3> kinds = {"", "", "IfExists"};
    static const std::array<const char*, 3> string_operations = {"Equals", "Like",
                                                                 "EqualsIgnoreCase"};
    const bool negated = pick(3) == 0;
    switch (pick(6)) {
      case 0:
        return {negated ? concat("NotIpAddress", one(kinds)) : concat("IpAddress", one(kinds)),
                "aws:sourceip", some(nets)};
      case 1:
        return {concat(pick(2) ? "NumericLessThan" : "NumericGreaterThanEquals", one(kinds)),
                "aws:age",
                {one(numbers)}};
      case 2:
        return {"Null", pick(2) ? "aws:team" : "aws:age", {pick(2) ? "true" : "false"}};
      default:
        return {concat("String", negated ? "Not" : "", one(string_operations), one(kinds)),
                "aws:team", some(texts)};
    }
  }

  RandomStatement statement() {
    RandomStatement s;
    s.allows = pick(3) != 0;
    s.not_action = pick(6) == 0;
    s.not_resource = pick(8) == 0;
    s.actions = some(kActions);
    s.resources = some(kResources);
    for (std::size_t i = pick(3); i > 0; --i) s.tests.push_back(test());
    return s;
  }

  std::mt19937 random_;
};

std::string list_of(const Values& values) {
  std::vector<std::string> quoted;
  for (const std::string& value : values) quoted.push_back(concat("\"", value, "\""));
  return concat("[", join(quoted, ", "), "]");
}

// JSON forbids a key twice, so each operator and key goes into a statement once.
bool can_be_written(const RandomPolicy& policy) {
  for (const RandomStatement& s : policy) {
    std::set<std::string> seen;
    for (const Test& test : s.tests)
      if (!seen.insert(test.operation).second) return false;
  }
  return true;
}

std::string written(const RandomPolicy& policy) {
  std::vector<std::string> statements;
  for (const RandomStatement& s : policy) {
    std::vector<std::string> tests;
    for (const Test& test : s.tests)
      tests.push_back(
          concat("\"", test.operation, "\": {\"", test.key, "\": ", list_of(test.values), "}"));
    statements.push_back(
        concat("{\"Effect\": \"", s.allows ? "Allow" : "Deny", "\", \"",
               s.not_action ? "NotAction" : "Action", "\": ", list_of(s.actions), ", \"",
               s.not_resource ? "NotResource" : "Resource", "\": ", list_of(s.resources),
               tests.empty() ? "" : concat(", \"Condition\": {", join(tests, ", "), "}"), "}"));
  }
  return concat("{\"Version\": \"2012-10-17\", \"Statement\": [", join(statements, ",\n"), "]}");
}

std::vector<Request> all_requests() {
  std::vector<Request> out;
  for (const char* action : {"s3:Get", "s3:Put", "s3:Set", "iam:Pass", "ec2:Run"})
    for (const char* resource :
         {"arn:a:s3:::b/x", "arn:a:s3:::b/y", "arn:a:s3:::c/x", "arn:a:s3:r:1:b", "arn:a:s3:r:2:b",
          "arn:a:s3:::b", "arn:a:sns:::b", "arn:a:ec2:r:1:i"})
      for (const char* team : {"", "ops", "Ops", "dev", "opt", "z"})
        for (const char* ip : {"", "10.1.2.3", "10.1.9.9", "10.9.9.9", "1.1.1.1"})
          for (const char* age : {"", "4", "5", "8", "12"}) {
            Request request{action, resource, {}};
            if (*team) request.keys["aws:team"] = team;
            if (*ip) request.keys["aws:sourceip"] = ip;
            if (*age) request.keys["aws:age"] = age;
            out.push_back(std::move(request));
          }
  return out;
}

Direction relation(const RandomPolicy& before, const RandomPolicy& after,
                   const std::vector<Request>& requests, std::size_t& asked) {
  bool gained = false, lost = false;
  for (const Request& request : requests) {
    ++asked;
    const bool b = allowed(before, request), a = allowed(after, request);
    gained = gained || (a && !b);
    lost = lost || (b && !a);
    if (gained && lost) return Direction::mixed;
  }
  return gained ? Direction::widened : lost ? Direction::narrowed : Direction::equivalent;
}

enum class Form { plain, other };

// The other form: statements and keys turned round.
Delta delta_of(const RandomPolicy& before, RandomPolicy after, Form form = Form::plain) {
  std::string text = written(after);
  if (form == Form::other) {
    std::reverse(after.begin(), after.end());
    text = reordered(*read_json(written(after), "p.json"));
  }
  const auto b = tree_of_files({{"p.json", written(before)}}),
             a = tree_of_files({{"p.json", text}});
  auto delta = privilege_delta(*b, *a);
  REQUIRE(delta);
  return std::move(*delta);
}

bool widens(const DeltaRecord& record) {
  return record.direction == Direction::widened || record.direction == Direction::mixed;
}

struct Answer {
  bool gains = false, loses = false, unknown = false;
};

Answer answer(const Delta& delta) {
  Answer out;
  for (const DeltaRecord& record : delta.records) {
    const Direction d = record.direction;
    out.gains = out.gains || widens(record);
    out.loses = out.loses || d == Direction::narrowed || d == Direction::mixed;
    out.unknown = out.unknown || d == Direction::unknown;
  }
  return out;
}

Request request_of(const Witness& witness) {
  Request out{witness.action, witness.resource, {}};
  for (const RequestKey& key : witness.keys)
    if (key.value) out.keys[key.name] = *key.value;
  return out;
}

// The request of a denial that is gone need not be allowed: nothing else may be left to allow it.
bool is_confirmed(const DeltaRecord& record, const RandomPolicy& before,
                  const RandomPolicy& after) {
  const Request request = request_of(*record.witness);
  if (record.effect == Effect::allow) return allowed(after, request) && !allowed(before, request);
  return some_statement(before, request, false) && !some_statement(after, request, false);
}

}  // namespace

TEST_CASE("the delta of random policies agrees with an evaluator on 100,000 requests") {
  const std::vector<Request> requests = all_requests();
  std::size_t asked = 0;
  Generator generator(5);
  std::map<std::string, int> counts;
  for (int round = 0; round < (test::kSanitized ? 20 : 300); ++round) {
    const RandomPolicy before = generator.policy();
    const RandomPolicy after = round % 4 == 0 ? generator.policy() : generator.edited(before);
    if (!can_be_written(before) || !can_be_written(after)) continue;
    INFO(written(before));
    INFO(written(after));
    const Direction truth = relation(before, after, requests, asked);
    const Delta delta = delta_of(before, after);
    const Answer there = answer(delta), back = answer(delta_of(after, before));
    CHECK(delta_of(after, after).records.empty());
    CHECK(delta_of(after, after, Form::other).records.empty());
    CHECK(delta_of(before, after, Form::other).semantic_digest == delta.semantic_digest);
    const bool gains = truth == Direction::widened || truth == Direction::mixed;
    const bool loses = truth == Direction::narrowed || truth == Direction::mixed;
    if (gains) CHECK((there.gains || there.unknown));
    if (loses) CHECK((there.loses || there.unknown || there.gains));
    if (loses) CHECK((back.gains || back.unknown));
    if (there.gains) CHECK((back.loses || back.unknown || back.gains));
    ++counts[gains ? "gains" : "no gain"];
    if (!gains && (there.gains || there.unknown)) ++counts["told without a request"];
  }
  INFO(counts["told without a request"] << " of " << counts["no gain"]);
  CHECK((test::kSanitized || asked >= 100'000));
  CHECK((test::kSanitized || counts["gains"] > 50));
  CHECK(counts["told without a request"] * 3 < counts["no gain"]);
}

TEST_CASE("the witness of a random policy's widening is allowed after it and not before") {
  Generator generator(11);
  std::size_t shown = 0, widened = 0;
  for (int round = 0; round < (test::kSanitized ? 200 : 5000); ++round) {
    const RandomPolicy before = generator.policy();
    const RandomPolicy after = round % 4 == 0 ? generator.policy() : generator.edited(before);
    if (!can_be_written(before) || !can_be_written(after)) continue;
    INFO(written(before));
    INFO(written(after));
    for (const DeltaRecord& record : delta_of(before, after).records) {
      if (!widens(record)) continue;
      INFO(record.sentence);
      ++widened;
      if (record.witness) ++shown;
      CHECK_FALSE((!record.witness && record.no_witness.empty()));
      INFO(canonical_json(to_json(record)));
      if (record.witness) CHECK(is_confirmed(record, before, after));
    }
  }
  INFO(shown << " of " << widened);
  CHECK((test::kSanitized || widened > 500));
  CHECK(shown * 100 >= widened * 99);
}

}  // namespace foureyes
