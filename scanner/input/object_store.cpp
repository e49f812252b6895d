#include "input/object_store.h"

#include <git2.h>

#include "base/text.h"
#include "input/git_runtime.h"

namespace foureyes {
namespace {

// Trees, commits and tags are read whole; this bounds what a hostile one may cost.
constexpr std::uint64_t kStructureLimit = 64u << 20;

git_oid oid_of(const ObjectName& name) {
  git_oid oid;
  git_oid_fromraw(&oid, name.bytes.data());
  return oid;
}

ObjectType type_of(git_object_t type) {
  switch (type) {
    case GIT_OBJECT_COMMIT:
      return ObjectType::commit;
    case GIT_OBJECT_TREE:
      return ObjectType::tree;
    case GIT_OBJECT_TAG:
      return ObjectType::tag;
    default:
      return ObjectType::blob;
  }
}

std::string_view word_for(ObjectType type) {
  switch (type) {
    case ObjectType::commit:
      return "commit";
    case ObjectType::tree:
      return "tree";
    case ObjectType::tag:
      return "tag";
    case ObjectType::blob:
      return "blob";
  }
  return "object";
}

bool has_name(const RawObject& object, git_object_t type, const ObjectName& name) {
  git_oid actual;
  if (git_odb_hash(&actual, object.bytes().data(), object.bytes().size(), type) != 0) return false;
  return std::memcmp(actual.id, name.bytes.data(), ObjectName::kSize) == 0;
}

}  // namespace

Notice ObjectProblem::notice(std::string path) const {
  return {.reason = reason, .path = std::move(path), .detail = detail};
}

Error ObjectProblem::error() const {
  return {.what = detail,
          .fix = reason == NoticeReason::too_large
                     ? "raise the size limit, or keep the file out of the repository"
                     : "check the clone with `git fsck --full`",
          .kind = ErrorKind::unavailable};
}

void RawObject::Release::operator()(git_odb_object* object) const { git_odb_object_free(object); }

ObjectType RawObject::type() const { return type_of(git_odb_object_type(object_.get())); }

std::string_view RawObject::bytes() const {
  return {static_cast<const char*>(git_odb_object_data(object_.get())),
          git_odb_object_size(object_.get())};
}

ObjectProblem ObjectStore::problem(int code, const ObjectName& name) const {
  if (code == GIT_ENOTFOUND)
    return {.reason = NoticeReason::missing_object,
            .detail = concat("Object ", name.hex(), " is missing", missing_hint_, '.')};
  return {.reason = NoticeReason::unreadable,
          .detail = concat("Object ", name.hex(), " is damaged: ", git_message(), '.')};
}

ObjectResult<ObjectHeader> ObjectStore::header(const ObjectName& name) const {
  const git_oid oid = oid_of(name);
  std::size_t size = 0;
  git_object_t type = GIT_OBJECT_INVALID;
  if (const int code = git_odb_read_header(&size, &type, database_, &oid); code != 0)
    return tl::unexpected(problem(code, name));
  return ObjectHeader{.type = type_of(type), .size = size};
}

ObjectResult<RawObject> ObjectStore::read_blob(const ObjectName& name, std::uint64_t limit,
                                               Verification verification) const {
  const auto known = header(name);
  if (!known) return tl::unexpected(known.error());
  if (known->size > limit)
    return tl::unexpected(
        ObjectProblem{.reason = NoticeReason::too_large,
                      .detail = concat("Object ", name.hex(), " has ", known->size,
                                       " bytes; the limit is ", limit, '.')});
  return read(name, ObjectType::blob, verification);
}

ObjectResult<RawObject> ObjectStore::read(const ObjectName& name, ObjectType type,
                                          Verification verification) const {
  if (type != ObjectType::blob && verification == Verification::name) {
    const auto known = header(name);
    if (!known) return tl::unexpected(known.error());
    if (known->size > kStructureLimit)
      return tl::unexpected(
          ObjectProblem{.reason = NoticeReason::too_large,
                        .detail = concat("The ", word_for(type), ' ', name.hex(), " has ",
                                         known->size, " bytes, more than foureyes reads.")});
  }
  const git_oid oid = oid_of(name);
  git_odb_object* found = nullptr;
  if (const int code = git_odb_read(&found, database_, &oid); code != 0)
    return tl::unexpected(problem(code, name));
  RawObject object(found);
  if (object.type() != type)
    return tl::unexpected(
        ObjectProblem{.reason = NoticeReason::unreadable,
                      .detail = concat("Object ", name.hex(), " is a ", word_for(object.type()),
                                       ", not a ", word_for(type), " as its reference says.")});
  if (verification == Verification::name && !has_name(object, git_odb_object_type(found), name))
    return tl::unexpected(ObjectProblem{
        .reason = NoticeReason::unreadable,
        .detail = concat("Object ", name.hex(), " does not have the content that its name says.")});
  return object;
}

}  // namespace foureyes
