#include "evidence/pack_form.h"

#include "base/file.h"
#include "evidence/pack_assembler.h"

namespace foureyes {

Result<Pack> read_pack(const std::string& path, const PackLimits& limits) {
  if (path != "-" && is_directory(path)) return read_pack_directory(path, limits);
  TRY_ASSIGN(const std::string bytes, read_file(path, 2 * limits.total_bytes));
  return read_pack_bytes(bytes, path, limits);
}

Result<Pack> read_pack_bytes(std::string_view bytes, std::string_view name,
                             const PackLimits& limits) {
  if (looks_like_tar(bytes)) return read_tar(bytes, name, limits);
  if (looks_like_page(bytes)) return read_page(bytes, name, limits);
  return failure({"this is no evidence pack", std::string(name),
                  "name the directory, the tar file or the HTML page that "
                  "`foureyes check --evidence` wrote"});
}

}  // namespace foureyes
