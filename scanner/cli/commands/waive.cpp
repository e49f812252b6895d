// foureyes waive: accepts one finding, bound to its value, for a reason and a time.
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <ostream>

#include "base/display_text.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/fingerprint_key.h"
#include "cli/scan_flags.h"
#include "config/paths.h"
#include "model/verdict.h"

namespace foureyes {
namespace {

constexpr std::size_t kLeastDigits = 8;  // of an id that names a finding
constexpr std::int64_t kDay = 86400;
constexpr std::int64_t kDefaultDays = 90;

std::string place_in_words(const Finding& finding) {
  if (finding.in_message) return "a commit or tag message";
  return concat(finding.path, ":", finding.region.start_line);
}

class WaiveCommand : public Command {
 public:
  void declare(CLI::App& app) override {
    app.add_option("FINDING", finding_,
                   "The id that a report shows (8 digits or more), or PATH:LINE")
        ->type_name("")
        ->required();
    app.add_option("--reason", reason_, "Why it may stay")->type_name("TEXT")->required();
    app.add_option("--ticket", ticket_, "The change or risk ticket")->type_name("ID")->required();
    app.add_option("--approver", approver_, "Who accepts it")->type_name("NAME")->required();
    app.add_option("--expires", expires_, "Until when (default: 90 days, or what policy allows)")
        ->type_name("DATE");
    app.add_option("--path", paths_,
                   "Where it counts (default: the file of the finding; more than one is fine)")
        ->type_name("PATTERN");
    flags_.declare(app, ScanFlags::StandardInput::refused);
    app.footer(
        "Scans, finds the finding, says what the waiver covers, and adds it to\n"
        ".foureyes/waivers.yml. It binds to the value: another credential in the same place is a\n"
        "new finding. In a gate it counts once the target has it, or once the change that adds it\n"
        "is approved.\n"
        "Example:\n"
        "  foureyes waive 9f86d081884c --reason \"test key of the sandbox\" --ticket CHG0012345 "
        "\\\n"
        "    --approver bob@example.com --expires 2027-01-31");
  }

  Result<int> run(Session& session) override {
    TRY_ASSIGN(const RuleSet rules,
               RuleSet::from_table(session.builtin_rules, RuleDetail::for_matching));
    ScanInput input;
    TRY(flags_.open("", session.environment, input));
    if (!input.repository || !input.repository->work_tree()) {
      return failure({"a waiver is a file of a repository's work tree", "foureyes waive",
                      "Run it inside a clone."});
    }
    const std::string top = *input.repository->work_tree();
    TRY_ASSIGN(const GateConfiguration configuration, flags_.configuration(input));
    const std::string& key = configuration.fingerprint_key;
    TRY_ASSIGN(ScanReport report, flags_.scan(input, rules, {key}, session));
    TRY_ASSIGN(Finding finding, named_finding(report));
    if (key.empty()) {
      TRY_ASSIGN(report, scan_with_new_key(input, rules, top, session));
      TRY_ASSIGN(finding, same_finding(report, finding));
    }
    TRY_ASSIGN(const Waiver waiver, waiver_for(finding, configuration.policy, session.environment));
    TRY(add_to_file(waiver, top + std::string(kWaiversFile)));
    say(waiver, report, session);
    return kExitClean;
  }

 private:
  bool names(const Finding& finding) const {
    const std::string wanted = to_lower(finding_);
    if (wanted.size() >= kLeastDigits && finding.fingerprint.starts_with(wanted)) return true;
    return !finding.in_message && finding_ == place_in_words(finding);
  }

  Result<Finding> named_finding(const ScanReport& report) const {
    const Finding* found = nullptr;
    for (const Finding& finding : report.findings) {
      if (!names(finding)) continue;
      const bool other = found != nullptr && (found->fingerprint != finding.fingerprint ||
                                              found->rule_id != finding.rule_id);
      if (other) {
        return failure({"more than one finding is called so", finding_,
                        "Use more digits of the id that the report shows."});
      }
      found = &finding;
    }
    if (found != nullptr) return *found;
    return failure({"no finding is called so here", finding_,
                    "Take the id from a report of the same input: foureyes scan, with --range or "
                    "--history where it is not in the work tree."});
  }

  // The ids that were shown are of the unkeyed kind; the same finding gets its lasting one.
  Result<ScanReport> scan_with_new_key(const ScanInput& input, const RuleSet& rules,
                                       const std::string& top, Session& session) const {
    TRY_ASSIGN(const std::string key, make_fingerprint_key());
    TRY(make_directories(top + std::string(kConfigurationDirectory)));
    TRY(write_file(top + std::string(kFingerprintKeyFile), key));
    session.out << "written  " << kFingerprintKeyFile
                << ": findings are known by their values from now on; ids change once\n";
    return flags_.scan(input, rules, {std::string(trim(key))}, session);
  }

  static Result<Finding> same_finding(const ScanReport& report, const Finding& before) {
    const auto found =
        std::find_if(report.findings.begin(), report.findings.end(), [&](const Finding& finding) {
          return finding.rule_id == before.rule_id && finding.path == before.path &&
                 finding.commit == before.commit && finding.range == before.range;
        });
    if (found != report.findings.end()) return *found;
    return failure({"the finding is gone", before.path, "Run the command again."});
  }

  Result<Waiver> waiver_for(const Finding& finding, const Policy& policy,
                            const Environment& environment) const {
    Waiver waiver;
    waiver.id = concat("W-", finding.fingerprint.substr(0, 12));
    waiver.fingerprint = finding.fingerprint;
    waiver.rule_id = finding.rule_id;
    waiver.paths = paths_;
    // A message has no path; what a waiver without one would cover is said by `waiver/too-wide`.
    if (waiver.paths.empty()) waiver.paths = {finding.in_message ? "**" : finding.path};
    waiver.reason = reason_;
    waiver.ticket = ticket_;
    waiver.approver = approver_;
    waiver.created = {environment.now.seconds - environment.now.seconds % kDay};
    const std::int64_t longest = policy.waiver_max_days;
    waiver.expires = {waiver.created.seconds + std::min(kDefaultDays, longest) * kDay};
    if (!expires_.empty()) {
      const auto expires = parse_instant(expires_);
      if (!expires) return failure({"that is no time", "--expires", "Use a date: 2027-01-31."});
      waiver.expires = *expires;
    }
    if (waiver.expires <= environment.now) {
      return failure({"the waiver would have expired already", "--expires", "Use a later date."});
    }
    if (lasts_longer_than(waiver, policy.waiver_max_days)) {
      return failure({concat("policy allows a waiver for ", longest, " days at most"), "--expires",
                      "Use an earlier date."});
    }
    return waiver;
  }

  static Result<void> add_to_file(const Waiver& waiver, const std::string& file) {
    std::string text = "version: 1\nwaivers:\n";
    if (file_exists(file)) {
      TRY_ASSIGN(text, read_file(file));
      TRY_ASSIGN(const auto known, read_waivers(text, kWaiversFile));
      for (const Waiver& other : known) {
        if (other.id == waiver.id) {
          return failure({"the finding has a waiver already", concat(kWaiversFile, ":", other.line),
                          "Change that one, or take it out first."});
        }
      }
      if (!text.empty() && text.back() != '\n') text += '\n';
    }
    text += waiver_text(waiver);
    const auto read_again = read_waivers(text, kWaiversFile);
    if (!read_again) {
      return failure({"an entry cannot be added at the end of the file", std::string(kWaiversFile),
                      "Write `waivers:` as its last key, with one entry a line below it."});
    }
    return write_file(file, text);
  }

  static void say(const Waiver& waiver, const ScanReport& report, Session& session) {
    session.out << "written  " << kWaiversFile << ": " << waiver.id << ", until "
                << waiver.expires.rfc3339() << "\nIt covers:\n";
    std::size_t covered = 0;
    for (const Finding& finding : report.findings) {
      if (covering_waiver({waiver}, finding, waiver.created) == nullptr) continue;
      ++covered;
      session.out << "  - " << console_text(place_in_words(finding)) << "  "
                  << console_text(finding.masked_line) << '\n';
    }
    if (covered == 0) session.out << "  - nothing here: its paths name none of its places\n";
    session.out << "Commit it together with " << kFingerprintKeyFile << ".\n";
  }

  std::string finding_;
  std::string reason_;
  std::string ticket_;
  std::string approver_;
  std::string expires_;
  std::vector<std::string> paths_;
  ScanFlags flags_;
};

}  // namespace

std::unique_ptr<Command> make_waive_command() { return std::make_unique<WaiveCommand>(); }

}  // namespace foureyes
