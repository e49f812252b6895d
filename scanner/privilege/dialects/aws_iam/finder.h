// Finds policy documents by their shape, wherever a document holds them: lists, answers of the AWS
// command line, text that is JSON itself.
#pragma once

#include "privilege/dialects/aws_iam/policy.h"

namespace foureyes::aws_iam {

// `name` is the policy's name when `node` is one; what lies deeper adds its route.
struct Place {
  std::string path;
  std::string name;
  std::string words;
  std::vector<Conjunct> conditions;
  bool is_trust = false;
  std::string holder = {};  // "role deploy", where an answer of the command line says so
};

void find_policies(const DocumentNode& node, const Place& place, const Symbols& symbols,
                   std::vector<Policy>& out);

// A JSON file that does not parse as one, or YAML; every document of it.
Result<std::vector<DocumentNode>> read_documents(std::string_view content, std::string_view path);

}  // namespace foureyes::aws_iam
