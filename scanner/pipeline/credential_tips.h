// Where the credentials of a history are today: in HEAD, on which branches and tags. One counts as
// there while any version of any file that holds it is.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "input/history/history_map.h"
#include "model/finding.h"

namespace foureyes {

class CredentialTips {
 public:
  using Id = std::uint32_t;
  Id id(const std::string& fingerprint);
  void add_blob(HistoryObject blob, Id credential) { of_blob_[blob].push_back(credential); }
  // One in the name of a file.
  void add_path(PathId path, Id credential) { of_path_[path].push_back(credential); }
  // After all were added; `blobs` are those, and those with such a name.
  void find(HistoryMap& map, const std::vector<HistoryObject>& blobs);
  // Says where it is today. Names of tips are as the refs have them.
  void tell(const std::string& fingerprint, FindingHistory& history) const;

 private:
  struct Holders {
    std::vector<std::string> first = {};  // refs, by name
    std::uint64_t count = 0;
    bool in_head = false;
    std::size_t seen_in = SIZE_MAX;  // the tip tree that came last
  };
  void meet(const TipTree& tips, std::size_t tree, Holders& holders) const;

  std::map<std::string, Id> ids_;
  std::vector<Holders> holders_;  // by Id
  std::unordered_map<HistoryObject, std::vector<Id>> of_blob_;
  std::unordered_map<PathId, std::vector<Id>> of_path_;
  bool has_head_ = false;
};

}  // namespace foureyes
