// Readers of git's raw object bytes (gitformat-pack(5), git-hash-object: tree, commit, tag). They
// are lenient where old tools wrote odd objects (unsorted trees, padded modes) and never read past
// the end.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "input/object_name.h"
#include "model/commit.h"
#include "model/tree_view.h"

namespace foureyes {

// Views into the bytes of the tree.
struct RawTreeEntry {
  std::string_view name;
  std::uint32_t mode = 0;
  ObjectName object;

  bool is_tree() const { return (mode & 0170000) == 0040000; }
  EntryKind kind() const;  // of what is no tree; unknown modes count as files
  bool same_as(const RawTreeEntry& other) const {
    return object == other.object && is_tree() == other.is_tree() &&
           (is_tree() || kind() == other.kind());
  }
};

// Walks a tree's entries in stored order.
class RawTreeReader {
 public:
  explicit RawTreeReader(std::string_view bytes) : rest_(bytes) {}
  // False at the end and at the first malformed entry.
  bool next(RawTreeEntry& entry);
  bool malformed() const { return malformed_; }

 private:
  bool fail() {
    malformed_ = true;
    return false;
  }
  std::string_view rest_;
  bool malformed_ = false;
};

struct CommitHeader {
  ObjectName tree;
  std::vector<ObjectName> parents;
  std::int64_t authored = 0;   // seconds, as the commit claims; 0 when unreadable
  std::int64_t committed = 0;  // the same
};

std::optional<CommitHeader> parse_commit_header(std::string_view bytes);
// The whole commit, with its signature and what that signs.
std::optional<Commit> parse_commit(const ObjectId& id, std::string_view bytes);
// The bytes after the headers of a commit or tag.
std::string_view message_of(std::string_view bytes);
// The object that a tag names.
std::optional<ObjectName> tag_target(std::string_view bytes);

}  // namespace foureyes
