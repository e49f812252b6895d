#include "input/memory_repository.h"

#include <git2.h>
#include <git2/sys/mempack.h>
#include <git2/sys/odb_backend.h>
#include <git2/sys/repository.h>

#include "base/text.h"
#include "input/git_runtime.h"

namespace foureyes {
namespace {

constexpr int kBeforeAllOthers = 1'000;

Error database_error() {
  return {.what = concat("the object database cannot be used: ", git_message()),
          .kind = ErrorKind::unavailable};
}

// Before it writes an object that exists, libgit2 "freshens" it: sets the time of its file. Taking
// that away keeps the repository as it was.
Result<void> write_to_memory(git_odb* database) {
  for (std::size_t i = 0; i < git_odb_num_backends(database); ++i) {
    git_odb_backend* backend = nullptr;
    if (git_odb_get_backend(&backend, database, i) != 0) return failure(database_error());
    backend->freshen = nullptr;
  }
  git_odb_backend* memory = nullptr;
  if (git_mempack_new(&memory) != 0 || git_odb_add_backend(database, memory, kBeforeAllOthers) != 0)
    return failure(database_error());
  return {};
}

}  // namespace

Result<MemoryRepository> MemoryRepository::over(const ObjectStore& objects) {
  TRY(write_to_memory(objects.database()));
  git_repository* handle = nullptr;
  if (git_repository_wrap_odb(&handle, objects.database()) != 0) return failure(database_error());
  MemoryRepository repository(handle);
  GitHandle<git_config, git_config_free> empty;
  if (git_config_new(empty.out()) != 0 || git_repository_set_config(handle, empty.get()) != 0)
    return failure(database_error());
  return repository;
}

}  // namespace foureyes
