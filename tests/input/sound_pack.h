// A small pack that is sound, for tests to damage and to add to.
#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/text.h"
#include "input/forest_contents.h"
#include "support/catch.h"
#include "support/pack_writer.h"

namespace foureyes::test {

// Objects of a repository, to write packs below.
class ObjectDirectory {
 public:
  ObjectDirectory() : directory_(TemporaryDirectory::create("foureyes-test")) {
    REQUIRE(directory_);
    std::filesystem::create_directory(path() + "/pack");
  }
  const std::string& path() const { return directory_->path(); }
  void write(std::string_view file, std::string_view bytes) const {
    const std::string whole_path = concat(path(), "/pack/", file);
    std::filesystem::remove(whole_path);  // replacing what it holds may wait for the disk
    std::ofstream(whole_path, std::ios::binary) << bytes;
  }

 private:
  Result<TemporaryDirectory> directory_;
};

// Two roots, a chain, a branch.
struct SoundPack {
  PackWriter writer;
  std::map<ObjectName, std::string> objects;
  std::vector<std::size_t> base_of;

  SoundPack() {
    const std::string text = "some lines\nthat stay\nin each version\n";
    add(writer.whole(EntryType::blob, text), 0, text);
    add(writer.offset_delta(0, text + "b"), 0, text + "b");
    add(writer.offset_delta(1, text + "bc"), 1, text + "bc");
    add(writer.offset_delta(0, "d" + text), 0, "d" + text);
    add(writer.whole(EntryType::tree, "a tree"), 4, "a tree");
    const std::string by_name = text + "by name";
    add(writer.name_delta(writer.name(3), by_name, delta_between("d" + text, by_name)), 3, by_name);
  }

  // Whether the entry, or one that it is built on, has bytes there.
  bool is_touched(std::size_t entry, std::uint64_t at) const {
    const std::uint64_t end = entry + 1 < base_of.size() ? writer.offset(entry + 1) : writer.end();
    if (writer.offset(entry) <= at && at < end) return true;
    return base_of[entry] != entry && is_touched(base_of[entry], at);
  }

 private:
  void add(std::size_t entry, std::size_t base, const std::string& content) {
    objects[writer.name(entry)] = content;
    base_of.push_back(base);
  }
};

inline void check_sound_are_shown(const ForestContents& contents, const SoundPack& sound) {
  for (const auto& [name, bytes] : sound.objects) {
    const auto found = contents.objects.find(name);
    REQUIRE(found != contents.objects.end());
    CHECK(found->second == bytes);
  }
}

}  // namespace foureyes::test
