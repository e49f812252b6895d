#include "support/git_repository.h"

#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <spawn.h>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>

#include "base/path.h"
#include "base/text.h"
#include "support/catch.h"

namespace foureyes {
namespace {

std::unique_ptr<TemporaryDirectory> new_directory() {
  auto directory = TemporaryDirectory::create("foureyes-test");
  REQUIRE(directory);
  return std::make_unique<TemporaryDirectory>(std::move(*directory));
}

std::string slurp(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

std::vector<char*> pointers_to(std::vector<std::string>& strings) {
  std::vector<char*> pointers;
  for (std::string& string : strings) pointers.push_back(string.data());
  pointers.push_back(nullptr);
  return pointers;
}

std::string two_digits(int number) { return concat(number < 10 ? "0" : "", number); }

// 2026-01-05, from 09:00 UTC on.
std::string date_of(int minute) {
  return concat("2026-01-", two_digits(5 + minute / 900), "T", two_digits(9 + minute / 60 % 15),
                ':', two_digits(minute % 60), ":00+0000");
}

}  // namespace

ProgramRun run_program(const std::vector<std::string>& arguments, const std::string& directory,
                       const std::vector<std::string>& environment,
                       std::string_view standard_input) {
  const auto scratch = new_directory();
  const std::string in = scratch->path() + "/in", out = scratch->path() + "/out";
  std::ofstream(in, std::ios::binary) << standard_input;
  const char* path = std::getenv("PATH");
  std::vector<std::string> variables = {concat("PATH=", path ? path : "/usr/bin:/bin"),
                                        "LC_ALL=C",
                                        "TZ=UTC",
                                        "GIT_CONFIG_NOSYSTEM=1",
                                        "GIT_CONFIG_GLOBAL=/dev/null",
                                        concat("HOME=", scratch->path())};
  variables.insert(variables.end(), environment.begin(), environment.end());
  std::vector<std::string> words = arguments;
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addchdir_np(&actions, directory.c_str());
  posix_spawn_file_actions_addopen(&actions, 0, in.c_str(), O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, out.c_str(), O_WRONLY | O_CREAT, 0600);
  posix_spawn_file_actions_adddup2(&actions, 1, 2);
  pid_t child = 0;
  const int error = posix_spawnp(&child, words.front().c_str(), &actions, nullptr,
                                 pointers_to(words).data(), pointers_to(variables).data());
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) return {.exit_code = -1, .output = "cannot start " + words.front()};
  int status = 0;
  waitpid(child, &status, 0);
  return {.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
          .output = slurp(out)};
}

GitRepository::GitRepository(const std::vector<std::string>& init_options)
    : directory_(new_directory()), path_(directory_->path() + "/repository") {
  std::filesystem::create_directory(path_);
  std::vector<std::string> init = {"init", "--quiet"};
  init.insert(init.end(), init_options.begin(), init_options.end());
  git(init);
}

std::string GitRepository::beside(std::string_view name) const {
  return concat(directory_->path(), '/', name);
}

void GitRepository::write(std::string_view path, std::string_view content) {
  const std::filesystem::path file = concat(path_, '/', path);
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << content;
}

void GitRepository::remove(std::string_view path) {
  std::filesystem::remove_all(concat(path_, '/', path));
}

std::string GitRepository::read(std::string_view path) const {
  return slurp(concat(path_, '/', path));
}

ProgramRun GitRepository::try_git(const std::vector<std::string>& arguments) const {
  const std::string date = person_.date.empty() ? date_of(minute_) : person_.date;
  std::vector<std::string> command = {"git"};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return run_program(
      command, path_,
      {concat("GIT_AUTHOR_NAME=", person_.name), concat("GIT_AUTHOR_EMAIL=", person_.email),
       "GIT_AUTHOR_DATE=" + date, concat("GIT_COMMITTER_NAME=", person_.name),
       concat("GIT_COMMITTER_EMAIL=", person_.email), "GIT_COMMITTER_DATE=" + date});
}

std::string GitRepository::git(const std::vector<std::string>& arguments) const {
  ProgramRun run = try_git(arguments);
  INFO("git " << join(arguments, " ") << "\n" << run.output);
  REQUIRE(run.exit_code == 0);
  if (run.output.ends_with('\n')) run.output.pop_back();
  return run.output;
}

std::vector<std::string> GitRepository::git_lines(const std::vector<std::string>& arguments) const {
  const bool records = std::find(arguments.begin(), arguments.end(), "-z") != arguments.end();
  const std::string output = git(arguments);
  std::vector<std::string> lines;
  for (const std::string_view line : split(output, records ? '\0' : '\n'))
    if (!line.empty()) lines.emplace_back(line);
  return lines;
}

std::string GitRepository::commit(std::string_view message, const CommitAs& as) {
  git({"add", "--all"});
  return commit_index(message, as);
}

std::string GitRepository::commit_index(std::string_view message, const CommitAs& as) {
  ++minute_;
  person_ = as;
  git({"commit", "--quiet", "--allow-empty", "--no-verify", "-m", std::string(message)});
  person_ = {};
  return head();
}

std::string GitRepository::commit_file(std::string_view path, std::string_view content,
                                       const CommitAs& as) {
  write(path, content);
  return commit(concat("Change ", path), as);
}

std::string GitRepository::merge(std::string_view revision, std::string_view message) {
  ++minute_;
  git({"merge", "--quiet", "--no-ff", "-m", std::string(message), std::string(revision)});
  return head();
}

}  // namespace foureyes
