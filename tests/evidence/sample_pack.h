// A small change with one widening and one approval, and packs made of it.
#pragma once

#include <string>

#include "evidence/build_pack.h"
#include "evidence/pack.h"
#include "model/check_report.h"
#include "signing/signer.h"

namespace foureyes::testing {

// No inputs and no approvals.
CheckReport sample_report();
RenderedMembers sample_rendering();

// CHECKs that it can be built.
Pack sample_pack(const CheckReport& report, Signer* signer = nullptr);
// Of sample_report with a policy as input; with run-context.json outside the claim.
Pack unsigned_sample();

// Adds an input as the gate would read it.
void add_input(CheckReport& report, std::string kind, std::string name, std::string content);

}  // namespace foureyes::testing
