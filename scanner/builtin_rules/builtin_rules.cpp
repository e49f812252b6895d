#include "builtin_rules/builtin_rules.h"

// The table as the assembler takes it from the file: no array of millions of numbers to compile.
__asm__(
    ".section .rodata\n"
    ".balign 64\n"
    "foureyes_rule_table_begin:\n"
    ".incbin \"" FOUREYES_RULE_TABLE
    "\"\n"
    "foureyes_rule_table_end:\n"
    ".byte 0\n"
    ".text\n");

extern "C" {
extern const char foureyes_rule_table_begin[];
extern const char foureyes_rule_table_end[];
}

namespace foureyes {

std::string_view builtin_rules() {
  return {foureyes_rule_table_begin,
          static_cast<std::size_t>(foureyes_rule_table_end - foureyes_rule_table_begin)};
}

}  // namespace foureyes
