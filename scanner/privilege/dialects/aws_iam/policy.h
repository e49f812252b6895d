// A policy document (or several of one holder) as grants. The grants of one policy are compared
// with each other's earlier form only: what another policy allows is another matter.
// Source: IAM user guide, "Grammar of the IAM JSON policy language"; reference a8.
#pragma once

#include <map>

#include "model/grant.h"
#include "privilege/dialects/aws_iam/template_values.h"

namespace foureyes::aws_iam {

struct Policy {
  std::string name;    // where it is: "policies/x.json", "template.yml#Role"
  std::string digest;  // of what is written, so that a move is no change
  std::vector<Grant> grants;
  // Identities that it is attached to, as its file says: "role deploy", "template.yml#Role".
  std::vector<std::string> holders = {};
  bool is_shared = false;       // others, elsewhere, may hold it too
  bool is_with_holder = false;  // its file makes the holder
};
using Policies = std::map<std::string, Policy>;  // by name

// Who holds the document, and what must be true of the template for it to exist.
struct Holder {
  std::string path;     // the file
  std::string subject;  // stable name: the holder's, or the resource's
  std::string words;    // "role `X` of template.yml"
  std::vector<Conjunct> conditions;
  bool is_trust = false;  // it says who may become the holder
};

// A mapping with statements.
bool is_policy_document(const DocumentNode& node);
// One statement: it has an effect, and an action or a resource.
bool is_statement(const DocumentNode& node);

// Adds the grants of a policy document or of a list of statements.
void read_policy_document(const DocumentNode& node, const Holder& holder, const Symbols& symbols,
                          Policy& out);

// What stands for something that grants access and could not be read.
Grant unread_grant(const Holder& holder, const DocumentNode& node, UnknownReason reason,
                   std::string detail);

// "AWS 1234", "Service x.amazonaws.com" as patterns of a subject; account and root cover whoever is
// in the account.
Pattern principal_pattern(std::string_view type, const std::string& value);

}  // namespace foureyes::aws_iam
