#include "model/approval.h"

#include "base/name_table.h"

namespace foureyes {
namespace {

constexpr NameTable<ApprovalClass, 5> kClasses{{{
    {ApprovalClass::a0, "A0"},
    {ApprovalClass::a1, "A1"},
    {ApprovalClass::a2, "A2"},
    {ApprovalClass::a3, "A3"},
    {ApprovalClass::a4, "A4"},
}}};

constexpr NameTable<ApprovalDecision, 4> kDecisions{{{
    {ApprovalDecision::approved, "approved"},
    {ApprovalDecision::changes_requested, "changes-requested"},
    {ApprovalDecision::dismissed, "dismissed"},
    {ApprovalDecision::commented, "commented"},
}}};

constexpr NameTable<IdentityKind, 5> kKinds{{{
    {IdentityKind::human, "human"},
    {IdentityKind::bot, "bot"},
    {IdentityKind::agent, "agent"},
    {IdentityKind::service, "service"},
    {IdentityKind::unknown, "unknown"},
}}};

constexpr NameTable<ApprovalReason, 17> kReasons{{{
    {ApprovalReason::ok, "OK"},
    {ApprovalReason::not_an_approval, "APPROVAL_NOT_GIVEN"},
    {ApprovalReason::superseded, "APPROVAL_SUPERSEDED"},
    {ApprovalReason::dismissed, "APPROVAL_DISMISSED"},
    {ApprovalReason::unbound, "APPROVAL_UNBOUND"},
    {ApprovalReason::stale, "APPROVAL_STALE"},
    {ApprovalReason::expired, "APPROVAL_EXPIRED"},
    {ApprovalReason::consumed, "APPROVAL_CONSUMED"},
    {ApprovalReason::other_repository, "APPROVAL_OTHER_REPOSITORY"},
    {ApprovalReason::other_target, "APPROVAL_OTHER_TARGET"},
    {ApprovalReason::self, "APPROVAL_SELF"},
    {ApprovalReason::not_human, "APPROVER_IS_NHI"},
    {ApprovalReason::not_eligible, "APPROVER_NOT_ELIGIBLE"},
    {ApprovalReason::signature_invalid, "SIG_INVALID"},
    {ApprovalReason::key_untrusted, "KEY_UNTRUSTED"},
    {ApprovalReason::key_expired, "KEY_EXPIRED"},
    {ApprovalReason::class_too_low, "APPROVAL_CLASS_TOO_LOW"},
}}};

}  // namespace

std::string_view name_of(ApprovalClass approval_class) { return kClasses.name(approval_class); }
std::string_view name_of(ApprovalDecision decision) { return kDecisions.name(decision); }
std::string_view name_of(IdentityKind kind) { return kKinds.name(kind); }
std::string_view code_of(ApprovalReason reason) { return kReasons.name(reason); }

bool parse_approval_class(std::string_view name, ApprovalClass& approval_class) {
  return kClasses.parse(name, approval_class);
}

bool parse_identity_kind(std::string_view name, IdentityKind& kind) {
  return kKinds.parse(name, kind);
}

}  // namespace foureyes
