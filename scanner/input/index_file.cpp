#include "input/index_file.h"

#include <algorithm>
#include <charconv>
#include <sys/stat.h>

#include "base/file.h"
#include "base/path.h"
#include "base/text.h"

namespace foureyes {
namespace {

constexpr std::uint64_t kIndexLimit = 1u << 30;
constexpr std::size_t kStatSize = 40;  // times, device, mode, owner, size
constexpr std::size_t kModeOffset = 24;
constexpr std::size_t kLeastEntry = kStatSize + ObjectName::kSize + 3;
constexpr std::uint32_t kExtended = 0x4000, kStageMask = 0x3000, kIntentToAdd = 0x2000;

// Takes bytes off the front; after a failure every further call fails.
class Cursor {
 public:
  explicit Cursor(std::string_view bytes) : all_(bytes), rest_(bytes) {}
  bool ok() const { return ok_; }
  std::size_t left() const { return rest_.size(); }
  std::size_t position() const { return all_.size() - rest_.size(); }

  std::string_view take(std::size_t count) {
    if (count > rest_.size()) return fail();
    const std::string_view taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }
  std::uint32_t number(std::size_t bytes) {  // big-endian
    std::uint32_t value = 0;
    for (const char byte : take(bytes)) value = value << 8 | static_cast<unsigned char>(byte);
    return value;
  }
  // Up to `end`, which is taken too.
  std::string_view until(char end) {
    const std::size_t at = rest_.find(end);
    if (at == std::string_view::npos) return fail();
    const std::string_view taken = take(at);
    take(1);
    return taken;
  }
  // The offset encoding of packs: 7 bits a byte, each continuation adds one.
  std::size_t variable_number() {
    std::size_t value = 0;
    for (int count = 0; count < 8; ++count) {
      const std::uint32_t byte = number(1);
      value = (count == 0 ? 0 : (value + 1) << 7) | (byte & 0x7f);
      if ((byte & 0x80) == 0) return value;
    }
    fail();
    return 0;
  }

 private:
  std::string_view fail() {
    ok_ = false;
    rest_ = {};
    return {};
  }
  std::string_view all_;
  std::string_view rest_;
  bool ok_ = true;
};

Error malformed(const std::string& name) {
  return {.what = "the index is malformed",
          .where = name,
          .fix = "make a new one: remove it and run git reset",
          .kind = ErrorKind::unavailable};
}

IndexEntry read_entry(Cursor& cursor, std::uint32_t version, std::deque<std::string>& paths) {
  const std::size_t begin = cursor.position();
  IndexEntry entry;
  Cursor stat(cursor.take(kStatSize));
  stat.take(kModeOffset);
  entry.mode = stat.number(4);
  const std::string_view object = cursor.take(ObjectName::kSize);
  if (cursor.ok()) entry.object = ObjectName::from_bytes(object.data());
  const std::uint32_t flags = cursor.number(2);
  entry.stage = static_cast<int>((flags & kStageMask) >> 12);
  if ((flags & kExtended) != 0) entry.intent_to_add = (cursor.number(2) & kIntentToAdd) != 0;
  if (version == 4) {
    const std::size_t dropped = cursor.variable_number();
    const std::string_view previous = paths.empty() ? std::string_view() : paths.back();
    const std::size_t kept = dropped <= previous.size() ? previous.size() - dropped : 0;
    entry.path = paths.emplace_back(concat(previous.substr(0, kept), cursor.until('\0')));
  } else {
    entry.path = cursor.until('\0');
    // Padded with NUL to a multiple of eight; until() took the first.
    cursor.take((8 - (cursor.position() - begin) % 8) % 8);
  }
  return entry;
}

// The extension "TREE": directories depth first, each with the number of its subdirectories.
std::map<std::string, ObjectName> read_cached_trees(std::string_view bytes) {
  std::map<std::string, ObjectName> trees;
  std::vector<std::pair<std::string, std::uint32_t>> parents;  // with subdirectories to come
  Cursor cursor(bytes);
  while (cursor.ok() && cursor.left() > 0) {
    const std::string_view component = cursor.until('\0');
    const std::string_view count = cursor.until(' ');
    const std::string_view children_text = cursor.until('\n');
    std::uint32_t children = 0;
    std::from_chars(children_text.data(), children_text.data() + children_text.size(), children);
    const std::string path =
        parents.empty() ? std::string() : join_path(parents.back().first, component);
    if (!count.starts_with('-')) {
      const std::string_view object = cursor.take(ObjectName::kSize);
      if (cursor.ok()) trees.insert_or_assign(path, ObjectName::from_bytes(object.data()));
    }
    if (!parents.empty()) --parents.back().second;
    parents.emplace_back(path, children);
    while (!parents.empty() && parents.back().second == 0) parents.pop_back();
    if (parents.empty()) break;
  }
  if (!cursor.ok()) trees.clear();
  return trees;
}

bool in_order(const std::vector<IndexEntry>& entries) {
  for (std::size_t i = 1; i < entries.size(); ++i) {
    const IndexEntry &a = entries[i - 1], &b = entries[i];
    if (a.path > b.path || (a.path == b.path && a.stage >= b.stage)) return false;
  }
  return true;
}

}  // namespace

std::optional<ObjectName> IndexFile::cached_tree(const std::string& directory) const {
  const auto at = trees_.find(directory);
  return at == trees_.end() ? std::nullopt : std::optional(at->second);
}

Result<IndexFile> IndexFile::read(const std::string& path) {
  if (!file_exists(path)) return IndexFile();
  TRY_ASSIGN(std::string bytes, read_file(path, kIndexLimit));
  return parse(std::move(bytes), path);
}

Result<IndexFile> IndexFile::parse(std::string content, const std::string& name) {
  IndexFile index;
  index.bytes_ = std::make_unique<const std::string>(std::move(content));
  const std::string_view bytes = *index.bytes_;
  if (bytes.size() < ObjectName::kSize) return failure(malformed(name));
  Cursor cursor(bytes.substr(0, bytes.size() - ObjectName::kSize));
  const bool is_index = cursor.take(4) == "DIRC";
  const std::uint32_t version = cursor.number(4);
  const std::uint32_t count = cursor.number(4);
  if (!is_index || version < 2 || version > 4) return failure(malformed(name));
  index.entries_.reserve(std::min<std::size_t>(count, bytes.size() / kLeastEntry));
  for (std::uint32_t i = 0; i < count && cursor.ok(); ++i)
    index.entries_.push_back(read_entry(cursor, version, index.paths_));
  if (!cursor.ok() || !in_order(index.entries_)) return failure(malformed(name));
  while (cursor.left() > 0) {
    const std::string_view kind = cursor.take(4);
    const std::string_view body = cursor.take(cursor.number(4));
    if (!cursor.ok()) return failure(malformed(name));
    if (kind == "TREE") index.trees_ = read_cached_trees(body);
    if (kind[0] < 'A' || kind[0] > 'Z')  // changes what the entries mean
      return failure({.what = concat("This index has a form that foureyes does not read: ",
                                     kind == "link"   ? "a split index."
                                     : kind == "sdir" ? "a sparse index."
                                                      : "an unknown extension."),
                      .where = name,
                      .fix = kind == "sdir" ? "git sparse-checkout reapply --no-sparse-index"
                                            : "git update-index --no-split-index",
                      .kind = ErrorKind::unavailable});
  }
  return index;
}

}  // namespace foureyes
