// rule_compiler OUTPUT RULES...: reads and checks rule files, compiles them into one table. Runs at
// build time; its output is embedded in the program (builtin_rules.h).
#include <cstdio>

#include "base/file.h"
#include "base/path.h"
#include "base/text.h"
#include "secrets/rule_set.h"

namespace foureyes {
namespace {

Result<void> compile_rules(const std::string& output, const std::vector<std::string>& inputs) {
  std::vector<RuleSource> sources;
  for (const std::string& input : inputs) {
    TRY_ASSIGN(std::string text, read_file(input));
    sources.push_back({concat("rules/secrets/", file_name(input)), std::move(text)});
  }
  TRY_ASSIGN(const RuleSet rules, RuleSet::from_sources(sources));
  TRY_ASSIGN(const std::string table, rules.to_table());
  return write_file(output, table);
}

}  // namespace
}  // namespace foureyes

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fputs("usage: rule_compiler OUTPUT RULES...\n", stderr);
    return 2;
  }
  const auto done =
      foureyes::compile_rules(argv[1], std::vector<std::string>(argv + 2, argv + argc));
  if (done) return 0;
  const foureyes::Error& error = done.error();
  std::fprintf(stderr, "%s: error: %s\n", error.where.c_str(), error.what.c_str());
  if (!error.fix.empty()) std::fprintf(stderr, "  %s\n", error.fix.c_str());
  return 2;
}
