// foureyes dialects: which files the privilege delta reads, what in them, and with which limits.
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <ostream>

#include "base/canonical_json.h"
#include "base/display_text.h"
#include "base/text.h"
#include "cli/command.h"
#include "model/verdict.h"
#include "privilege/dialect_rows.h"

namespace foureyes {
namespace {

std::string as_text(const DialectRows& dialect) {
  std::string text = concat(dialect.name, "\n  files  ", join(dialect.files, "\n         "), "\n");
  for (const DialectRow& row : dialect.rows) {
    text += concat("\n  ", row.kind, "\n    reads   ", join(row.reads, "; "), "\n");
    if (!row.widens.empty()) text += concat("    widens  ", row.widens, "\n");
    if (!row.unknown.empty()) text += concat("    unknown ", join(row.unknown, "; "), "\n");
  }
  for (const std::string& reference : dialect.references) text += concat("\n  see ", reference);
  return text + "\n";
}

std::string as_line(const DialectRows& dialect) {
  std::vector<std::string> kinds;
  for (const DialectRow& row : dialect.rows) kinds.push_back(row.kind);
  return concat(dialect.name, "\n  files  ", join(dialect.files, ", "), "\n  kinds  ",
                join(kinds, ", "), "\n");
}

JsonValue to_json(const DialectRows& dialect) {
  JsonValue::Array rows;
  for (const DialectRow& row : dialect.rows)
    rows.push_back(JsonValue::object({{"kind", row.kind},
                                      {"reads", JsonValue::strings(row.reads)},
                                      {"widens", row.widens},
                                      {"unknown", JsonValue::strings(row.unknown)}}));
  return JsonValue::object({{"name", dialect.name},
                            {"files", JsonValue::strings(dialect.files)},
                            {"references", JsonValue::strings(dialect.references)},
                            {"rows", JsonValue::array(std::move(rows))}});
}

class DialectsCommand : public Command {
 public:
  void declare(CLI::App& app) override {
    app.add_option("NAME", name_, "Everything about this dialect (default: a word on each)")
        ->type_name("");
    app.add_option("--format", format_, "terminal (default) or json")
        ->check(CLI::IsMember({"terminal", "json"}).description(""))
        ->type_name("NAME");
    app.footer(
        "A file of a known kind that no dialect reads makes a gate's verdict incomplete when a\n"
        "change touches it; foureyes grants lists those of a revision at its end.\n"
        "Examples:\n"
        "  foureyes dialects                     which files are read\n"
        "  foureyes dialects github_actions      what in them, what widens, what stays unknown");
  }

  Result<int> run(Session& session) override {
    TRY_ASSIGN(std::vector<DialectRows> dialects, dialect_rows());
    if (!name_.empty()) {
      std::erase_if(dialects, [&](const DialectRows& dialect) { return dialect.name != name_; });
      if (dialects.empty())
        return failure({concat("there is no dialect '", console_text(name_), "'"),
                        "foureyes dialects", "See: foureyes dialects"});
    }
    if (format_ == "json") {
      JsonValue::Array items;
      for (const DialectRows& dialect : dialects) items.push_back(to_json(dialect));
      session.out << readable_json(
          JsonValue::object({{"dialects", JsonValue::array(std::move(items))}}));
      return kExitClean;
    }
    for (const DialectRows& dialect : dialects)
      session.out << (name_.empty() ? as_line(dialect) : as_text(dialect)) << '\n';
    return kExitClean;
  }

 private:
  std::string name_;
  std::string format_ = "terminal";
};

}  // namespace

std::unique_ptr<Command> make_dialects_command() { return std::make_unique<DialectsCommand>(); }

}  // namespace foureyes
