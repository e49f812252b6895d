// Values of a policy as texts. What CloudFormation only knows at deployment becomes a placeholder
// "${Name}", equal iff its text is: Ref, GetAtt, Sub, Join and the like, in long and short form.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/document.h"

namespace foureyes::aws_iam {

// What placeholders stand for in one template: the default of each parameter is part of its name.
struct Symbols {
  std::map<std::string, std::string> parameters;  // name -> default, "" without one
  std::map<std::string, std::string> conditions;  // name -> digest of its definition
  std::map<std::string, std::string> mappings;
};
Symbols symbols_of(const DocumentNode& root);

// A function of the template and its argument: {"Fn::If": [...]}, !If [...]; "" for other nodes.
struct Intrinsic {
  std::string name;  // "If", "Ref", "Sub", ...
  const DocumentNode* argument = nullptr;
};
Intrinsic intrinsic_of(const DocumentNode& node);

// A scalar, an intrinsic or a list of them as texts; AWS::NoValue is none. What holds only under a
// template condition is a placeholder that names it.
std::vector<std::string> texts_of(const DocumentNode& node, const Symbols& symbols);

}  // namespace foureyes::aws_iam
