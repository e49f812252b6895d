#include "approval/statement.h"

#include "approval/signed_statement.h"
#include "approval/sources.h"
#include "base/digest.h"
#include "base/text.h"
#include "signing/private_key.h"
#include "signing/sshsig.h"
#include "support/catch.h"

using namespace foureyes;

namespace {

ApprovalStatement example() {
  const auto id = [](std::string_view name) { return *ObjectId::parse(sha1_hex(name)); };
  return {.repository = "git+https://github.com/example/ledger",
          .target_ref = "refs/heads/main",
          .base = id("base"),
          .head = id("head"),
          .head_tree = id("tree"),
          .result_tree = id("result"),
          .delta_digest = sha256("delta").hex(),
          .direction = Direction::widened,
          .sentences = {"job `deploy` may now write contents; before: read"},
          .uncovered = {"tools/deploy.sh"},
          .identity = "bob@example.com",
          .expires = parse_instant("2026-06-01"),
          .tool_version = "0.1.0"};
}

struct Signed {
  std::string statement = approval_statement_text(example());
  std::string signature;
  std::string line;

  explicit Signed(std::string_view name_space = kApprovalNamespace) {
    const auto signer = ed25519_signer_from_seed(std::string(32, 'b'));
    signature = make_sshsig(**signer, name_space, statement).value();
    line = allowed_signers_line("bob@example.com", kApprovalNamespace,
                                (*signer)->public_key().ssh_line(""));
  }
  SignedApproval read(const std::string& signers) const {
    return read_signed_approval({statement, signature, "bob.json"},
                                read_allowed_signers(signers, "signers").value(),
                                *parse_instant("2026-03-01"))
        .value();
  }
};

}  // namespace

TEST_CASE("a statement reads back as it was written") {
  const std::string text = approval_statement_text(example());
  CHECK(is_approval_statement(text));
  const auto statement = parse_approval_statement(text, "bob.json");
  REQUIRE(statement);
  CHECK(approval_statement_text(*statement) == text);
  CHECK(statement->identity == "bob@example.com");
  CHECK(statement->delta_digest == example().delta_digest);
  CHECK(statement->expires == example().expires);
  CHECK(statement->sentences == example().sentences);
  CHECK(contains(text, "job `deploy` may now write contents"));
  ApprovalStatement endless = example();
  endless.expires.reset();
  CHECK(parse_approval_statement(approval_statement_text(endless), "x")->expires == std::nullopt);
}

TEST_CASE("a statement in any other bytes is refused") {
  const std::string text = approval_statement_text(example());
  CHECK_FALSE(parse_approval_statement(text + "\n", "x"));
  CHECK_FALSE(parse_approval_statement(" " + text, "x"));
  CHECK_FALSE(parse_approval_statement(
      replace_all(text, "\"predicate\":{", "\"predicate\":{\"a\":1,"), "x"));
  CHECK_FALSE(parse_approval_statement(replace_all(text, "widened", "harmless"), "x"));
  CHECK_FALSE(parse_approval_statement(replace_all(text, example().delta_digest, "00"), "x"));
  CHECK_FALSE(parse_approval_statement(replace_all(text, "bob@example.com", ""), "x"));
  CHECK_FALSE(parse_approval_statement(replace_all(text, "approval/v1", "approval/v2"), "x"));
  CHECK_FALSE(parse_approval_statement("{}", "x"));
  CHECK_FALSE(parse_approval_statement("", "x"));
}

TEST_CASE("P1-4: a statement shows what it says: no hidden character survives in it") {
  ApprovalStatement statement = example();
  statement.sentences = {"read \xE2\x80\xAE only"};
  const std::string text = approval_statement_text(statement);
  CHECK(contains(text, "<U+202E>"));
  CHECK(parse_approval_statement(text, "x"));
  CHECK_FALSE(parse_approval_statement(replace_all(text, "<U+202E>", "\xE2\x80\xAE"), "x"));
}

TEST_CASE("a signed statement is an approval of class A4 bound to what it names") {
  const Signed files;
  const SignedApproval signed_approval = files.read(files.line);
  CHECK(signed_approval.check.ok());
  const Approval& approval = signed_approval.approval;
  CHECK(approval.approval_class == ApprovalClass::a4);
  CHECK(approval.approver == "bob@example.com");
  CHECK(approval.delta_digest == example().delta_digest);
  CHECK(approval.head_tree == example().result_tree.hex());
  CHECK(approval.key_fingerprint.starts_with("SHA256:"));
  CHECK(approval.target_ref == "refs/heads/main");
  const auto kind = read_approval_export(files.statement, "bob.json");
  CHECK(kind->kind == ExportKind::signed_statement);
}

TEST_CASE(
    "P0-7: a key that is not listed for approvals approves nothing, and the reason says why") {
  const Signed files;
  CHECK(files.read("").check.reason == ApprovalReason::key_untrusted);
  const auto bend = [&](std::string_view from, std::string_view to) {
    return files.read(replace_all(files.line, from, to)).check;
  };
  const SignatureCheck bare = bend(" namespaces=\"approval@foureyes.dev\"", "");
  CHECK(bare.reason == ApprovalReason::key_untrusted);
  CHECK(contains(bare.detail, files.line));
  CHECK(bend("approval@", "evidence@").reason == ApprovalReason::key_untrusted);
  CHECK(bend("bob@example.com", "carol@example.com").reason == ApprovalReason::key_untrusted);
  CHECK(bend("namespaces", "valid-before=\"20260101\",namespaces").reason ==
        ApprovalReason::key_expired);
  CHECK(bend("namespaces", "valid-after=\"20270101\",namespaces").reason ==
        ApprovalReason::key_expired);
}

TEST_CASE("a signature of another namespace or another statement does not hold") {
  const Signed elsewhere("git");
  CHECK(elsewhere.read(elsewhere.line).check.reason == ApprovalReason::signature_invalid);
  Signed changed;
  changed.statement = replace_all(changed.statement, "refs/heads/main", "refs/heads/prod");
  CHECK(changed.read(changed.line).check.reason == ApprovalReason::signature_invalid);
}

TEST_CASE("a file that is no statement or no signature is an error") {
  const Signed files;
  const AllowedSigners nobody;
  CHECK_FALSE(read_signed_approval({files.statement, "x", "bob.json"}, nobody, {}));
  CHECK_FALSE(read_signed_approval({"{}", files.signature, "bob.json"}, nobody, {}));
}
