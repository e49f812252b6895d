// foureyes check: the gate.
#include "pipeline/check.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <ostream>

#include "base/display_text.h"
#include "base/file.h"
#include "base/parallel.h"
#include "base/path.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/gate_flags.h"
#include "cli/key_flags.h"
#include "cli/output.h"
#include "cli/progress_line.h"
#include "cli/version.h"
#include "evidence/pack_form.h"
#include "pipeline/pack.h"

namespace foureyes {
namespace {

Result<ExternalFile> read_external(const std::string& path) {
  TRY_ASSIGN(std::string content, read_file(path));
  return ExternalFile{path == "-" ? "standard-input" : std::string(file_name(path)),
                      std::move(content)};
}

// Threats P0-1: a file that the change itself could bring must not judge the change.
Result<std::optional<ExternalFile>> read_trusted(const std::string& path, std::string_view flag,
                                                 const Repository& repository) {
  if (path.empty()) return std::optional<ExternalFile>();
  TRY_ASSIGN(const std::string real, real_path(path));
  const auto& work_tree = repository.work_tree();
  if (work_tree && concat(real, "/").starts_with(*work_tree)) {
    return failure({"the file lies in the work tree, where the change could have put it",
                    concat(flag, " ", path),
                    "Keep it outside, or leave the flag out: the gate reads it from --base."});
  }
  TRY_ASSIGN(ExternalFile file, read_external(path));
  return std::optional<ExternalFile>(std::move(file));
}

class CheckCommand : public Command {
 public:
  void declare(CLI::App& app) override {
    change_.declare(app);
    app.add_option("--approvals", approvals_,
                   "Reviews, pull request or commits as GitHub's API answers, or a statement of "
                   "`foureyes approve` (its .sig is found beside it); may be repeated")
        ->type_name("FILE");
    app.add_option("--allowed-signers", allowed_signers_,
                   "Who may sign (default: .foureyes/allowed_signers of base)")
        ->type_name("FILE");
    app.add_option("--policy", policy_, "Policy (default: .foureyes.yml of base)")
        ->type_name("FILE");
    app.add_option("--ticket", ticket_, "The change ticket, for the evidence")->type_name("ID");
    app.add_option(
           "--as-of", as_of_,
           "The moment that expiry is judged at (default: the present in CI, else the latest "
           "of base, head and the exports)")
        ->type_name("TIME");
    app.add_option("--evidence", evidence_,
                   "Write the evidence pack here; report.html is the one file to attach")
        ->type_name("DIR");
    app.add_option("--sign", sign_, "Sign the pack with this private key")->type_name("KEY");
    app.add_option("--sign-agent", sign_agent_, "Sign it with this key of ssh-agent")
        ->type_name("SHA256:...");
    app.add_option("--threads", threads_, "Threads (default: all)")->type_name("N");
    output_.declare(app);
    app.footer(
        "Examples:\n"
        "  foureyes check --base origin/main\n"
        "  foureyes check --base main --approvals approval-0123456789ab.json\n"
        "  foureyes check --base main --approvals reviews.json --approvals pull.json \\\n"
        "    --ticket CHG0012345 --sign gate_key --evidence evidence --sarif results.sarif");
  }

  Result<int> run(Session& session) override {
    TRY_ASSIGN(const auto requests, output_.requests());
    TRY_ASSIGN(const Repository repository, change_.open());
    TRY_ASSIGN(const NamedChange change, change_.resolve(repository, session.environment));
    TRY_ASSIGN(const GateRequest request, gate_request(change, repository, session.environment));
    TRY_ASSIGN(const std::unique_ptr<Signer> signer,
               open_signer(sign_, sign_agent_, session.environment));
    TRY_ASSIGN(const RuleSet rules,
               RuleSet::from_table(session.builtin_rules, RuleDetail::for_matching));
    session.err << "base: " << console_text(change.base_words) << '\n';

    TRY_ASSIGN(const CheckReport report, judge(request, {repository, rules}, session));
    TRY_ASSIGN(const JudgedFiles files, JudgedFiles::open(repository, report.change));
    ReportOptions options = report_options(session);
    options.file_text = [&files](const std::string& path) { return files.text(path); };
    TRY(write_reports(report, requests, options, session));
    if (!evidence_.empty()) TRY(write_evidence(report, repository, signer.get(), session));
    return report.verdict.exit_code();
  }

 private:
  Result<CheckReport> judge(const GateRequest& request, GateContext context,
                            Session& session) const {
    ProgressLine progress(session);
    context.threads = threads_ == 0 ? hardware_threads() : threads_;
    context.progress = &progress;
    return run_gate(request, context);
  }

  Result<GateRequest> gate_request(const NamedChange& change, const Repository& repository,
                                   const Environment& environment) const {
    GateRequest request{change.base, change.head};
    request.repository = change.repository;
    request.target_ref = change.target_ref;
    request.ticket = ticket_;
    request.pull_request = change.pull_request;
    request.tool_version = kVersion;
    TRY_ASSIGN(request.policy, read_trusted(policy_, "--policy", repository));
    TRY_ASSIGN(request.allowed_signers,
               read_trusted(allowed_signers_, "--allowed-signers", repository));
    for (const std::string& path : approvals_) TRY(add_approval(path, request));
    TRY(set_time(request, environment));
    return request;
  }

  // Files of one name from several directories are told apart by a number, and keep their
  // signatures.
  static Result<void> add_approval(const std::string& path, GateRequest& request) {
    TRY_ASSIGN(ExternalFile file, read_external(path));
    const auto taken = [&](const ExternalFile& other) { return other.name == file.name; };
    const bool doubled = std::any_of(request.approvals.begin(), request.approvals.end(), taken);
    if (doubled) file.name = concat(request.approvals.size(), "-", file.name);
    if (file_exists(path + ".sig")) {
      TRY_ASSIGN(ExternalFile signature, read_external(path + ".sig"));
      signature.name = file.name + ".sig";
      request.approvals.push_back(std::move(signature));
    }
    request.approvals.push_back(std::move(file));
    return {};
  }

  // Threats P0-10: in CI the gate passes the present; elsewhere the change's own dates keep it
  // repeatable.
  Result<void> set_time(GateRequest& request, const Environment& environment) const {
    if (!as_of_.empty()) {
      request.as_of = parse_instant(as_of_);
      request.as_of_source = "--as-of";
      if (!request.as_of) {
        return failure({"that is no time", "--as-of", "Use 2026-03-14T09:26:53Z or a date."});
      }
    } else if (!environment.variable("CI").empty()) {
      // Before SOURCE_DATE_EPOCH, which an earlier step of the job may have set.
      request.as_of = environment.now;
      request.as_of_source = "the present, in CI";
    } else if (!environment.variable("SOURCE_DATE_EPOCH").empty()) {
      request.as_of = parse_instant(concat("@", environment.variable("SOURCE_DATE_EPOCH")));
      request.as_of_source = "SOURCE_DATE_EPOCH";
      if (!request.as_of) {
        return failure({"that is no time", "SOURCE_DATE_EPOCH", "Use seconds since 1970."});
      }
    }
    return {};
  }

  Result<void> write_evidence(const CheckReport& report, const Repository& repository,
                              Signer* signer, Session& session) const {
    TRY_ASSIGN(const Pack pack, make_pack({report, repository, signer}));
    TRY(write_pack_directory(pack, evidence_));
    session.err << "evidence: " << join_path(evidence_, kPageFile) << " ("
                << (signer == nullptr ? "unsigned"
                                      : "signed with " + signer->public_key().fingerprint())
                << ")\n";
    return {};
  }

  ChangeFlags change_;
  std::vector<std::string> approvals_;
  std::string allowed_signers_;
  std::string policy_;
  std::string ticket_;
  std::string as_of_;
  std::string evidence_;
  std::string sign_;
  std::string sign_agent_;
  std::size_t threads_ = 0;
  OutputFlags output_;
};

}  // namespace

std::unique_ptr<Command> make_check_command() { return std::make_unique<CheckCommand>(); }

}  // namespace foureyes
