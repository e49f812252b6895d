// The expressions of `rules:if`: comparisons of variables, && and ||.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "model/grant.h"

namespace foureyes::gitlab_ci {

using Disjuncts = std::vector<std::vector<Conjunct>>;

// The expression as OR of ANDs; nullopt when it is none that this reads, or too large.
std::optional<Disjuncts> read_expression(std::string_view text);

// Both hold; nullopt when that is too large.
std::optional<Disjuncts> both_of(const Disjuncts& a, const Disjuncts& b);

// Adds what the platform's own variables imply (a branch's name: a pipeline of a branch), sorts,
// and leaves out what is said twice.
void complete(Disjuncts& disjuncts);

}  // namespace foureyes::gitlab_ci
