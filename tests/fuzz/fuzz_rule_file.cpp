// layer: secrets
// Rule files come with other people's repositories too: no text may crash the reader or the
// expansion of its examples.
#include <cstddef>
#include <cstdint>
#include <string>

#include "secrets/example_template.h"
#include "secrets/filter_lists.h"
#include "secrets/rule.h"
#include "secrets/rule_table.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  (void)foureyes::read_rules({"rules.yml", text});
  (void)foureyes::read_filter_lists({"filters.yml", text});
  (void)foureyes::read_rule_table(text, foureyes::RuleDetail::all);
  (void)foureyes::expand_template(text, 1);
  return 0;
}
