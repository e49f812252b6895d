// foureyes evidence: reads a pack, checks it, makes it again.
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <ostream>

#include "base/display_text.h"
#include "base/file.h"
#include "base/parallel.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/progress_line.h"
#include "cli/version.h"
#include "evidence/pack_form.h"
#include "evidence/verify_pack.h"
#include "model/verdict.h"
#include "pipeline/reproduce.h"
#include "signing/allowed_signers.h"

namespace foureyes {
namespace {

std::string_view mark_of(LevelState state) {
  switch (state) {
    case LevelState::proved:
      return "ok      ";
    case LevelState::unproved:
      return "unproved";
    case LevelState::failed:
      return "FAILED  ";
    case LevelState::not_checked:
      return "-       ";
  }
  return "";
}

void print(const VerifyReport& report, Session& session) {
  std::ostream& out = session.out;
  out << (report.verdict.result == VerdictResult::passed       ? "VERIFIED"
          : report.verdict.result == VerdictResult::incomplete ? "UNPROVED"
                                                               : "NOT VERIFIED")
      << "; the pack says of the change: " << console_text(report.gate_verdict) << '\n';
  for (const VerifiedLevel& level : report.levels) {
    out << "  " << mark_of(level.state) << "  " << name_of(level.level) << ": "
        << console_text(level.summary) << '\n';
    for (const VerdictReason& reason : level.reasons) {
      out << "            " << reason.code << ": " << console_text(reason.detail) << '\n';
    }
  }
  if (!report.key_fingerprint.empty()) {
    out << "  signed by "
        << (report.signer.empty() ? "an unproved key" : console_text(report.signer)) << ", "
        << console_text(report.key_fingerprint) << '\n';
  }
  for (const std::string& member : report.outside_claim) {
    out << "  outside the claim: " << console_text(member) << '\n';
  }
  for (const std::string& limit : report.limits)
    out << "  not proved: " << console_text(limit) << '\n';
}

class EvidenceCommand : public Command {
 public:
  void declare(CLI::App& app) override {
    show_ = app.add_subcommand("show", "The readable report of a pack");
    verify_ =
        app.add_subcommand("verify", "Check a pack from its own bytes and the keys you trust");
    reproduce_ = app.add_subcommand("reproduce",
                                    "Run the gate again from git objects and compare every byte");
    for (CLI::App* command : {show_, verify_, reproduce_}) {
      command
          ->add_option("PACK", pack_,
                       "What `foureyes check --evidence` wrote: the directory, a tar file of it, "
                       "or report.html alone")
          ->type_name("")
          ->required();
    }
    verify_
        ->add_option("--allowed-signers", allowed_signers_,
                     "The keys that you trust, from outside the pack; without it who signed stays "
                     "unproved (exit code 3)")
        ->type_name("FILE");
    reproduce_
        ->add_option("--repo", repository_,
                     "The repository (default: the one around this "
                     "directory)")
        ->type_name("DIR");
    app.require_subcommand(1);
    show_->footer("Example:\n  foureyes evidence show report.html");
    verify_->footer(
        "Exit code 0: every level is proved. 1: something was changed. 3: something stays "
        "unproved.\n"
        "Example:\n"
        "  foureyes evidence verify report.html --allowed-signers trusted_signers");
    reproduce_->footer(
        "Exit code 0: every byte inside the claim is the same. 1: the first difference is named.\n"
        "Example:\n"
        "  foureyes evidence reproduce report.html --repo ~/src/payments");
    app.footer(
        "Examples:\n"
        "  foureyes evidence show CHG0012345.html\n"
        "  foureyes evidence verify CHG0012345.html --allowed-signers trusted_signers\n"
        "  foureyes evidence reproduce CHG0012345.html --repo .");
  }

  Result<int> run(Session& session) override {
    TRY_ASSIGN(const Pack pack, read_pack(pack_));
    if (verify_->parsed()) return verify(pack, session);
    if (reproduce_->parsed()) return reproduce_pack(pack, session);
    return show(pack, session);
  }

 private:
  Result<int> show(const Pack& pack, Session& session) const {
    const std::string* report = pack.find(pack_member::kMarkdown);
    if (report == nullptr) return failure({"the pack has no readable report", pack_});
    for (const std::string_view line : split_lines(*report)) {
      if (line == "<details>" || line == "</details>") continue;  // a terminal unfolds nothing
      session.out << console_text(unescaped_markdown(line)) << '\n';
    }
    return kExitClean;
  }

  Result<int> verify(const Pack& pack, Session& session) const {
    VerifyOptions options;
    options.tool_version = kVersion;
    AllowedSigners signers;
    if (!allowed_signers_.empty()) {
      TRY_ASSIGN(const std::string text, read_file(allowed_signers_));
      TRY_ASSIGN(signers, read_allowed_signers(text, allowed_signers_));
      options.allowed_signers = &signers;
    }
    const VerifyReport report = verify_pack(pack, options);
    print(report, session);
    return report.verdict.exit_code();
  }

  Result<int> reproduce_pack(const Pack& pack, Session& session) const {
    TRY_ASSIGN(const Repository repository, Repository::open({repository_, {}}));
    TRY_ASSIGN(const RuleSet rules,
               RuleSet::from_table(session.builtin_rules, RuleDetail::for_matching));
    ProgressLine progress(session);
    const GateContext context{repository, rules, hardware_threads(), &progress};
    TRY_ASSIGN(const Reproduction result, reproduce(pack, context, kVersion));
    if (!result.difference) {
      session.out << "identical: the gate says " << result.gate_verdict
                  << " again, and every byte inside the claim is the same\n";
      return kExitClean;
    }
    const PackDifference& difference = *result.difference;
    session.out << "REPRO_DIFF in " << console_text(difference.member) << " at "
                << (difference.place.empty() ? "the whole document"
                                             : console_text(difference.place))
                << ": " << console_text(difference.words) << '\n';
    if (!result.other_version.empty()) {
      session.out << "The pack was made by foureyes " << console_text(result.other_version)
                  << ", this is " << kVersion << ": use that version to compare bytes.\n";
    }
    return kExitRefused;
  }

  CLI::App* show_ = nullptr;
  CLI::App* verify_ = nullptr;
  CLI::App* reproduce_ = nullptr;
  std::string pack_;
  std::string allowed_signers_;
  std::string repository_ = ".";
};

}  // namespace

std::unique_ptr<Command> make_evidence_command() { return std::make_unique<EvidenceCommand>(); }

}  // namespace foureyes
