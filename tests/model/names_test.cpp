#include <set>

#include "model/approval.h"
#include "model/delta.h"
#include "model/grant.h"
#include "model/notice.h"
#include "model/rule_info.h"
#include "model/verdict.h"
#include "support/catch.h"

using namespace foureyes;

namespace {

// Each of the first `count` enumerators has a name of its own that reads back.
template <class Enum, class Parse>
void check_names(int count, Parse parse) {
  std::set<std::string_view> seen;
  for (int i = 0; i < count; ++i) {
    const auto value = static_cast<Enum>(i);
    Enum read{};
    REQUIRE(parse(name_of(value), read));
    REQUIRE(read == value);
    REQUIRE(seen.insert(name_of(value)).second);
  }
  Enum unknown{};
  REQUIRE_FALSE(parse("no such name", unknown));
  REQUIRE_FALSE(parse("", unknown));
}

}  // namespace

TEST_CASE("every name reads back as what it names") {
  check_names<Plane>(8, parse_plane);
  check_names<Direction>(5, parse_direction);
  check_names<Severity>(4, parse_severity);
  check_names<Confidence>(3, parse_confidence);
  check_names<ApprovalClass>(5, parse_approval_class);
  check_names<IdentityKind>(5, parse_identity_kind);
  check_names<NoticeReason>(11, parse_notice_reason);
  REQUIRE(all_notice_reasons().size() == 11);
}

TEST_CASE("the codes that evidence promises are stable") {
  REQUIRE(code_of(ApprovalReason::stale) == "APPROVAL_STALE");
  REQUIRE(code_of(ApprovalReason::self) == "APPROVAL_SELF");
  REQUIRE(code_of(ApprovalReason::not_eligible) == "APPROVER_NOT_ELIGIBLE");
  REQUIRE(code_of(ApprovalReason::not_human) == "APPROVER_IS_NHI");
  REQUIRE(code_of(ApprovalReason::unbound) == "APPROVAL_UNBOUND");
  REQUIRE(code_of(ApprovalReason::signature_invalid) == "SIG_INVALID");
  REQUIRE(code_of(ApprovalReason::key_untrusted) == "KEY_UNTRUSTED");
  REQUIRE(code_of(ApprovalReason::key_expired) == "KEY_EXPIRED");
  std::set<std::string_view> codes;
  for (int i = 0; i <= static_cast<int>(ApprovalReason::class_too_low); ++i) {
    REQUIRE(codes.insert(code_of(static_cast<ApprovalReason>(i))).second);
  }
  REQUIRE(code_of(UnknownReason::expression) == "U-EXPR");
  REQUIRE(code_of(UnknownReason::rendering) == "U-RENDER");
}

TEST_CASE("directions order from harmless to worst") {
  REQUIRE(Direction::equivalent < Direction::narrowed);
  REQUIRE(Direction::mixed < Direction::unknown);
  REQUIRE(Direction::unknown < Direction::widened);
}
