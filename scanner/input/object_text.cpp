#include "input/object_text.h"

#include "base/text.h"
#include "input/git_objects.h"

namespace foureyes {

BlobText file_text(const ObjectStore& objects, const ObjectName& blob, const std::string& path,
                   std::uint64_t limit, Verification verification) {
  const auto object = objects.read_blob(blob, limit, verification);
  if (!object) return {.text = "", .notice = object.error().notice(path)};
  BlobText text{.text = std::string(object->bytes())};
  if (is_lfs_pointer(text.text)) text.notice = lfs_notice(path);
  return text;
}

BlobText message_text(const ObjectStore& objects, const ObjectName& object, ObjectType type,
                      Verification verification) {
  const auto found = objects.read(object, type, verification);
  if (!found) return {.text = "", .notice = found.error().notice("")};
  return {.text = std::string(message_of(found->bytes()))};
}

bool is_lfs_pointer(std::string_view text) {
  constexpr std::size_t kLongestPointer = 1'024;
  return text.size() < kLongestPointer &&
         text.starts_with("version https://git-lfs.github.com/spec/v") && contains(text, "\noid ");
}

Notice lfs_notice(std::string path) {
  return {.reason = NoticeReason::lfs_pointer,
          .path = std::move(path),
          .detail = "The content lives in Git LFS and was not looked at."};
}

Notice too_large_notice(std::string path, std::uint64_t size, std::uint64_t limit) {
  return {.reason = NoticeReason::too_large,
          .path = std::move(path),
          .detail = concat("The file has ", size, " bytes; the limit is ", limit, '.')};
}

Notice submodule_notice(std::string path) {
  return {.reason = NoticeReason::submodule,
          .path = std::move(path),
          .detail = "The content lives in another repository and was not looked at."};
}

Notice leads_back_notice() {
  return {.reason = NoticeReason::unreadable,
          .path = "",
          .detail =
              "The parents of a commit lead back to it: an index of a pack gives objects the "
              "names of others. Check the clone with `git fsck --full`."};
}

Notice too_deep_notice(std::size_t depth) {
  return {.reason = NoticeReason::partial_scan,
          .path = "",
          .detail = concat("Directories are nested more than ", depth,
                           " deep; what is deeper was not looked at.")};
}

Notice shallow_notice() {
  return {.reason = NoticeReason::shallow,
          .path = "",
          .detail =
              "This clone is shallow: the history before its edge was not looked at. Fetch it with "
              "git fetch --unshallow."};
}

std::string short_id(const ObjectId& id) { return id.hex().substr(0, 7); }

}  // namespace foureyes
