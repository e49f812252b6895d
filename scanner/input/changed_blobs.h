// The source of a change: blobs of git that the index or a range brings, each once with all its
// paths.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "input/blob_source.h"
#include "input/git_repository.h"
#include "input/object_name.h"

namespace foureyes {

// Gathers entries, then becomes the source.
class ChangedBlobs {
 public:
  // `commit`: who brings the entries; the first one of a blob stays.
  void add(const std::vector<TreeEntry>& entries, const std::optional<ObjectId>& commit);
  void add_message(const ObjectId& commit);
  void add_notice(Notice notice) { notices_.insert(std::move(notice)); }

  struct Finish {
    std::string description;
    std::uint64_t commits = 0;
    std::uint64_t blob_limit = kDefaultBlobLimit;
  };
  // `objects` must outlive the source.
  std::unique_ptr<BlobSource> source(const ObjectStore& objects, Finish finish) &&;

 private:
  struct Blob {
    std::optional<ObjectId> commit;
    std::set<std::string> paths = {};
  };
  std::vector<ObjectName> order_;  // of first appearance
  std::map<ObjectName, Blob> blobs_;
  std::vector<ObjectId> messages_;
  std::set<Notice> notices_;
};

}  // namespace foureyes
