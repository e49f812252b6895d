// Random permissions of an agent against a reading of them written only for this test: rules to
// deny, then to ask, then to allow; the first list that matches decides, and none asks.
#include <algorithm>
#include <random>
#include <set>

#include "base/json_document.h"
#include "base/text.h"
#include "model/tree_view.h"
#include "privilege/delta.h"
#include "privilege/reformatted.h"
#include "support/catch.h"
#include "support/sanitizers.h"

namespace foureyes {
namespace {

const std::string kPath = ".claude/settings.json";
const std::vector<std::string> kCommands = {"git status", "git diff", "git diff a", "git log",
                                            "ls",         "ls -l",    "df"};

struct Settings {
  std::set<std::string> allow, ask, deny;
};

// Of the forms that the generator writes: "ls", "ls *" and "ls:*", which are one.
bool matches(const std::string& rule, const std::string& command) {
  for (std::string_view ending : {" *", ":*"})
    if (rule.ends_with(ending)) {
      const std::string prefix = rule.substr(0, rule.size() - 2);
      return command == prefix || command.starts_with(prefix + " ");
    }
  return rule == command;
}

bool any_matches(const std::set<std::string>& rules, const std::string& command) {
  return std::any_of(rules.begin(), rules.end(),
                     [&](const std::string& rule) { return matches(rule, command); });
}

enum class Freedom { none, asks, free };

Freedom freedom(const Settings& settings, const std::string& command) {
  if (any_matches(settings.deny, command)) return Freedom::none;
  if (any_matches(settings.ask, command)) return Freedom::asks;
  return any_matches(settings.allow, command) ? Freedom::free : Freedom::asks;
}

std::string list_of(const std::set<std::string>& rules) {
  std::vector<std::string> quoted;
  for (const std::string& rule : rules) quoted.push_back(concat("\"Bash(", rule, ")\""));
  return concat("[", join(quoted, ", "), "]");
}

std::string written(const Settings& settings) {
  return concat("{\"permissions\": {\"allow\": ", list_of(settings.allow),
                ", \"ask\": ", list_of(settings.ask), ", \"deny\": ", list_of(settings.deny), "}}");
}

Delta delta_of(const std::string& before, const std::string& after) {
  auto delta = privilege_delta(*tree_of_files({{kPath, before}}), *tree_of_files({{kPath, after}}));
  REQUIRE(delta);
  return std::move(*delta);
}

class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed) {}

  Settings settings() { return {rules(3), rules(1), rules(2)}; }
  Settings edited(Settings settings) {
    std::set<std::string>* lists[] = {&settings.allow, &settings.ask, &settings.deny};
    std::set<std::string>& list = *lists[below(3)];
    if (list.empty() || below(2) == 0)
      list.insert(rule());
    else
      list.erase(list.begin());
    return settings;
  }

 private:
  std::size_t below(std::size_t bound) { return random_() % bound; }
  std::string rule() {
    static const std::vector<std::string> rules = {"git status", "git *", "git diff:*", "git diff",
                                                   "ls",         "ls *",  "git log",    "df"};
    return rules[below(rules.size())];
  }
  std::set<std::string> rules(std::size_t most) {
    std::set<std::string> out;
    for (std::size_t i = below(most + 1); i > 0; --i) out.insert(rule());
    return out;
  }

  std::mt19937 random_;
};

bool any_record(const Delta& delta, Direction a, Direction b) {
  return std::any_of(delta.records.begin(), delta.records.end(), [&](const DeltaRecord& record) {
    return record.direction == a || record.direction == b;
  });
}

bool gains(const Delta& delta) { return any_record(delta, Direction::widened, Direction::mixed); }
bool loses(const Delta& delta) { return any_record(delta, Direction::narrowed, Direction::mixed); }

}  // namespace

TEST_CASE("an agent that asks less for a random command is told") {
  std::size_t freer = 0, shown = 0;
  for (unsigned seed = 0; seed < (test::kSanitized ? 100u : 2000u); ++seed) {
    Maker maker(seed);
    const Settings before = maker.settings(), after = maker.edited(before);
    INFO(written(before) << "\n" << written(after));
    const Delta there = delta_of(written(before), written(after)),
                back = delta_of(written(after), written(before));
    const std::string other = reordered(*read_json(written(after), kPath));
    CHECK(delta_of(written(after), other).records.empty());
    CHECK(delta_of(written(before), other).semantic_digest == there.semantic_digest);
    CHECK(gains(there) == loses(back));
    CHECK(loses(there) == gains(back));
    for (const std::string& command : kCommands) {
      if (freedom(after, command) <= freedom(before, command)) continue;
      INFO(command);
      ++freer;
      CHECK(gains(there));
    }
    for (const DeltaRecord& record : there.records) {
      if (record.direction <= Direction::narrowed) continue;
      INFO(record.sentence);
      CHECK((record.witness || !record.no_witness.empty()));
      shown += record.witness ? 1 : 0;
    }
  }
  CHECK((test::kSanitized || freer > 300));
  CHECK((test::kSanitized || shown > 300));
}

}  // namespace foureyes
