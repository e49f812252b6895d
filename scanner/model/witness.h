// A request that shows what a change lets happen: allowed after it, and not before.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace foureyes {

// What a condition reads; without a value the request lacks the key.
struct RequestKey {
  std::string name;
  std::optional<std::string> value;
  bool operator==(const RequestKey&) const = default;
};

// Of a guard or a denial: the request that it stopped. Keys that are not listed are missing.
struct Witness {
  std::string subject;
  std::string action;
  std::string resource;
  std::vector<RequestKey> keys;  // sorted by name
  // What no file says and the request takes for granted, in words: that a name which only a run
  // knows is not this one.
  std::vector<std::string> assumes;
  bool operator==(const Witness&) const = default;
};

}  // namespace foureyes
