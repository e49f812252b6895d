#include "base/file.h"

#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

#include "support/catch.h"

using namespace foureyes;

namespace {

TemporaryDirectory scratch() {
  auto directory = TemporaryDirectory::create("foureyes-file-test");
  REQUIRE(directory);
  return std::move(directory).value();
}

mode_t mode_of(const std::string& path) {
  struct stat status = {};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  return status.st_mode & 0777;
}

std::size_t entries_in(const std::string& path) {
  return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(path), {}));
}

}  // namespace

TEST_CASE("what is written is read back, and a file is replaced as a whole") {
  const TemporaryDirectory directory = scratch();
  const std::string path = directory.path() + "/a";
  const std::string bytes("x\0\xff\n", 4);
  REQUIRE(write_file(path, bytes));
  REQUIRE(read_file(path).value() == bytes);
  REQUIRE(write_file(path, ""));
  REQUIRE(read_file(path).value().empty());
  REQUIRE(entries_in(directory.path()) == 1);
}

TEST_CASE("a shared file follows the umask, the owner's file is his alone") {
  const TemporaryDirectory directory = scratch();
  const mode_t before = ::umask(027);
  const bool wrote = write_file(directory.path() + "/shared", "x").has_value() &&
                     write_file(directory.path() + "/own", "x", FileAccess::owner_only).has_value();
  ::umask(before);
  REQUIRE(wrote);
  REQUIRE(mode_of(directory.path() + "/shared") == 0640);
  REQUIRE(mode_of(directory.path() + "/own") == 0600);
}

TEST_CASE("a symbolic link at the target is refused and its target left alone") {
  const TemporaryDirectory directory = scratch();
  REQUIRE(write_file(directory.path() + "/victim", "precious"));
  for (const char* target : {"victim", "nowhere"}) {
    const std::string link = directory.path() + "/link";
    ::unlink(link.c_str());
    REQUIRE(::symlink(target, link.c_str()) == 0);
    const auto written = write_file(link, "x");
    REQUIRE_FALSE(written);
    REQUIRE(written.error().where == link);
  }
  REQUIRE(read_file(directory.path() + "/victim").value() == "precious");
  REQUIRE_FALSE(file_exists(directory.path() + "/nowhere"));
  REQUIRE(entries_in(directory.path()) == 2);
}

TEST_CASE("a directory, a missing parent and an empty name are errors for output") {
  const TemporaryDirectory directory = scratch();
  REQUIRE_FALSE(write_file(directory.path(), "x"));
  REQUIRE_FALSE(write_file(directory.path() + "/no/such", "x"));
  REQUIRE_FALSE(write_file("", "x"));
  REQUIRE(write_file("/dev/null", "x"));
  REQUIRE(entries_in(directory.path()) == 0);
}

TEST_CASE("directories, devices, pipes and large files are refused for input") {
  const TemporaryDirectory directory = scratch();
  REQUIRE_FALSE(read_file(directory.path()));
  REQUIRE_FALSE(read_file("/dev/zero"));
  const std::string pipe = directory.path() + "/pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  REQUIRE_FALSE(read_file(pipe));
  const std::string path = directory.path() + "/large";
  REQUIRE(write_file(path, "12345"));
  REQUIRE(read_file(path, 5));
  const auto cut = read_file(path, 4);
  REQUIRE_FALSE(cut);
  REQUIRE(cut.error().kind == ErrorKind::unavailable);
}

TEST_CASE("a name that leads nowhere is a mistake of whoever gave it") {
  const auto missing = read_file("/no/such/file");
  REQUIRE_FALSE(missing);
  REQUIRE(missing.error().kind == ErrorKind::invalid);
  REQUIRE(missing.error().where == "/no/such/file");
}

TEST_CASE("a pipe of the shell can be read") {
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  REQUIRE(::write(ends[1], "hello", 5) == 5);
  ::close(ends[1]);
  REQUIRE(read_file("/dev/fd/" + std::to_string(ends[0])).value() == "hello");
  ::close(ends[0]);
}

TEST_CASE("a real path is absolute and has no links, as far as it exists") {
  const TemporaryDirectory directory = scratch();
  const std::string real = real_path(directory.path()).value();
  REQUIRE(make_directories(directory.path() + "/a/b"));
  REQUIRE(::symlink("a", (directory.path() + "/link").c_str()) == 0);
  REQUIRE(real_path(directory.path() + "/link/b/../new/file").value() == real + "/a/new/file");
  REQUIRE(is_directory(directory.path() + "/link"));
}

TEST_CASE("a temporary directory goes with everything in it, unless it is kept") {
  std::string gone;
  std::string kept;
  {
    const TemporaryDirectory directory = scratch();
    gone = directory.path();
    REQUIRE(make_directories(gone + "/a/b"));
    TemporaryDirectory other = scratch();
    TemporaryDirectory moved = std::move(other);
    moved.keep();
    kept = moved.path();
    REQUIRE(mode_of(gone) == 0700);
  }
  REQUIRE_FALSE(file_exists(gone));
  REQUIRE(file_exists(kept));
  std::filesystem::remove_all(kept);
}
