// From what the gate found out to the members of a pack. Same input, same bytes: no clock, no
// randomness (an ECDSA signature is the exception; sign with Ed25519).
#pragma once

#include <string>

#include "evidence/pack.h"
#include "model/check_report.h"

namespace foureyes {

class Signer;

// The members that other layers render from the same CheckReport.
struct RenderedMembers {
  std::string sarif;
  std::string markdown;
  std::string page_shell;  // holds the line kPageMarker exactly once (model/page_marker.h)
};

struct PackInput {
  const CheckReport& report;
  RenderedMembers rendered;
  Signer* signer = nullptr;  // nullptr: the pack says that it is unsigned
  // Outside the claim; empty: no such member.
  std::string run_context = {};
};

// Errors: two inputs with one name, a page shell without its marker, more than a statement holds, a
// key that cannot sign.
Result<Pack> build_pack(const PackInput& input);

}  // namespace foureyes
