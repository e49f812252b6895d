// Which changes of the gate's own files need two people (threats P0-12).
#pragma once

#include "model/delta.h"

namespace foureyes {

// For TrustContext::changes_trust. `base_has_trust`: base has signers, identities or a policy. A
// first policy narrows and changes nothing here, nor does a change of form; new signers and
// identities do, because they decide who may approve.
bool changes_trust(const Delta& delta, bool base_has_trust);

}  // namespace foureyes
