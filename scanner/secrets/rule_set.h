// The rules in force, compiled: one Hyperscan database that says where a rule may match, and one
// RE2 a rule, compiled at its first candidate.
//
// Built once and shared const& between threads.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "secrets/rule.h"

namespace foureyes {

class Prefilter;
class RulePattern;

class RuleSet {
 public:
  // Reads and compiles rule files (takes seconds for hundreds of rules).
  static Result<RuleSet> from_sources(const std::vector<RuleSource>& sources);
  // Reads what to_table() wrote (milliseconds): builtin_rules(), or a cache whose digest the
  // caller has checked. The bytes are copied.
  static Result<RuleSet> from_table(std::string_view table);
  Result<std::string> to_table() const;

  RuleSet(RuleSet&&) noexcept;
  RuleSet& operator=(RuleSet&&) noexcept;
  ~RuleSet();

  const std::vector<Rule>& rules() const { return rules_; }  // sorted by id
  const Rule* find(std::string_view id) const;
  std::vector<RuleInfo> infos() const;
  // sha256, hex, over the names and texts of the sources.
  const std::string& digest() const { return digest_; }

  // For the detector.
  const Prefilter& prefilter() const { return *prefilter_; }
  const RulePattern& pattern(std::size_t rule) const { return *patterns_[rule]; }

 private:
  RuleSet();
  void make_patterns();
  std::vector<Rule> rules_;
  std::string digest_;
  std::unique_ptr<Prefilter> prefilter_;
  std::vector<std::unique_ptr<RulePattern>> patterns_;  // one a rule
};

}  // namespace foureyes
