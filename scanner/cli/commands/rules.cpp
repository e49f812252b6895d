// foureyes rules: what the credential rules are, and what each one means.
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <ostream>

#include "base/display_text.h"
#include "base/text.h"
#include "cli/command.h"
#include "model/verdict.h"
#include "secrets/rule_set.h"

namespace foureyes {
namespace {

class RulesCommand : public Command {
 public:
  void declare(CLI::App& app) override {
    list_ = app.add_subcommand("list", "One line a rule");
    explain_ = app.add_subcommand("explain", "Everything about one rule");
    explain_->add_option("ID", id_, "The rule's id, as findings and SARIF name it")
        ->type_name("")
        ->required();
    list_->footer("Example:\n  foureyes rules list | grep stripe");
    explain_->footer("Example:\n  foureyes rules explain stripe-live-secret-key");
    app.require_subcommand(1);
    app.footer("Examples:\n  foureyes rules list\n  foureyes rules explain stripe-live-secret-key");
  }

  Result<int> run(Session& session) override {
    TRY_ASSIGN(const RuleSet rules, RuleSet::from_table(session.builtin_rules));
    if (explain_->parsed()) return explain(rules, session);
    for (const Rule& rule : rules.rules()) {
      session.out << rule.info.id << "  " << name_of(rule.info.severity) << "  " << rule.info.title
                  << '\n';
    }
    session.out << rules.rules().size() << " rules, sha256 " << rules.digest() << '\n';
    return kExitClean;
  }

 private:
  Result<int> explain(const RuleSet& rules, Session& session) const {
    const Rule* rule = rules.find(id_);
    if (rule == nullptr) {
      return failure({concat("there is no rule '", console_text(id_), "'"),
                      "foureyes rules explain", "See: foureyes rules list"});
    }
    const RuleInfo& info = rule->info;
    session.out << info.id << " (" << info.name << ")\n"
                << info.title << "\n\n"
                << info.description << "\n\n"
                << "severity    " << name_of(info.severity) << '\n'
                << "confidence  " << name_of(info.confidence) << '\n';
    if (!rule->pattern.empty()) session.out << "pattern     " << rule->pattern << '\n';
    if (!rule->path.empty()) session.out << "path        " << rule->path << '\n';
    for (const StructureCheck& check : rule->structure) {
      session.out << "check       " << traits_of(check.kind).name << '\n';
    }
    session.out << "tags        " << join(info.tags, ", ") << '\n'
                << "controls    " << join(info.controls, ", ") << '\n'
                << "\nWhat to do: " << info.remediation << '\n';
    for (const std::string& reference : info.references) session.out << "  " << reference << '\n';
    return kExitClean;
  }

  CLI::App* list_ = nullptr;
  CLI::App* explain_ = nullptr;
  std::string id_;
};

}  // namespace

std::unique_ptr<Command> make_rules_command() { return std::make_unique<RulesCommand>(); }

}  // namespace foureyes
