// A repository with many versions of a few files, so that its packs hold deltas.
#pragma once

#include <cstdint>
#include <string>

#include "support/git_repository.h"

namespace foureyes::test {

// Adds so many commits in one pack (and a tag "v1" on the last). Equal seeds give equal objects; of
// equal seeds more commits begin with the same ones.
void grow(const GitRepository& repository, std::uint64_t seed, std::size_t commits);

std::string objects_of(const GitRepository& repository);  // the directory

}  // namespace foureyes::test
