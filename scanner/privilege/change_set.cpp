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

const TreeEntry* entry_behind_links(const TreeView& tree, std::string path,
                                    std::set<std::string>& links) {
  for (int round = 0; round <= kMaxLinks; ++round) {
    if (path.empty()) return nullptr;
    const TreeEntry* link = nullptr;
    std::size_t end = 0;
    for (end = path.find('/'); link == nullptr; end = path.find('/', end + 1)) {
      const TreeEntry* entry = tree.find(std::string_view(path).substr(0, end));
      if (entry && entry->kind == EntryKind::symlink) {
        link = entry;
        break;
      }
      if (end == path.npos) return entry;
    }
    const auto target = tree.read(*link, 4096);
    if (!target) return link;
    links.insert(link->path);
    const std::string rest = end == path.npos ? "" : path.substr(end + 1);
    path = normalise(join_path(join_path(directory_name(link->path), *target), rest));
  }
  return nullptr;
}

std::optional<PrivilegeFile> read_privilege_file(const TreeView& tree, std::string_view path,
                                                 const PrivilegeLimits& limits) {
  const TreeEntry* entry = tree.find(path);
  std::set<std::string> passed;
  if (!entry) entry = entry_behind_links(tree, std::string(path), passed);
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
