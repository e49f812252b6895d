// foureyes rules: what the credential rules are, what each one means, and whether those of a file
// are well made.
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <ostream>

#include "base/canonical_json.h"
#include "base/display_text.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/command.h"
#include "model/verdict.h"
#include "secrets/rule_lint.h"
#include "secrets/rule_set.h"

namespace foureyes {
namespace {

std::string_view kind_name(RuleKind kind) {
  switch (kind) {
    case RuleKind::provider:
      return "provider";
    case RuleKind::generic:
      return "generic";
    case RuleKind::path:
      return "path";
  }
  return "";
}

JsonValue to_json(const Rule& rule) {
  JsonValue::Array checks;
  bool is_checksum = false;
  for (const StructureCheck& check : rule.structure) {
    checks.emplace_back(traits_of(check.kind).name);
    is_checksum |= traits_of(check.kind).is_checksum;
  }
  return JsonValue::object({{"id", rule.info.id},
                            {"title", rule.info.title},
                            {"kind", kind_name(rule.kind)},
                            {"provider", rule.provider},
                            {"severity", name_of(rule.info.severity)},
                            {"confidence", name_of(rule.info.confidence)},
                            {"tags", JsonValue::strings(rule.info.tags)},
                            {"controls", JsonValue::strings(rule.info.controls)},
                            {"references", JsonValue::strings(rule.info.references)},
                            {"checks", JsonValue::array(std::move(checks))},
                            {"checksum", is_checksum}});
}

class RulesCommand : public Command {
 public:
  void declare(CLI::App& app) override {
    list_ = app.add_subcommand("list", "One line a rule");
    list_->add_option("--format", format_, "terminal or json (default: terminal)")
        ->type_name("NAME");
    explain_ = app.add_subcommand("explain", "Everything about one rule");
    explain_->add_option("ID", id_, "The rule's id, as findings and SARIF name it")
        ->type_name("")
        ->required();
    lint_ = app.add_subcommand("lint", "Check rules against their own examples");
    lint_->add_option("FILE", files_, "Rule files (default: the built-in rules)")->type_name("");
    list_->footer("Example:\n  foureyes rules list | grep stripe");
    explain_->footer("Example:\n  foureyes rules explain stripe-live-secret-key");
    lint_->footer(
        "Exit code 2 when a file cannot be taken, with file, line, column and reason.\n"
        "Example:\n  foureyes rules lint our_rules.yml");
    app.require_subcommand(1);
    app.footer(
        "Examples:\n  foureyes rules list\n  foureyes rules explain stripe-live-secret-key\n"
        "  foureyes rules lint our_rules.yml");
  }

  Result<int> run(Session& session) override {
    if (lint_->parsed() && !files_.empty()) return lint_files(session);
    TRY_ASSIGN(const RuleSet rules, RuleSet::from_table(session.builtin_rules));
    if (explain_->parsed()) return explain(rules, session);
    return lint_->parsed() ? lint(rules, session) : list(rules, session);
  }

 private:
  Result<int> list(const RuleSet& rules, Session& session) const {
    if (format_ == "json") {
      JsonValue::Array items;
      for (const Rule& rule : rules.rules()) items.push_back(to_json(rule));
      session.out << readable_json(JsonValue::object(
          {{"rules", JsonValue::array(std::move(items))}, {"digest", rules.digest()}}));
      return kExitClean;
    }
    if (format_ != "terminal")
      return failure({concat("there is no format '", console_text(format_), "'"), "--format",
                      "Known formats: terminal, json."});
    for (const Rule& rule : rules.rules()) {
      session.out << rule.info.id << "  " << name_of(rule.info.severity) << "  " << rule.info.title
                  << '\n';
    }
    session.out << rules.rules().size() << " rules, sha256 " << rules.digest() << '\n';
    return kExitClean;
  }

  Result<int> lint_files(Session& session) const {
    std::vector<RuleSource> sources;
    for (const std::string& file : files_) {
      TRY_ASSIGN(std::string text, read_file(file));
      sources.push_back({file, std::move(text)});
    }
    TRY_ASSIGN(const RuleSet rules, RuleSet::from_sources(sources));
    return lint(rules, session);
  }

  static Result<int> lint(const RuleSet& rules, Session& session) {
    for (const Rule& rule : rules.rules()) {
      if (rule.refusal.empty()) continue;
      session.err << console_text(rule.origin.rule) << ": notice: " << rule.info.id << ": "
                  << console_text(rule.refusal) << "; RE2 alone looks for it, which is slower\n";
    }
    TRY_ASSIGN(const std::vector<RuleProblem> problems, lint_rules(rules));
    for (const RuleProblem& problem : problems) {
      session.out << console_text(problem.where) << (problem.where.empty() ? "" : ": ")
                  << problem.rule_id << ": " << console_text(problem.what) << '\n';
    }
    if (problems.empty()) {
      session.out << rules.rules().size() << " rules, each finds its examples and nothing else\n";
      return kExitClean;
    }
    return failure({concat(problems.size(), problems.size() == 1 ? " example is" : " examples are",
                           " not as the rule says"),
                    "foureyes rules lint"});
  }

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
  CLI::App* lint_ = nullptr;
  std::string format_ = "terminal";
  std::string id_;
  std::vector<std::string> files_;
};

}  // namespace

std::unique_ptr<Command> make_rules_command() { return std::make_unique<RulesCommand>(); }

}  // namespace foureyes
