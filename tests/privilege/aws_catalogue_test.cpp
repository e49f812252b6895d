#include "base/json_document.h"
#include "base/text.h"
#include "privilege/dialects/aws_iam/catalogue.h"
#include "privilege/dialects/aws_iam/policy.h"
#include "support/catch.h"

namespace foureyes::aws_iam {
namespace {

TEST_CASE("a wildcard means the actions of its service that AWS lists, whatever its case") {
  CHECK(actions_meant_by("s3:GetObject").size() == 1);
  CHECK(actions_meant_by("s3:Get*").size() > 20);
  CHECK(actions_meant_by("S3:gEt*").size() == actions_meant_by("s3:Get*").size());
  CHECK(actions_meant_by("sts:*").size() == actions_of_service("sts").size());
  CHECK(actions_meant_by("*").empty());
  CHECK(actions_meant_by("nosuchservice:*").empty());
  CHECK(contains(words_for_wildcard("sts:*"), "Write"));
  CHECK(words_for_wildcard("sts:AssumeRole").empty());
}

TEST_CASE("a misspelt action of a known service is told, one of another service is not") {
  CHECK(means_no_known_action("s3:GetObjet"));
  CHECK(means_no_known_action("s3:Gett*"));
  CHECK_FALSE(means_no_known_action("S3:getobject"));
  CHECK_FALSE(means_no_known_action("nosuchservice:DoIt"));
  CHECK_FALSE(means_no_known_action("s3:${Action}"));
  CHECK_FALSE(means_no_known_action("*"));
}

TEST_CASE("every action that leads to further rights is one that AWS lists") {
  const auto rows = escalation_rows();
  CHECK(rows.size() > 30);
  for (const EscalationRow& row : rows) {
    CHECK_FALSE(row.leads_to.empty());
    for (std::string_view action : row.actions) {
      INFO(action);
      const bool is_retired = action.starts_with("codestar:");  // the service has ended
      CHECK((is_retired || !means_no_known_action(action)));
    }
  }
}

TEST_CASE("well-known managed policies are whole documents, found by name and by AWS's own ARN") {
  for (const char* name : {"AdministratorAccess", "PowerUserAccess", "IAMFullAccess"}) {
    const auto document = read_json(document_of_managed_policy(name), name);
    REQUIRE(document);
    CHECK(is_policy_document(*document));
    CHECK(document_of_managed_policy(concat("arn:aws:iam::aws:policy/", name)) ==
          document_of_managed_policy(name));
    CHECK(document_of_managed_policy(concat("arn:aws:iam::123456789012:policy/", name)).empty());
  }
  CHECK(document_of_managed_policy("ReadOnlyAccess").empty());
}

}  // namespace
}  // namespace foureyes::aws_iam
