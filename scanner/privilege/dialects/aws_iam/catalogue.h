// What AWS publishes about itself: the actions of its services, the documents of its well-known
// managed policies. The texts are part of the program and are searched where they lie, so that
// nothing is read that nobody asks for. Source and licence: rules/privilege/aws_catalogues.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace foureyes::aws_iam {

struct KnownAction {
  std::string_view service;     // "s3"
  std::string_view level;       // "List", "Read", "Write", "Tagging", "Permissions"
  std::string_view name;        // "GetObject"
  std::string lowered() const;  // "s3:getobject", as grants name it
};

// Of one service, whatever its case; none where the catalogue does not know it.
std::vector<KnownAction> actions_of_service(std::string_view service);

// The actions that a pattern of one service means: "s3:Get*". None for a pattern of several
// services, "*" or "s*:Get*": too many to tell.
std::vector<KnownAction> actions_meant_by(std::string_view pattern);

// Its service is known, and no action of it is meant: misspelt, or newer than the catalogue.
bool means_no_known_action(std::string_view pattern);

// "73 actions (20 List, 53 Read): s3:GetObject, ... and 67 more"; "" for what is no wildcard.
std::string words_for_wildcard(std::string_view pattern);

// JSON; "" for a policy that is not in the catalogue. By name, "AmazonS3FullAccess", or by an ARN
// of AWS's own account.
std::string_view document_of_managed_policy(std::string_view name_or_arn);

// Ways from some actions to further rights.
struct EscalationRow {
  std::vector<std::string_view> actions;  // all are needed: "iam:PassRole"
  std::string_view leads_to;              // "runs code with any role that functions may hold"
};
std::vector<EscalationRow> escalation_rows();

}  // namespace foureyes::aws_iam
