// foureyes scan: exposed credentials.
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <ostream>

#include "base/display_text.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/scan_flags.h"
#include "cli/scan_statistics.h"
#include "config/paths.h"
#include "model/verdict.h"
#include "pipeline/known.h"
#include "pipeline/scan_policy.h"
#include "pipeline/waive.h"
#include "pipeline/waiver_findings.h"

namespace foureyes {
namespace {

class ScanCommand : public Command {
 public:
  void declare(CLI::App& app) override {
    app.add_option("path", path_, "A directory or a file (default: this directory)")
        ->type_name("PATH");
    flags_.declare(app, ScanFlags::StandardInput::taken);
    app.add_option("--baseline", baseline_,
                   "Only credentials that FILE does not list fail; a scan of everything takes out\n"
                   "of FILE what is gone")
        ->type_name("FILE");
    app.add_flag("--explain", explain_,
                 "Also, on standard error, each place that speaks of a credential and is none,\n"
                 "and what weighed most: nothing that tells the value");
    app.add_flag("--update-baseline", update_baseline_, "Write all that is found now to that FILE");
    app.add_option("--stats", stats_, "Write how long each part took, and over what, as JSON")
        ->type_name("FILE");
    output_.declare(app);
    app.footer(
        "A finding of medium or high confidence ends in exit code 1 (policy: scan.fail_on).\n"
        "Examples:\n"
        "  foureyes scan .                       the files here, as git sees them\n"
        "  foureyes scan --staged                before a commit\n"
        "  foureyes scan --range origin/main..HEAD --sarif results.sarif\n"
        "  foureyes scan --history --format json=findings.json\n"
        "  foureyes scan --baseline .foureyes/baseline --update-baseline   once, in an old\n"
        "                                        repository; then without --update-baseline");
  }

  Result<int> run(Session& session) override {
    TRY_ASSIGN(const auto requests, output_.requests());
    PhaseClock clock;
    clock.begin("rules");
    TRY_ASSIGN(const RuleSet rules,
               RuleSet::from_table(session.builtin_rules, RuleDetail::for_matching));
    clock.begin("list");
    ScanInput input;
    TRY(flags_.open(path_, session.environment, input));
    TRY_ASSIGN(const GateConfiguration configuration, flags_.configuration(input));
    TRY(check_baseline(configuration));
    const ScanRequest request{configuration.fingerprint_key,
                              explain_ ? ExplainMode::on : ExplainMode::off, &clock};
    TRY_ASSIGN(ScanReport report, flags_.scan(input, rules, request, session));
    clock.begin("output");
    TRY(excuse(configuration, input.extent(), report, session));
    ReportOptions report_settings = report_options(session);
    if (input.head) report_settings.revision = input.head->hex();
    TRY(write_reports(report, requests, report_settings, session));
    clock.end();
    if (!stats_.empty()) TRY(write_file(stats_, scan_statistics(clock, report)));
    explain(report, session);
    return scan_verdict(report, configuration.policy).exit_code();
  }

 private:
  static void explain(const ScanReport& report, Session& session) {
    for (const DroppedPlace& dropped : report.dropped) {
      const std::string place = concat(
          dropped.path, ":", dropped.region.start_line, ":", dropped.region.start_column,
          ": no credential: ", dropped.kind, dropped.reasons.empty() ? "" : ": ", dropped.reasons);
      session.err << console_text(place) << '\n';
    }
  }

  Result<void> check_baseline(const GateConfiguration& configuration) const {
    if (update_baseline_ && baseline_.empty()) {
      return failure({"--update-baseline needs the file", "foureyes scan",
                      "Use: --baseline FILE --update-baseline"});
    }
    if (baseline_.empty() || !configuration.fingerprint_key.empty()) return {};
    return failure(
        {"a baseline needs a fingerprint key, or its lines would stand for places and "
         "not for values",
         std::string(kFingerprintKeyFile), "Make one: foureyes init"});
  }

  Result<void> excuse(const GateConfiguration& configuration, SourceExtent extent,
                      ScanReport& report, Session& session) const {
    const WaiverTerms terms{configuration.waivers, configuration.policy,
                            configuration.fingerprint_key, session.environment.now};
    apply_waivers(terms, report);
    honour_marks(configuration.policy, report);
    if (!baseline_.empty()) TRY(use_baseline(extent, report, session));
    add_waiver_findings(terms, extent, report);
    return {};
  }

  Result<void> use_baseline(SourceExtent extent, ScanReport& report, Session& session) const {
    if (update_baseline_) return make_baseline(extent, report, session);
    TRY_ASSIGN(const std::string text, read_baseline_file());
    TRY_ASSIGN(const Baseline baseline, read_baseline(text, baseline_));
    const Baseline found = apply_baseline(baseline, report);
    const bool saw_all = extent == (baseline.scope == BaselineScope::tree ? SourceExtent::tree
                                                                          : SourceExtent::history);
    // A file that could not be read may still have what it had.
    const std::size_t gone = baseline.known.size() - found.known.size();
    if (!saw_all || !report.notices.empty() || gone == 0) return {};
    TRY(write_file(baseline_, baseline_text(found)));
    session.err << "baseline: " << gone << " of its credentials " << (gone == 1 ? "is" : "are")
                << " gone and taken out, " << found.known.size() << " left: commit " << baseline_
                << '\n';
    return {};
  }

  Result<std::string> read_baseline_file() const {
    if (file_exists(baseline_)) return read_file(baseline_);
    return failure(
        {"there is no such baseline yet", baseline_,
         concat("Make it once: foureyes scan --baseline ", baseline_, " --update-baseline")});
  }

  Result<void> make_baseline(SourceExtent extent, ScanReport& report, Session& session) const {
    if (extent == SourceExtent::part) {
      return failure({"a baseline is made from everything", "--update-baseline",
                      "Scan the whole work tree from its top, or --history."});
    }
    const Baseline baseline = baseline_of(
        report, extent == SourceExtent::tree ? BaselineScope::tree : BaselineScope::history);
    TRY(write_file(baseline_, baseline_text(baseline)));
    session.err << "baseline: " << baseline.known.size() << " credentials in " << baseline_ << '\n';
    apply_baseline(baseline, report);
    return {};
  }

  std::string path_;
  std::string baseline_;
  std::string stats_;
  bool update_baseline_ = false;
  bool explain_ = false;
  ScanFlags flags_;
  OutputFlags output_;
};

}  // namespace

std::unique_ptr<Command> make_scan_command() { return std::make_unique<ScanCommand>(); }

}  // namespace foureyes
