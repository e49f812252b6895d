// The directory form: one file a member, and the page for the ticket beside them.
#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>

#include "base/display_text.h"
#include "base/file.h"
#include "base/path.h"
#include "base/text.h"
#include "evidence/pack_assembler.h"
#include "evidence/pack_form.h"

namespace foureyes {

namespace {

namespace fs = std::filesystem;

constexpr int kMaxDepth = 12;

struct DirectoryFile {
  std::string name;  // below the directory, '/'-separated
  bool regular = false;
};

Error unreadable(const std::string& path, const std::error_code& error) {
  return {concat("the directory cannot be read: ", error.message()), plain_text(path), "",
          ErrorKind::unavailable};
}

// Every file below `directory`, sorted, links as themselves. Stops with an error past `limit`.
Result<std::vector<DirectoryFile>> list_files(const std::string& directory, std::size_t limit) {
  std::vector<DirectoryFile> files;
  std::error_code error;
  fs::recursive_directory_iterator entry(directory, error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    const auto status = entry->symlink_status(error);
    if (error) break;
    if (fs::is_directory(status) && entry.depth() < kMaxDepth) continue;
    if (files.size() == limit) {
      return failure({concat("the directory holds more than ", limit, " files"),
                      plain_text(directory), "name the directory of one evidence pack"});
    }
    const auto name = entry->path().lexically_relative(directory).generic_string();
    files.push_back({name, fs::is_regular_file(status)});
    if (fs::is_directory(status)) entry.disable_recursion_pending();
  }
  if (error) return failure(unreadable(directory, error));
  std::sort(files.begin(), files.end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
  return files;
}

Result<void> refuse_strangers(const Pack& pack, const std::string& directory) {
  TRY_ASSIGN(const auto files, list_files(directory, PackLimits{}.members));
  for (const auto& file : files) {
    const bool ours = file.name == kPageFile || pack.find(file.name) != nullptr;
    if (ours && file.regular) continue;
    return failure({concat("`", plain_text(file.name), "` is no member of this evidence pack"),
                    plain_text(directory), "write the pack to an empty or a new directory"});
  }
  return {};
}

}  // namespace

Result<void> write_pack_directory(const Pack& pack, const std::string& directory) {
  TRY_ASSIGN(const std::string page, pack_as_page(pack));
  TRY(make_directories(directory));
  TRY(refuse_strangers(pack, directory));
  std::set<std::string> folders;
  for (const auto& [name, bytes] : pack.members) {
    const auto folder = directory_name(name);
    if (!folder.empty() && folders.emplace(folder).second) {
      TRY(make_directories(join_path(directory, folder)));
    }
    TRY(write_file(join_path(directory, name), bytes));
  }
  return write_file(join_path(directory, kPageFile), page);
}

Result<Pack> read_pack_directory(const std::string& directory, const PackLimits& limits) {
  TRY_ASSIGN(const auto files, list_files(directory, limits.members));
  PackAssembler assembler(directory, limits);
  std::optional<std::string> page;
  for (const auto& [name, regular] : files) {
    if (!regular) {
      assembler.note_irregularity(concat("`", plain_text(name), "` is no plain file"));
      continue;
    }
    // Twice the size of the members and room for the page's own words.
    const auto limit = name == kPageFile ? 2 * limits.total_bytes : limits.member_bytes;
    TRY_ASSIGN(std::string bytes, read_file(join_path(directory, name), limit));
    if (name == kPageFile) {
      page = std::move(bytes);
    } else {
      TRY(assembler.add(name, std::move(bytes)));
    }
  }
  Pack pack = assembler.take();
  if (page && pack.irregularity.empty() && pack_as_page(pack).value_or("") != *page) {
    pack.irregularity = concat("`", kPageFile, "` is not the page of the members beside it");
  }
  return pack;
}

}  // namespace foureyes
