#include "privilege/change_set.h"

#include <algorithm>

#include "base/path.h"
#include "base/text.h"

namespace foureyes {
namespace {

constexpr int kMaxLinks = 8;

PrivilegeFile unread(std::string_view path, const TreeEntry& entry, NoticeReason reason,
                     std::string detail) {
  PrivilegeFile file;
  file.path = path;
  file.unknown =
      Unknown{reason == NoticeReason::too_large ? UnknownReason::limit : UnknownReason::parse,
              detail, entry.object};
  file.notice = Notice{reason, std::string(path), std::move(detail), true};
  return file;
}

}  // namespace

ChangeSet ChangeSet::between(const TreeView& base, const TreeView& head) {
  ChangeSet changes{base, head, {}};
  const auto &b = base.entries(), &h = head.entries();
  std::size_t i = 0, j = 0;
  while (i < b.size() || j < h.size()) {
    const int order = i == b.size() ? 1 : j == h.size() ? -1 : b[i].path.compare(h[j].path);
    if (order < 0) {
      changes.entries.push_back({&b[i++], nullptr});
    } else if (order > 0) {
      changes.entries.push_back({nullptr, &h[j++]});
    } else {
      if (b[i].object != h[j].object || b[i].kind != h[j].kind)
        changes.entries.push_back({&b[i], &h[j]});
      ++i, ++j;
    }
  }
  return changes;
}

bool ChangeSet::touches(std::string_view path) const {
  const auto found = std::lower_bound(
      entries.begin(), entries.end(), path,
      [](const EntryChange& change, std::string_view p) { return change.path() < p; });
  return found != entries.end() && found->path() == path;
}

std::optional<PrivilegeFile> read_privilege_file(const TreeView& tree, std::string_view path,
                                                 const PrivilegeLimits& limits) {
  const TreeEntry* entry = tree.find(path);
  if (!entry) return std::nullopt;
  const TreeEntry& first = *entry;
  for (int links = 0; entry->kind == EntryKind::symlink; ++links) {
    const auto target = tree.read(*entry, 4096);
    if (!target) return unread(path, first, NoticeReason::unreadable, "The link cannot be read.");
    entry = tree.find(normalise(join_path(directory_name(entry->path), *target)));
    if (!entry || links == kMaxLinks)
      return unread(path, first, NoticeReason::unresolved,
                    "The link leads nowhere in the repository.");
  }
  if (entry->kind == EntryKind::submodule)
    return unread(path, first, NoticeReason::submodule, "The content is in another repository.");
  auto content = tree.read(*entry, limits.file_bytes);
  if (!content) {
    const bool large = contains(content.error().what, "larg");
    return unread(path, *entry, large ? NoticeReason::too_large : NoticeReason::unreadable,
                  concat("The file cannot be read: ", content.error().what, "."));
  }
  PrivilegeFile file;
  file.path = path;
  file.content = std::move(*content);
  return file;
}

}  // namespace foureyes
