// Text of git objects for the sources that read them.
#pragma once

#include <cstdint>
#include <string>

#include "input/blob_source.h"
#include "input/object_name.h"
#include "input/object_store.h"

namespace foureyes {

// A file's blob. `path` names it in notices.
BlobText file_text(const ObjectStore& objects, const ObjectName& blob, const std::string& path,
                   std::uint64_t limit, Verification verification);
// The message of a commit or tag.
BlobText message_text(const ObjectStore& objects, const ObjectName& object, ObjectType type,
                      Verification verification);

// A Git LFS pointer file (git-lfs docs/spec.md): the content is elsewhere.
bool is_lfs_pointer(std::string_view text);
Notice lfs_notice(std::string path);
Notice too_large_notice(std::string path, std::uint64_t size, std::uint64_t limit);
Notice submodule_notice(std::string path);
Notice shallow_notice();
Notice leads_back_notice();
Notice too_deep_notice(std::size_t depth);

// The first digits of an id, for people.
std::string short_id(const ObjectId& id);

}  // namespace foureyes
