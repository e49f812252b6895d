#include "base/file.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "base/path.h"
#include "base/text.h"

namespace foureyes {
namespace {

// An open file, closed at the end.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int number() const { return number_; }
  bool is_open() const { return number_ >= 0; }
  bool close() { return ::close(std::exchange(number_, -1)) == 0; }

 private:
  int number_;
};

tl::unexpected<Error> system_failure(std::string_view what, const std::string& path, int code,
                                     std::string fix = {}) {
  // A name that leads nowhere is a mistake of whoever gave it; everything else is the system's.
  const bool wrong_name = code == ENOENT || code == ENOTDIR || code == EISDIR || code == ELOOP;
  const ErrorKind kind = wrong_name ? ErrorKind::invalid : ErrorKind::unavailable;
  return failure({concat(what, ": ", std::strerror(code)), path, std::move(fix), kind});
}

std::string open_advice(int code) {
  if (code == ENOENT || code == ENOTDIR) return "check the spelling and the directory";
  return code == EACCES ? "check its permissions" : "";
}

// Where the shell hands over a pipe: "--approvals <(gh api ...)".
bool is_descriptor_path(std::string_view path) {
  return path == "/dev/stdin" || is_inside(path, "/dev/fd") || is_inside(path, "/proc/self/fd");
}

// `expected` bytes are read at once, which costs one page fault a page and nothing twice; a stream
// of unknown length grows.
Result<std::string> read_all(int number, const std::string& name, std::uint64_t limit,
                             std::uint64_t expected) {
  constexpr std::uint64_t kFirst = 64u << 10;
  std::string content(std::min(expected, limit) + 1, '\0');  // one more, to see the end
  std::size_t filled = 0;
  for (;;) {
    if (filled == content.size()) {
      content.resize(std::min<std::uint64_t>(limit + 1, std::max(kFirst, filled * 2)));
    }
    const ssize_t count = ::read(number, content.data() + filled, content.size() - filled);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return system_failure("cannot read", name, errno);
    filled += static_cast<std::size_t>(count);
    if (filled > limit) {
      return failure({concat("larger than the ", limit, " bytes that are read at most"), name, "",
                      ErrorKind::unavailable});
    }
    if (count == 0) break;
  }
  content.resize(filled);
  return content;
}

Result<void> write_all(int number, const std::string& name, std::string_view content) {
  while (!content.empty()) {
    const ssize_t count = ::write(number, content.data(), content.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return system_failure("cannot write", name, errno);
    content.remove_prefix(static_cast<std::size_t>(count));
  }
  return {};
}

// Holds back signals that end the process, for as long as a temporary file stands beside what it
// becomes. By then other threads have ended.
class SignalsHeldBack {
 public:
  SignalsHeldBack() {
    sigset_t ending;
    ::sigemptyset(&ending);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) ::sigaddset(&ending, signal);
    ::pthread_sigmask(SIG_BLOCK, &ending, &before_);
  }
  SignalsHeldBack(const SignalsHeldBack&) = delete;
  SignalsHeldBack& operator=(const SignalsHeldBack&) = delete;
  ~SignalsHeldBack() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_ = {};
};

// /dev/null and named pipes take bytes, they are not replaced.
Result<void> write_to_device(const std::string& path, std::string_view content) {
  Descriptor device(::open(path.c_str(), O_WRONLY | O_NOFOLLOW | O_CLOEXEC));
  if (!device.is_open()) return system_failure("cannot open for writing", path, errno);
  return write_all(device.number(), path, content);
}

// A new file beside `path`: rename() works within one file system only.
Result<std::string> make_temporary(const std::string& path, mode_t mode, int& number) {
  const std::string directory(directory_name(path));
  const std::string where = directory.empty() && path.front() == '/' ? "/" : directory;
  for (int attempt = 0; attempt < 100; ++attempt) {
    std::string name = join_path(where, concat(".foureyes-", ::getpid(), "-", attempt, ".tmp"));
    number = ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    if (number >= 0) return name;
    if (errno != EEXIST) {
      return system_failure("cannot create a file", path, errno,
                            "make the directory, or choose another one");
    }
  }
  return system_failure("cannot create a temporary file", path, EEXIST,
                        "remove the .foureyes-*.tmp files beside it");
}

}  // namespace

Result<std::string> read_standard_input(std::uint64_t limit) {
  return read_all(STDIN_FILENO, "standard input", limit, 0);
}

Result<std::string> read_file(const std::string& path, std::uint64_t limit) {
  if (path == "-") return read_standard_input(limit);
  // Without O_NONBLOCK, opening a named pipe would wait for its writer.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  if (!file.is_open()) return system_failure("cannot open", path, errno, open_advice(errno));
  struct stat status = {};
  if (::fstat(file.number(), &status) != 0) return system_failure("cannot read", path, errno);
  const bool pipe = S_ISFIFO(status.st_mode) && is_descriptor_path(path);
  if (pipe) {
    ::fcntl(file.number(), F_SETFL, 0);
  } else if (!S_ISREG(status.st_mode)) {
    const char* what = S_ISDIR(status.st_mode) ? "is a directory" : "is no regular file";
    return failure({what, path, "name a file"});
  }
  const auto expected = static_cast<std::uint64_t>(std::max<off_t>(status.st_size, 0));
  return read_all(file.number(), path, limit, expected);
}

Result<void> write_file(const std::string& path, std::string_view content, FileAccess access) {
  if (path == "-") return write_all(STDOUT_FILENO, "standard output", content);
  if (path.empty()) return failure({"the name of the output file is empty"});
  struct stat status = {};
  if (::lstat(path.c_str(), &status) == 0) {
    if (S_ISLNK(status.st_mode)) {
      return failure(
          {"is a symbolic link; output never follows one", path, "name the file itself"});
    }
    if (S_ISDIR(status.st_mode)) return failure({"is a directory", path, "name a file in it"});
    if (!S_ISREG(status.st_mode)) return write_to_device(path, content);
  }
  const SignalsHeldBack signals_held_back;
  int number = -1;
  TRY_ASSIGN(const std::string temporary,
             make_temporary(path, access == FileAccess::owner_only ? 0600 : 0666, number));
  Descriptor file(number);
  auto written = write_all(number, path, content);
  if (written && !file.close()) written = system_failure("cannot write", path, errno);
  if (written && ::rename(temporary.c_str(), path.c_str()) != 0) {
    written = system_failure("cannot replace", path, errno);
  }
  if (!written) ::unlink(temporary.c_str());
  return written;
}

Result<void> make_directories(const std::string& path) {
  std::error_code code;
  std::filesystem::create_directories(path, code);
  if (code) return system_failure("cannot make the directory", path, code.value());
  return {};
}

bool file_exists(const std::string& path) {
  struct stat status = {};
  return ::stat(path.c_str(), &status) == 0;
}

bool is_directory(const std::string& path) {
  struct stat status = {};
  return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

Result<std::string> real_path(const std::string& path) {
  std::error_code code;
  const auto absolute = std::filesystem::absolute(path, code);
  if (code) return system_failure("cannot resolve", path, code.value());
  auto resolved = std::filesystem::weakly_canonical(absolute, code).string();
  if (code) return system_failure("cannot resolve", path, code.value());
  while (resolved.size() > 1 && resolved.back() == '/') resolved.pop_back();
  return resolved;
}

Result<TemporaryDirectory> TemporaryDirectory::create(std::string_view name) {
  std::error_code code;
  const auto parent = std::filesystem::temp_directory_path(code);
  if (code) {
    return system_failure("there is no temporary directory", "", code.value(),
                          "set TMPDIR to a directory that exists");
  }
  std::string path = join_path(parent.string(), concat(name, "-XXXXXX"));
  if (::mkdtemp(path.data()) == nullptr) {
    return system_failure("cannot make a temporary directory", parent.string(), errno);
  }
  return TemporaryDirectory(path);
}

TemporaryDirectory::TemporaryDirectory(TemporaryDirectory&& other) noexcept
    : path_(std::exchange(other.path_, {})), kept_(other.kept_) {}

TemporaryDirectory::~TemporaryDirectory() {
  if (path_.empty() || kept_) return;
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace foureyes
