// One identity may hold several policies: inline ones, managed ones, in several files. What one of
// them gains is not new to it where another gave it already. Files of one name for the role may be
// meant for several accounts; so only what comes with the policy counts: policies of its own file,
// and those of the one file that makes the role.
#pragma once

#include "privilege/dialect.h"
#include "privilege/dialects/aws_iam/policy.h"

namespace foureyes::aws_iam {

// Of one change. Keeps references to trees and options; copies of what a join may need.
class IdentityJoin {
 public:
  IdentityJoin(const ChangeSet& changes, const PrivilegeOptions& options, const Policies& base,
               const Policies& head);

  // What the other policies of the holder of one policy allow, before and after, as grants of the
  // policy's own subject; nothing where the policy may have other holders.
  struct Beside {
    std::vector<Grant> before, after;
  };
  Beside beside(const std::string& policy, const DialectFacts& before, const DialectFacts& after);

 private:
  struct Part {
    std::string policy;
    bool is_with_holder = false;
    std::vector<Grant> allowed;
  };
  using Parts = std::map<std::string, std::vector<Part>>;  // by identity

  std::string sole_holder(const std::string& policy) const;
  void read_elsewhere(const std::string& identity);
  std::string file_that_makes(const std::string& identity);  // "" for none, or several

  const ChangeSet& changes_;
  const PrivilegeOptions& options_;
  Parts before_, after_;
  std::map<std::string, std::pair<std::string, std::string>> holders_;  // policy -> both sides'
  std::map<std::string, std::vector<Part>> elsewhere_;  // of files that the change leaves alone
};

// Adds what both sides have beside the policy. What only one has is the record of the policy that
// it is written in.
void add_common_rights(const IdentityJoin::Beside& beside, DialectFacts& before,
                       DialectFacts& after);

}  // namespace foureyes::aws_iam
