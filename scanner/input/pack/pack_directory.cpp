#include "input/pack/pack_directory.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "base/file.h"
#include "base/path.h"
#include "base/text.h"
#include "input/pack/mapped_file.h"
#include "input/pack/multi_pack_index.h"

namespace foureyes {
namespace {

constexpr std::string_view kMultiPackIndex = "multi-pack-index";
constexpr std::string_view kChain = "multi-pack-index.d/multi-pack-index-chain";

struct Names {
  std::set<std::string> indexes;  // of files, without ".idx"
  std::set<std::string> packs;    // without ".pack"

  // That have no index of their own.
  std::size_t lone_packs() const {
    return static_cast<std::size_t>(
        std::count_if(packs.begin(), packs.end(),
                      [&](const std::string& pack) { return !indexes.contains(pack); }));
  }
};

Names names_in(const std::string& directory) {
  Names names;
  std::error_code problem;
  for (std::filesystem::directory_iterator at(directory, problem), end; !problem && at != end;
       at.increment(problem)) {
    const std::filesystem::path& path = at->path();
    if (path.extension() == ".idx") names.indexes.insert(path.stem().string());
    if (path.extension() == ".pack") names.packs.insert(path.stem().string());
  }
  return names;
}

std::vector<std::string> index_paths(const std::string& directory, const Names& names) {
  std::vector<std::string> paths;
  for (const std::string& name : names.indexes)
    paths.push_back(join_path(directory, name + ".idx"));
  std::sort(paths.begin(), paths.end());
  return paths;
}

class Reader {
 public:
  Reader(const std::string& directory, PackDirectory& into)
      : directory_(directory), into_(into), names_(names_in(directory)) {}

  void run() {
    into_.indexes = index_paths(directory_, names_);
    const std::string path = join_path(directory_, kMultiPackIndex);
    if (file_exists(path)) {
      if (const auto read = read_lists(path); !read)
        notice(concat("The multi-pack index was not used: ", read.error().what,
                      ". Packs without an index of their own: ", names_.lone_packs(), '.'));
    }
    if (into_.listed.empty() && names_.lone_packs() > 0 &&
        file_exists(join_path(directory_, kChain)))
      notice(
          "Packs without an index of their own may be listed by an incremental multi-pack index, "
          "which foureyes does not read.");
  }

 private:
  Result<void> read_lists(const std::string& path) {
    TRY_ASSIGN(const MappedFile file, MappedFile::open(path));
    TRY_ASSIGN(const MultiPackIndex index, MultiPackIndex::read(file.bytes()));
    std::vector<bool> is_wanted;
    std::vector<std::string> absent;
    for (const std::string_view name : index.packs()) {
      const std::string stem(name.substr(0, name.size() - 4));
      const bool has_pack = names_.packs.contains(stem);
      is_wanted.push_back(has_pack && !names_.indexes.contains(stem));
      if (!has_pack) absent.push_back(stem);
    }
    std::vector<std::string> rows(is_wanted.size());
    if (std::find(is_wanted.begin(), is_wanted.end(), true) != is_wanted.end()) {
      TRY_ASSIGN(rows, index.rows(is_wanted));
    }
    if (!absent.empty())
      notice(concat("The multi-pack index lists packs that are not there: ", absent.size(),
                    ", the first ", absent.front(), ".pack."));
    for (std::size_t pack = 0; pack < rows.size(); ++pack) {
      if (!is_wanted[pack]) continue;
      const std::string_view name = index.packs()[pack];
      into_.listed.push_back(
          {join_path(directory_, concat(name.substr(0, name.size() - 4), ".pack")),
           std::move(rows[pack])});
    }
    return {};
  }

  void notice(std::string detail) {
    into_.notices.push_back(
        {.reason = NoticeReason::unreadable, .path = "", .detail = std::move(detail)});
  }

  const std::string& directory_;
  PackDirectory& into_;
  Names names_;
};

}  // namespace

PackDirectory read_pack_directory(const std::string& objects_directory) {
  PackDirectory found;
  const std::string directory = join_path(objects_directory, "pack");
  Reader(directory, found).run();
  return found;
}

std::vector<std::string> indexes_beside_multi_pack_index(const std::string& objects_directory) {
  const std::string directory = join_path(objects_directory, "pack");
  if (!file_exists(join_path(directory, kMultiPackIndex))) return {};
  return index_paths(directory, names_in(directory));
}

bool needs_multi_pack_index(const std::string& objects_directory) {
  const std::string directory = join_path(objects_directory, "pack");
  return file_exists(join_path(directory, kMultiPackIndex)) && names_in(directory).lone_packs() > 0;
}

}  // namespace foureyes
