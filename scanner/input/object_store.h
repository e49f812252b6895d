// The object database: reads raw objects by name. All const members may be called from any number
// of threads at once.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "input/object_name.h"
#include "input/repository.h"
#include "model/notice.h"

struct git_odb;
struct git_odb_object;

namespace foureyes {

// Why an object could not be read; as a Notice or as an Error, both without its content.
struct ObjectProblem {
  NoticeReason reason = NoticeReason::unreadable;
  std::string detail;  // one sentence
  Notice notice(std::string path) const;
  Error error() const;
};

template <class T>
using ObjectResult = tl::expected<T, ObjectProblem>;

// Owns its bytes; libgit2's cache may share them.
class RawObject {
 public:
  explicit RawObject(git_odb_object* object) : object_(object) {}
  ObjectType type() const;
  std::string_view bytes() const;

 private:
  struct Release {
    void operator()(git_odb_object* object) const;
  };
  std::unique_ptr<git_odb_object, Release> object_;
};

// Whether the bytes are hashed and compared with the name. git does not when it reads; the gate
// does, because what it says about a tree must be about that tree, whoever made the files below
// .git. Bulk reads of a history leave it out.
enum class Verification { name, none };

class ObjectStore {
 public:
  // Borrows the database. `missing_hint` ends the sentence about a missing object.
  ObjectStore(git_odb* database, std::string missing_hint)
      : database_(database), missing_hint_(std::move(missing_hint)) {}

  ObjectResult<RawObject> read(const ObjectName& name, ObjectType type,
                               Verification verification = Verification::name) const;
  // The bytes of a blob of at most `limit` bytes.
  ObjectResult<RawObject> read_blob(const ObjectName& name, std::uint64_t limit,
                                    Verification verification = Verification::name) const;
  // Type and size without the content.
  ObjectResult<ObjectHeader> header(const ObjectName& name) const;
  git_odb* database() const { return database_; }

 private:
  ObjectProblem problem(int code, const ObjectName& name) const;
  git_odb* database_;
  std::string missing_hint_;
};

}  // namespace foureyes
