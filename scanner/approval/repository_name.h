// One name for the many addresses of a repository, so that two of them can be compared.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace foureyes {

// "https://github.com/Owner/Name.git", "git@github.com:owner/name", "git+https://..." as
// "github.com/owner/name"; a bare "owner/name" stays without a host.
std::string repository_name(std::string_view url);
// Equal names; a name without a host equals any host's.
bool same_repository(std::string_view a, std::string_view b);

// "https://github.com/Owner/Name/pull/7#..." and the API's address of it.
struct PullRequestAddress {
  std::string repository;    // "github.com/owner/name"
  std::uint64_t number = 0;  // 0 when the address names none
};
PullRequestAddress pull_request_address(std::string_view url);

}  // namespace foureyes
