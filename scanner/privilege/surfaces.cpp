#include "privilege/surfaces.h"

#include <algorithm>

#include "base/text.h"
#include "privilege/surfaces/surface_table.h"

namespace foureyes {
namespace surfaces {

const std::vector<Surface>& surface_table() {
  static const std::vector<Surface> table = [] {
    std::vector<Surface> rows;
    add_pipeline_surfaces(rows);
    add_cluster_surfaces(rows);
    add_cloud_surfaces(rows);
    add_host_surfaces(rows);
    return rows;
  }();
  return table;
}

}  // namespace surfaces

namespace {

using surfaces::Surface;
using surfaces::SurfaceFile;

// A configuration file above the limit of one dialect is still searched for a surface.
constexpr std::size_t kLimitFactor = 4;

// Claims that the path alone decides.
bool claimed_by_path(const TreeEntry& entry) {
  const SurfaceFile file(entry.path, "");
  return std::any_of(surfaces::surface_table().begin(), surfaces::surface_table().end(),
                     [&](const Surface& surface) { return surface.claims(file); });
}

bool is_workflow(std::string_view path) {
  constexpr std::string_view kFolder = ".github/workflows/";
  return path.starts_with(kFolder) && !contains(path.substr(kFolder.size()), "/");
}

// Files whose name makes them worth a look; everything else is code or data.
bool may_be_surface(const TreeEntry& entry) {
  if (entry.kind == EntryKind::submodule || entry.kind == EntryKind::symlink) return false;
  if (is_workflow(entry.path)) return false;  // a dialect's
  const SurfaceFile file(entry.path, "");
  return file.has_extension({"yml", "yaml", "json", "template", "tpl", "hcl"}) ||
         claimed_by_path(entry);
}

struct Side {
  bool exists = false;
  bool readable = false;
  std::string content;
};

Side read_side(const TreeView& tree, const TreeEntry* entry, const PrivilegeOptions& options) {
  Side side;
  if (!entry || !may_be_surface(*entry)) return side;
  side.exists = true;
  auto content = tree.read(*entry, options.limits.file_bytes * kLimitFactor);
  if (!content) return side;
  side.readable = true;
  side.content = std::move(*content);
  return side;
}

bool is_text(std::string_view content) {
  return content.substr(0, 8000).find('\0') == std::string_view::npos;
}

std::string facts_of(const Surface& surface, SurfaceFile& file) {
  return is_text(file.content()) && surface.claims(file) ? surface.facts(file) : "";
}

Notice no_dialect(const std::string& path, std::string_view surface, std::string_view what) {
  return {NoticeReason::no_dialect, path,
          concat("This is ", surface, "; ", what, ", which no dialect reads yet."), true};
}

bool is_link(const TreeEntry* entry) { return entry && entry->kind == EntryKind::symlink; }

void judge(const EntryChange& change, const ChangeSet& changes, const PrivilegeOptions& options,
           std::vector<Notice>& out) {
  const TreeEntry& entry = *(change.after ? change.after : change.before);
  if ((is_link(change.before) || is_link(change.after)) && claimed_by_path(entry)) {
    out.push_back(no_dialect(change.path(), "a privilege surface", "it is a link that changes"));
    return;
  }
  const Side before = read_side(changes.base, change.before, options);
  const Side after = read_side(changes.head, change.after, options);
  if ((after.exists && !after.readable) || (before.exists && !before.readable)) {
    if (claimed_by_path(entry))
      out.push_back(no_dialect(change.path(), "a privilege surface", "it cannot be read"));
    return;
  }
  SurfaceFile base(change.path(), before.content), head(change.path(), after.content);
  for (const Surface& surface : surfaces::surface_table()) {
    if (surface.presence == surfaces::Presence::both_sides && !(before.exists && after.exists))
      continue;
    if (facts_of(surface, base) == facts_of(surface, head)) continue;
    out.push_back(no_dialect(change.path(), surface.name, "what it grants changes"));
    return;  // one is enough to look at the file
  }
}

}  // namespace

std::vector<Notice> unread_surfaces(const ChangeSet& changes, const PrivilegeOptions& options) {
  std::vector<Notice> out;
  for (const EntryChange& change : changes.entries) judge(change, changes, options, out);
  return out;
}

std::string surface_of(std::string_view path, std::string_view content) {
  SurfaceFile file(path, content);
  for (const Surface& surface : surfaces::surface_table())
    if (!facts_of(surface, file).empty()) return std::string(surface.name);
  return "";
}

std::vector<Notice> surfaces_of(const TreeView& tree, const PrivilegeOptions& options) {
  std::vector<Notice> out;
  for (const TreeEntry& entry : tree.entries()) {
    if (!may_be_surface(entry)) continue;
    const Side side = read_side(tree, &entry, options);
    if (!side.readable) continue;
    const std::string surface = surface_of(entry.path, side.content);
    if (surface.empty()) continue;
    out.push_back(no_dialect(entry.path, surface, "it grants privileges"));
    out.back().touches_change = false;
  }
  return out;
}

}  // namespace foureyes
