#include "evidence/sample_signers.h"

#include "evidence/sample_pack.h"
#include "signing/private_key.h"
#include "signing/sshsig.h"

namespace foureyes::testing {

std::unique_ptr<Signer> gate_signer() {
  return std::move(ed25519_signer_from_seed(std::string(32, 'g')).value());
}

std::unique_ptr<Signer> approver_signer() {
  return std::move(ed25519_signer_from_seed(std::string(32, 'a')).value());
}

std::string sample_signers_text() {
  return allowed_signers_line("gate@example.com", kEvidenceNamespace,
                              gate_signer()->public_key().ssh_line("")) +
         "\n" +
         allowed_signers_line("alice@example.com", kApprovalNamespace,
                              approver_signer()->public_key().ssh_line("")) +
         "\n";
}

AllowedSigners sample_signers() {
  return read_allowed_signers(sample_signers_text(), "allowed_signers").value();
}

void add_approval(CheckReport& report, const std::string& digest) {
  const std::string name = ".foureyes/approvals/alice.json";
  const std::string statement = R"({"predicate":{"deltaDigest":")" + digest + R"("}})";
  add_input(report, "approvals", name, statement);
  const auto signer = approver_signer();
  add_input(report, "approvals", name + ".sig",
            make_sshsig(*signer, kApprovalNamespace, statement).value());
  ConsideredApproval considered;
  considered.approval.approval_class = ApprovalClass::a4;
  considered.approval.decision = ApprovalDecision::approved;
  considered.approval.source = name;
  considered.approval.approver = "alice@example.com";
  considered.approval.key_fingerprint = signer->public_key().fingerprint();
  considered.approval.delta_digest = digest;
  considered.person = "alice";
  considered.counts = true;
  report.approvals.considered.push_back(considered);
}

}  // namespace foureyes::testing
