// Level 5: each signed approval that counted is in the pack, holds, and is of this delta. Review
// exports carry no signature: what they are worth is in the limits of the pack.
#include <algorithm>

#include "base/display_text.h"
#include "base/json_document.h"
#include "base/text.h"
#include "evidence/verify_levels.h"
#include "signing/allowed_signers.h"
#include "signing/sshsig.h"

namespace foureyes {

namespace {

// Whether any string of the document is the digest.
bool names_digest(const DocumentNode& node, std::string_view digest) {
  if (node.is_string() && node.text == digest) return true;
  const auto in_member = [&](const auto& member) { return names_digest(member.second, digest); };
  const auto in_item = [&](const auto& item) { return names_digest(item, digest); };
  return std::any_of(node.members.begin(), node.members.end(), in_member) ||
         std::any_of(node.items.begin(), node.items.end(), in_item);
}

struct CountedApproval {
  std::string approver;
  std::string source;  // name of the input that is the statement
};

class ApprovalLevel {
 public:
  ApprovalLevel(const PackContents& contents, const VerifyOptions& options, LevelCheck& check)
      : contents_(contents), options_(options), check_(check) {}

  void check(const CountedApproval& approval) {
    const std::string* statement = contents_.pack.find(input_member_name(approval.source));
    const std::string* armored = contents_.pack.find(input_member_name(approval.source + ".sig"));
    if (statement == nullptr || armored == nullptr) {
      return check_.fail("MEMBER_MISSING", concat("the approval ", words(approval),
                                                  " counted and is not in the pack"));
    }
    check_digest(approval, *statement);
    const auto signature = read_sshsig(*armored, approval.source);
    const auto holds = signature ? check_sshsig(*signature, kApprovalNamespace, *statement)
                                 : failure(signature.error());
    if (!holds) {
      return check_.fail("SIG_INVALID", concat("the signature of the approval ", words(approval),
                                               " does not hold: ", holds.error().what));
    }
    check_key(approval, signature->key_blob);
  }

 private:
  static std::string words(const CountedApproval& approval) {
    return concat("of ", plain_text(approval.approver), " in ", plain_text(approval.source));
  }

  void check_digest(const CountedApproval& approval, const std::string& statement) {
    const auto digest = text_at(contents_.predicate, {"change", "delta", "semanticDigest"});
    const auto document = read_json(statement, approval.source);
    if (!document || digest.empty() || !names_digest(*document, digest)) {
      check_.fail("APPROVAL_STALE",
                  concat("the approval ", words(approval), " is of another delta"));
    }
  }

  void check_key(const CountedApproval& approval, std::string_view key_blob) {
    if (options_.allowed_signers == nullptr) {
      return check_.unproved("TRUST_UNPROVED",
                             concat("no allowed_signers file says whether to believe the key of "
                                    "the approval ",
                                    words(approval)));
    }
    const SignerMatch match =
        options_.allowed_signers->lookup({.key_blob = key_blob,
                                          .name_space = kApprovalNamespace,
                                          .principal = approval.approver,
                                          .at = key_time_of(contents_, options_)});
    if (match.standing == SignerStanding::trusted) return;
    const bool out_of_time = match.standing == SignerStanding::expired ||
                             match.standing == SignerStanding::not_yet_valid;
    check_.fail(out_of_time ? "KEY_EXPIRED" : "KEY_UNTRUSTED",
                concat("the key of the approval ", words(approval), ": ", match.detail));
  }

  const PackContents& contents_;
  const VerifyOptions& options_;
  LevelCheck& check_;
};

}  // namespace

VerifiedLevel check_approvals(const PackContents& contents, const VerifyOptions& options,
                              VerifyReport& report) {
  LevelCheck check(VerifyLevel::approvals, "every signed approval that counted holds");
  ApprovalLevel level(contents, options, check);
  for (const auto& approval : items_at(contents.predicate, {"approvals", "considered"})) {
    if (text_at(approval, {"counts"}) != "true" || text_at(approval, {"class"}) != "A4") continue;
    level.check({text_at(approval, {"approver"}), text_at(approval, {"source"})});
  }
  if (options.decide_again) {
    for (const auto& reason : options.decide_again(contents.pack)) {
      check.fail(reason.code, reason.detail);
    }
  } else {
    report.limits.push_back(
        "Whether the approvals satisfy the policy was not decided again; reproduce does that.");
  }
  return check.take();
}

}  // namespace foureyes
