#include "pipeline/gate_input.h"

#include <utility>

#include "base/digest.h"

namespace foureyes {

GateInput gate_input(std::string_view kind, std::string origin, const ExternalFile& file) {
  GateInput input;
  input.kind = kind;
  input.name = file.name;
  input.origin = std::move(origin);
  input.sha256 = sha256(file.content).hex();
  input.content = file.content;
  if (!file.original_sha256.empty()) {
    input.redacted_sha256 = std::exchange(input.sha256, file.original_sha256);
  }
  return input;
}

}  // namespace foureyes
