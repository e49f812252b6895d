#include "evidence/pack_form.h"

#include <filesystem>
#include <fstream>

#include "base/file.h"
#include "evidence/sample_pack.h"
#include "support/catch.h"

using namespace foureyes;
using testing::unsigned_sample;

namespace {

Pack pack_with_binary_member() {
  Pack pack = unsigned_sample();
  std::string bytes;
  for (int i = 0; i < 1500; ++i) bytes += static_cast<char>(i * 7);
  pack.members["timestamp.tsr"] = bytes;
  pack.members["inputs/hostile.json"] = "</script></section><!--foureyes:members-end--><script>";
  return pack;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("a tar file gives back the members it was made of", "[pack_form]") {
  const Pack pack = pack_with_binary_member();
  const auto tar = pack_as_tar(pack);
  CHECK(tar.size() % 512 == 0);
  const auto read = read_pack_bytes(tar, "pack.tar");
  REQUIRE(read);
  CHECK(read->irregularity.empty());
  CHECK(read->members == pack.members);
  CHECK(pack_as_tar(*read) == tar);
}

TEST_CASE("the page gives back the members, and none of them can change the page", "[pack_form]") {
  const Pack pack = pack_with_binary_member();
  const auto page = pack_as_page(pack);
  REQUIRE(page);
  CHECK(page->find("<script") == std::string::npos);
  const auto read = read_pack_bytes(*page, "page.html");
  REQUIRE(read);
  CHECK(read->irregularity.empty());
  CHECK(read->members == pack.members);
}

TEST_CASE("the page lists members outside the claim apart", "[pack_form]") {
  const auto page = pack_as_page(unsigned_sample());
  REQUIRE(page);
  const auto outside = page->find("Outside the claim");
  REQUIRE(outside != std::string::npos);
  CHECK(page->find("run-context.json") > outside);
  CHECK(page->find("evidence.json") < outside);
  CHECK(page->find("Not signed") != std::string::npos);
}

TEST_CASE("a page without a place for members is an error", "[pack_form]") {
  Pack pack = unsigned_sample();
  for (const std::string shell : {"<html></html>", "<!--foureyes:members--><!--foureyes:members-->",
                                  "<!--foureyes:members--><!--foureyes:members-end-->"}) {
    pack.members["page.shell"] = shell;
    CHECK_FALSE(pack_as_page(pack));
  }
}

TEST_CASE("a directory gives back the members, with the page beside them", "[pack_form]") {
  auto directory = TemporaryDirectory::create("pack");
  REQUIRE(directory);
  const Pack pack = pack_with_binary_member();
  const std::string path = directory->path() + "/evidence";
  REQUIRE(write_pack_directory(pack, path));
  REQUIRE(write_pack_directory(pack, path));  // again: the same files
  const auto read = read_pack(path);
  REQUIRE(read);
  CHECK(read->irregularity.empty());
  CHECK(read->members == pack.members);
  const auto page = read_pack(path + "/" + std::string(kPageFile));
  REQUIRE(page);
  CHECK(page->members == pack.members);
}

TEST_CASE("a directory is not written over files of somebody else", "[pack_form]") {
  auto directory = TemporaryDirectory::create("pack");
  REQUIRE(directory);
  std::ofstream(directory->path() + "/notes.txt") << "mine";
  CHECK_FALSE(write_pack_directory(unsigned_sample(), directory->path()));
  CHECK_FALSE(file_exists(directory->path() + "/evidence.json"));
}

TEST_CASE("links, strangers and an altered page in a directory are noticed", "[pack_form]") {
  auto directory = TemporaryDirectory::create("pack");
  REQUIRE(directory);
  const std::string path = directory->path() + "/evidence";
  REQUIRE(write_pack_directory(unsigned_sample(), path));
  SECTION("a symbolic link is not followed") {
    std::filesystem::remove(path + "/report.md");
    std::filesystem::create_symlink("/etc/passwd", path + "/report.md");
    const auto read = read_pack(path);
    REQUIRE(read);
    CHECK_FALSE(read->irregularity.empty());
    CHECK(read->find("report.md") == nullptr);
  }
  SECTION("a linked directory is not entered") {
    std::filesystem::create_directory_symlink("/etc", path + "/inputs/etc");
    const auto read = read_pack(path);
    REQUIRE(read);
    CHECK_FALSE(read->irregularity.empty());
  }
  SECTION("a file that is no member") {
    std::ofstream(path + "/extra.json") << "{}";
    const auto read = read_pack(path);
    REQUIRE(read);
    CHECK_FALSE(read->irregularity.empty());
  }
  SECTION("a page that says something else") {
    const std::string page = path + "/" + std::string(kPageFile);
    const auto text = read_file(page);
    REQUIRE(text);
    REQUIRE(write_file(page, replaced(*text, "FAILED", "PASSED")));
    const auto read = read_pack(path);
    REQUIRE(read);
    CHECK_FALSE(read->irregularity.empty());
  }
}

TEST_CASE("hostile tar files are noticed or refused", "[pack_form]") {
  const Pack pack = unsigned_sample();
  const auto tar = pack_as_tar(pack);
  SECTION("a name that climbs out") {
    const auto read = read_pack_bytes(replaced(tar, "delta.json", "../../etc1"), "t");
    REQUIRE(read);
    CHECK_FALSE(read->irregularity.empty());
    CHECK(read->members.size() == pack.members.size() - 1);
  }
  SECTION("a member twice: the first one stays and it is said") {
    const auto read = read_pack_bytes(tar.substr(0, tar.size() - 1024) + tar, "t");
    REQUIRE(read);
    CHECK_FALSE(read->irregularity.empty());
  }
  SECTION("cut off anywhere") {
    for (std::size_t size = 512; size < tar.size(); size += 97) {
      const auto read = read_pack_bytes(tar.substr(0, size), "t");
      REQUIRE(read);
      CHECK_FALSE(read->irregularity.empty());
    }
  }
  SECTION("a size that is not there") {
    std::string bytes = tar;
    bytes.replace(124, 11, "77777777777");
    const auto read = read_pack_bytes(bytes, "t");
    REQUIRE(read);
    CHECK_FALSE(read->irregularity.empty());
  }
}

TEST_CASE("limits end the reading of a pack with an error", "[pack_form]") {
  const Pack pack = unsigned_sample();
  const std::string page = pack_as_page(pack).value();
  const std::string tar = pack_as_tar(pack);
  for (const auto& bytes : {tar, page}) {
    CHECK(read_pack_bytes(bytes, "t"));
    CHECK_FALSE(read_pack_bytes(bytes, "t", {.members = 3}));
    CHECK_FALSE(read_pack_bytes(bytes, "t", {.member_bytes = 100}));
    CHECK_FALSE(read_pack_bytes(bytes, "t", {.total_bytes = 1000}));
  }
}

TEST_CASE("what is no pack is an error that says what to name", "[pack_form]") {
  for (const std::string bytes : {"", "{}", "<html></html>", "PK\x03\x04"}) {
    const auto read = read_pack_bytes(bytes, "file");
    REQUIRE_FALSE(read);
    CHECK(read.error().kind == ErrorKind::invalid);
    CHECK_FALSE(read.error().fix.empty());
  }
}
