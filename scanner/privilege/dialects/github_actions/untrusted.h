// Strangers' code and text in a job that holds more than they do.
#pragma once

#include "privilege/dialects/github_actions/actions_facts.h"

namespace foureyes::github_actions {

// Checkout of a pull request's head where the trigger gives the base's rights.
void add_untrusted_checkout(const StepSite& site, std::string_view uses);

// An outsider's text pasted into run: or script:.
void add_injections(const StepSite& site);

// The checkout that leaves the token on disk.
void add_persisted_token(const StepSite& site, std::string_view uses);

}  // namespace foureyes::github_actions
