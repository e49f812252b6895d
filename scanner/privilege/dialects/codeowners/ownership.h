// Compares who must review which path before and after, and tells it by the lines that decide.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "model/delta.h"
#include "privilege/dialects/codeowners/owners_file.h"

namespace foureyes {

// The rules that decide over a path, one of each section.
using Ruling = std::vector<const OwnerRule*>;

// Keeps references to the files.
class OwnershipDelta {
 public:
  OwnershipDelta(const OwnersFile& base, const OwnersFile& head) : base_(base), head_(head) {}

  // `exists`: the path is one of the repository, not an example for files to come.
  void compare(std::string_view old_path, std::string_view new_path, bool exists);
  bool past_the_limit() const { return budget_ == 0; }
  std::vector<DeltaRecord> records();

 private:
  enum class Passage { stays, moves };

  // Files that some lines ruled and others rule now.
  struct Group {
    Ruling before;  // what both sides ask for alike is left out
    Ruling after;
    Passage passage = Passage::stays;
    std::vector<std::string> paths;  // of the repository
    std::string example;             // the first of them, or a path that may come
  };

  static std::string files_in_words(const Group& group);
  DeltaRecord record_of(const Group& group);
  std::string path_to_show(const Group& group);

  static constexpr std::size_t kMaxMatches = 20'000'000;

  const OwnersFile& base_;
  const OwnersFile& head_;
  std::size_t budget_ = kMaxMatches;
  std::size_t examples_budget_ = kMaxMatches;  // of the paths of witnesses
  std::map<std::tuple<std::vector<std::uint32_t>, std::vector<std::uint32_t>, Passage>, Group>
      groups_;
};

std::string words_for_owners(const OwnerRule& rule);

}  // namespace foureyes
