// Keys of the tests, and the allowed_signers file that trusts them.
#pragma once

#include <memory>
#include <string>

#include "model/check_report.h"
#include "signing/allowed_signers.h"
#include "signing/signer.h"

namespace foureyes::testing {

std::unique_ptr<Signer> gate_signer();      // gate@example.com, signs packs
std::unique_ptr<Signer> approver_signer();  // alice@example.com, approves
AllowedSigners sample_signers();
std::string sample_signers_text();

// Adds a counting A4 approval of `digest` by alice, with its statement and signature as inputs.
void add_approval(CheckReport& report, const std::string& digest);

}  // namespace foureyes::testing
