#include "input/pack/forest_backend.h"

#include <cstring>
#include <git2.h>
#include <git2/sys/odb_backend.h>
#include <memory>

#include "base/text.h"
#include "input/git_runtime.h"
#include "input/pack/delta.h"
#include "input/pack/forest_way.h"
#include "input/pack/object_forest.h"

namespace foureyes {
namespace {

constexpr int kPriority = 3;  // libgit2's own have 1 and 2
constexpr std::uint64_t kObjectLimit = std::uint64_t{1} << 30;
constexpr std::uint64_t kWayMemory = 64u << 20;
constexpr std::uint64_t kExpansion = std::uint64_t{8} << 30;  // of all objects on a way

struct ForestBackend : git_odb_backend {
  explicit ForestBackend(ObjectForest packs) : git_odb_backend{}, forest(std::move(packs)) {}
  ObjectForest forest;
};

const ObjectForest& forest_of(git_odb_backend* backend) {
  return static_cast<ForestBackend*>(backend)->forest;
}

std::optional<ForestIndex> find(git_odb_backend* backend, const git_oid* oid) {
  return forest_of(backend).find(ObjectName::from_bytes(reinterpret_cast<const char*>(oid->id)));
}

git_object_t type_for(ObjectType type) {
  switch (type) {
    case ObjectType::commit:
      return GIT_OBJECT_COMMIT;
    case ObjectType::tree:
      return GIT_OBJECT_TREE;
    case ObjectType::tag:
      return GIT_OBJECT_TAG;
    case ObjectType::blob:
      return GIT_OBJECT_BLOB;
  }
  return GIT_OBJECT_INVALID;
}

int damaged() {
  git_error_set_str(GIT_ERROR_ODB, "its entry in the pack cannot be read");
  return GIT_ERROR;
}

// Without its base a delta says how large its target is.
std::optional<std::uint64_t> size_of(const ObjectForest& forest, ForestIndex object) {
  const std::string_view packed = forest.packed(object);
  const auto head = read_entry_head(packed);
  if (!head) return std::nullopt;
  if (forest.base(object) == kNoForestIndex) return head->size;
  const std::string_view stream = packed.substr(head->length);
  if (head->size > kObjectLimit || head->size > stream.size() * kMostExpansion) return std::nullopt;
  std::string delta(head->size, '\0');
  EntryInflater inflater;
  if (!inflater.inflate(stream, delta.data(), delta.size())) return std::nullopt;
  const auto reader = DeltaReader::open(delta);
  if (!reader) return std::nullopt;
  return reader->target_size();
}

int read_object(void** data, std::size_t* size, git_object_t* type, git_odb_backend* backend,
                ForestIndex object) {
  const ObjectForest& forest = forest_of(backend);
  const auto known = forest.type(object);
  if (!known) return damaged();
  std::vector<ForestIndex> bases = {object};
  while (forest.base(bases.back()) != kNoForestIndex) bases.push_back(forest.base(bases.back()));
  ForestWay way(forest, {.object_limit = kObjectLimit, .memory = kWayMemory});
  way.restart(kExpansion);
  for (; !bases.empty(); bases.pop_back())
    if (!way.enter(bases.back())) return damaged();
  const std::string_view bytes = way.bytes();
  *data = git_odb_backend_data_alloc(backend, bytes.size() + 1);  // its readers expect a NUL behind
  if (*data == nullptr) return GIT_ERROR;
  if (!bytes.empty()) std::memcpy(*data, bytes.data(), bytes.size());
  static_cast<char*>(*data)[bytes.size()] = '\0';
  *size = bytes.size();
  *type = type_for(*known);
  return 0;
}

int read(void** data, std::size_t* size, git_object_t* type, git_odb_backend* backend,
         const git_oid* oid) {
  const auto object = find(backend, oid);
  return object ? read_object(data, size, type, backend, *object) : GIT_ENOTFOUND;
}

int read_header(std::size_t* size, git_object_t* type, git_odb_backend* backend,
                const git_oid* oid) {
  const auto object = find(backend, oid);
  if (!object) return GIT_ENOTFOUND;
  const auto known = forest_of(backend).type(*object);
  const auto bytes = size_of(forest_of(backend), *object);
  if (!known || !bytes) return damaged();
  *size = *bytes;
  *type = type_for(*known);
  return 0;
}

int exists(git_odb_backend* backend, const git_oid* oid) {
  return find(backend, oid).has_value() ? 1 : 0;
}

// `length` hex digits of a name. Looks at all names: people type few of these.
int find_prefix(ForestIndex& found, git_oid* oid, git_odb_backend* backend, const git_oid* prefix,
                std::size_t length) {
  const ObjectForest& forest = forest_of(backend);
  found = kNoForestIndex;
  for (ForestIndex object = 0; object < forest.size(); ++object) {
    if (forest.is_shadowed(object)) continue;
    git_oid name;
    git_oid_fromraw(&name, forest.name(object).bytes.data());
    if (git_oid_ncmp(&name, prefix, length) != 0) continue;
    if (found != kNoForestIndex) return GIT_EAMBIGUOUS;
    found = object;
    git_oid_cpy(oid, &name);
  }
  return found == kNoForestIndex ? GIT_ENOTFOUND : 0;
}

int exists_prefix(git_oid* oid, git_odb_backend* backend, const git_oid* prefix,
                  std::size_t length) {
  ForestIndex found = kNoForestIndex;
  return find_prefix(found, oid, backend, prefix, length);
}

int read_prefix(git_oid* oid, void** data, std::size_t* size, git_object_t* type,
                git_odb_backend* backend, const git_oid* prefix, std::size_t length) {
  ForestIndex found = kNoForestIndex;
  const int code = find_prefix(found, oid, backend, prefix, length);
  return code == 0 ? read_object(data, size, type, backend, found) : code;
}

void release(git_odb_backend* backend) { delete static_cast<ForestBackend*>(backend); }

}  // namespace

Result<void> add_forest_backend(git_odb* database, const std::string& objects_directory) {
  auto backend = std::make_unique<ForestBackend>(ObjectForest::read(objects_directory));
  git_odb_init_backend(backend.get(), GIT_ODB_BACKEND_VERSION);
  backend->read = read;
  backend->read_header = read_header;
  backend->read_prefix = read_prefix;
  backend->exists = exists;
  backend->exists_prefix = exists_prefix;
  backend->free = release;
  if (git_odb_add_backend(database, backend.get(), kPriority) != 0)
    return failure({.what = concat("the packs cannot be read: ", git_message()),
                    .where = objects_directory,
                    .kind = ErrorKind::unavailable});
  static_cast<void>(backend.release());
  return {};
}

}  // namespace foureyes
