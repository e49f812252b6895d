// layer: evidence
// Any text read as a statement or a manifest: what reads is exactly what the writer writes.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "evidence/manifest.h"
#include "evidence/statement.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace foureyes;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto statement = read_statement(text, "fuzz")) {
    CHECK(statement_text(*statement).value() == text, "a statement has two forms");
  }
  if (const auto manifest = read_manifest(text, "fuzz")) {
    CHECK(manifest_text(*manifest) == text, "a manifest has two forms");
  }
  return 0;
}
