#include "evidence/compare_packs.h"

#include <algorithm>
#include <vector>

#include "base/json_document.h"
#include "base/text.h"

namespace foureyes {

namespace {

// RFC 6901, section 3.
std::string pointer_token(std::string_view key) {
  return "/" + replace_all(replace_all(key, "~", "~0"), "/", "~1");
}

std::optional<std::string> json_difference(const DocumentNode& a, const DocumentNode& b);

std::optional<std::string> sequence_difference(const DocumentNode& a, const DocumentNode& b) {
  const std::size_t common = std::min(a.items.size(), b.items.size());
  for (std::size_t i = 0; i < common; ++i) {
    if (auto below = json_difference(a.items[i], b.items[i])) return concat("/", i, *below);
  }
  if (a.items.size() == b.items.size()) return std::nullopt;
  return concat("/", common);
}

std::optional<std::string> mapping_difference(const DocumentNode& a, const DocumentNode& b) {
  const std::size_t common = std::min(a.members.size(), b.members.size());
  for (std::size_t i = 0; i < common; ++i) {
    const auto& key = a.members[i].first.text;
    const auto& other = b.members[i].first.text;
    // Both are sorted: the smaller key is the one that the other lacks.
    if (key != other) return pointer_token(std::min(key, other));
    if (auto below = json_difference(a.members[i].second, b.members[i].second)) {
      return pointer_token(key) + *below;
    }
  }
  if (a.members.size() == b.members.size()) return std::nullopt;
  const auto& longer = a.members.size() > common ? a : b;
  return pointer_token(longer.members[common].first.text);
}

std::optional<std::string> json_difference(const DocumentNode& a, const DocumentNode& b) {
  if (a.kind != b.kind || a.text != b.text) return "";
  if (a.is_sequence()) return sequence_difference(a, b);
  if (a.is_mapping()) return mapping_difference(a, b);
  return std::nullopt;
}

// Where two unequal texts differ.
std::string place_of_difference(std::string_view member, std::string_view a, std::string_view b) {
  if (member.ends_with(".json") || member.ends_with(".sarif")) {
    const DocumentLimits limits{.bytes = PackLimits{}.member_bytes};
    const auto read_a = read_json(a, member, limits);
    const auto read_b = read_json(b, member, limits);
    if (read_a && read_b) {
      if (auto pointer = json_difference(*read_a, *read_b)) return *pointer;
    }
  }
  const auto first = std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first;
  return concat("byte ", first - a.begin());
}

// Facts and renderings by name, then what is made of them.
std::vector<std::string> compared_members(const Pack& a, const Pack& b) {
  std::vector<std::string> names;
  for (const auto* pack : {&a, &b}) {
    for (const auto& [name, bytes] : pack->members) {
      if (is_in_manifest(name)) names.push_back(name);
    }
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  names.emplace_back(pack_member::kManifest);
  names.emplace_back(pack_member::kStatement);
  return names;
}

}  // namespace

std::optional<PackDifference> first_difference(const Pack& original, const Pack& again) {
  for (const auto& name : compared_members(original, again)) {
    const std::string* a = original.find(name);
    const std::string* b = again.find(name);
    if (a == nullptr || b == nullptr) {
      if (a == b) continue;
      return PackDifference{name, "",
                            concat(name, a == nullptr ? " is missing in the pack"
                                                      : " is in the pack and was not made again")};
    }
    if (*a == *b) continue;
    std::string place = place_of_difference(name, *a, *b);
    std::string words = concat(name, " differs at ", place.empty() ? "its root" : place);
    return PackDifference{name, std::move(place), std::move(words)};
  }
  return std::nullopt;
}

}  // namespace foureyes
