// foureyes approve: shows the privilege delta of a change and signs exactly that.
#include "pipeline/approve.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <ostream>

#include "base/display_text.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/gate_flags.h"
#include "cli/key_flags.h"
#include "cli/version.h"
#include "model/verdict.h"

namespace foureyes {
namespace {

void show(const ApprovalStatement& statement, Session& session) {
  std::ostream& out = session.out;
  out << "You approve, as " << console_text(statement.identity) << ":\n"
      << "  repository  "
      << (statement.repository.empty() ? "(not named)" : console_text(statement.repository))
      << "\n  target      "
      << (statement.target_ref.empty() ? "(not named)" : console_text(statement.target_ref))
      << "\n  base        " << statement.base.hex() << "\n  head        " << statement.head.hex()
      << "\n  result tree " << statement.result_tree.hex()
      << "\n  delta       sha256:" << statement.delta_digest << '\n';
  if (statement.expires) out << "  until       " << statement.expires->rfc3339() << '\n';
  out << (statement.sentences.empty() ? "No privilege changes.\n" : "What it changes:\n");
  for (const std::string& sentence : statement.sentences)
    out << "  - " << console_text(sentence) << '\n';
  for (const std::string& code : statement.uncovered) {
    out << "  ! not covered by this approval: " << console_text(code) << '\n';
  }
}

class ApproveCommand : public Command {
 public:
  void declare(CLI::App& app) override {
    change_.declare(app);
    app.add_option("--key", key_, "OpenSSH or PKCS#8 private key file")->type_name("FILE");
    app.add_option("--agent", agent_, "Fingerprint of a key that ssh-agent holds")
        ->type_name("SHA256:...");
    app.add_option("--identity", identity_, "Your principal in allowed_signers")
        ->type_name("NAME")
        ->required();
    app.add_option("--expires", expires_, "The approval counts until then (RFC 3339 or a date)")
        ->type_name("TIME");
    app.add_option("--output", output_,
                   "Where the statement goes; the signature beside it as FILE.sig (default "
                   "approval-<digest>.json)")
        ->type_name("FILE");
    app.footer(
        "Prints what is approved, signs it, and writes two files. Commit them under\n"
        ".foureyes/approvals/, or pass them on: foureyes check --approvals FILE\n"
        "The approval counts while the change means the same: it survives a rebase and dies when "
        "a\n"
        "privilege is added.\n"
        "Example:\n"
        "  foureyes approve --base main --head pay-out --key ~/.ssh/id_ed25519 \\\n"
        "    --identity bob@example.com");
  }

  Result<int> run(Session& session) override {
    TRY_ASSIGN(const Repository repository, change_.open());
    TRY_ASSIGN(const NamedChange change, change_.resolve(repository, session.environment));
    TRY_ASSIGN(const auto expires, expiry());
    TRY_ASSIGN(const std::unique_ptr<Signer> signer,
               open_signer(key_, agent_, session.environment));
    if (!signer) {
      return failure({"no key was named", "foureyes approve",
                      "Use --key FILE, or --agent SHA256:... (ssh-add -l lists them)."});
    }
    const ApproveRequest request{change.base, change.head, change.repository, change.target_ref,
                                 identity_,   expires,     kVersion};
    TRY_ASSIGN(const RuleSet rules,
               RuleSet::from_table(session.builtin_rules, RuleDetail::for_matching));
    TRY_ASSIGN(ApprovalStatement statement, approval_statement(request, repository, rules));
    show(statement, session);
    TRY_ASSIGN(const SignedStatement signed_statement,
               sign_approval(std::move(statement), *signer));
    const std::string file =
        output_.empty()
            ? concat("approval-", signed_statement.statement.delta_digest.substr(0, 12), ".json")
            : output_;
    TRY(write_file(file, signed_statement.text));
    TRY(write_file(file + ".sig", signed_statement.signature));
    session.out << "Signed with " << signer->public_key().fingerprint() << ": " << file << ", "
                << file << ".sig\n";
    return kExitClean;
  }

 private:
  Result<std::optional<Instant>> expiry() const {
    if (expires_.empty()) return std::optional<Instant>();
    const auto instant = parse_instant(expires_);
    if (!instant) {
      return failure({"that is no time", "--expires", "Use 2026-12-31 or 2026-12-31T17:00:00Z."});
    }
    return std::optional<Instant>(*instant);
  }

  ChangeFlags change_;
  std::string key_;
  std::string agent_;
  std::string identity_;
  std::string expires_;
  std::string output_;
};

}  // namespace

std::unique_ptr<Command> make_approve_command() { return std::make_unique<ApproveCommand>(); }

}  // namespace foureyes
