#include "cli/subprocess.h"

#include <cstdlib>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.h"

namespace foureyes {
namespace {

constexpr int kCannotStart = 127;

[[noreturn]] void become(const Subprocess& subprocess) {
  const int nowhere = open("/dev/null", O_RDWR);
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) dup2(nowhere, stream);
  if (chdir(subprocess.directory.c_str()) != 0) _exit(kCannotStart);
  for (const auto& [name, value] : subprocess.variables) setenv(name.c_str(), value.c_str(), 1);
  std::vector<char*> words;
  for (const std::string& word : subprocess.words) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  execvp(words[0], words.data());
  _exit(kCannotStart);
}

}  // namespace

Result<void> run_subprocess(const Subprocess& subprocess) {
  const std::string& program = subprocess.words.front();
  const pid_t child = fork();
  if (child < 0) return failure({"no new process could be made", program});
  if (child == 0) become(subprocess);
  int status = 0;
  waitpid(child, &status, 0);
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
  if (WIFEXITED(status) && WEXITSTATUS(status) == kCannotStart) {
    return failure({concat("'", program, "' could not be started"), program,
                    concat("Install ", program, " and try again.")});
  }
  return failure({concat("'", join(subprocess.words, " "), "' failed"), subprocess.directory});
}

}  // namespace foureyes
