#include "input/hooks.h"

#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "support/catch.h"
#include "support/git_repository.h"

using namespace foureyes;

namespace {

Repository open(const std::string& path) {
  auto repository = Repository::open({.path = path});
  REQUIRE(repository);
  return std::move(*repository);
}

HookInstallation installed(const Repository& repository, GitHook hook) {
  const auto result = install_hook(repository, hook, {});
  if (!result) FAIL(result.error().what);
  return *result;
}

void write_program(const std::string& path, const std::string& script) {
  REQUIRE(write_file(path, script));
  REQUIRE(::chmod(path.c_str(), 0755) == 0);
}

// A foureyes that records how it was called and fails when a file "refuse" lies beside it.
std::string stub_program(const GitRepository& git) {
  const std::string directory = git.beside("bin");
  REQUIRE(make_directories(directory));
  write_program(directory + "/foureyes", concat("#!/bin/sh\necho \"$@\" >> '", directory,
                                                "/calls'\n[ ! -e '", directory, "/refuse' ]\n"));
  return directory;
}

ProgramRun git_with(const GitRepository& git, const std::string& bin,
                    const std::vector<std::string>& arguments) {
  std::vector<std::string> command = {"git", "-c", "user.name=alice", "-c",
                                      "user.email=alice@example.com"};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return run_program(command, git.path(), {concat("PATH=", bin, ":/usr/bin:/bin")});
}

std::vector<std::string> calls(const std::string& bin) {
  const auto text = read_file(bin + "/calls");
  std::vector<std::string> lines;
  if (text)
    for (const std::string_view line : split_lines(*text)) lines.emplace_back(line);
  std::filesystem::remove(bin + "/calls");
  return lines;
}

using Calls = std::vector<std::string>;

}  // namespace

TEST_CASE("a hook is installed once, executable, and brought up to date later") {
  GitRepository git;
  const Repository repository = open(git.path());
  const HookInstallation first = installed(repository, GitHook::pre_commit);
  CHECK(first.outcome == HookOutcome::installed);
  CHECK(first.path == *real_path(git.path() + "/.git/hooks/pre-commit"));
  CHECK(::access(first.path.c_str(), X_OK) == 0);
  CHECK(installed(repository, GitHook::pre_commit).outcome == HookOutcome::present);
  write_program(first.path, "#!/bin/sh\n# foureyes hook: an older one\n");
  CHECK(installed(repository, GitHook::pre_commit).outcome == HookOutcome::updated);
  CHECK(*read_file(first.path) == hook_script(GitHook::pre_commit));
}

TEST_CASE("the scripts in the program are those of the repository") {
  for (const GitHook hook : {GitHook::pre_commit, GitHook::pre_push})
    CHECK(*read_file(concat(FOUREYES_SOURCE_DIR, "/integrations/git-hooks/", name_of(hook))) ==
          hook_script(hook));
}

TEST_CASE("a foreign hook is chained, runs first, and can still stop the commit") {
  GitRepository git;
  const std::string bin = stub_program(git);
  const std::string hook = git.path() + "/.git/hooks/pre-commit";
  write_program(hook, "#!/bin/sh\necho foreign; [ ! -e stop ]\n");
  const Repository repository = open(git.path());
  CHECK(installed(repository, GitHook::pre_commit).outcome == HookOutcome::chained);
  git.write("a", "1");
  git.git({"add", "--all"});
  const ProgramRun passed = git_with(git, bin, {"commit", "-m", "First"});
  CHECK(passed.exit_code == 0);
  CHECK(contains(passed.output, "foreign"));
  CHECK(calls(bin) == Calls{"scan --staged"});
  git.write("stop", "");
  CHECK(git_with(git, bin, {"commit", "--allow-empty", "-m", "Second"}).exit_code != 0);
  CHECK(calls(bin).empty());
  git.remove("stop");
  REQUIRE(write_file(bin + "/refuse", ""));
  CHECK(git_with(git, bin, {"commit", "--allow-empty", "-m", "Second"}).exit_code != 0);
}

TEST_CASE("what cannot be chained is refused and stays as it is") {
  GitRepository git;
  const std::string hooks = git.path() + "/.git/hooks/";
  const Repository repository = open(git.path());
  REQUIRE(make_directories(hooks));
  std::filesystem::create_symlink("/bin/true", hooks + "pre-commit");
  const auto link = install_hook(repository, GitHook::pre_commit, {});
  REQUIRE_FALSE(link);
  CHECK(contains(link.error().fix, "foureyes scan --staged"));
  CHECK(std::filesystem::is_symlink(hooks + "pre-commit"));
  write_program(hooks + "pre-push", "#!/bin/sh\n");
  write_program(hooks + "pre-push.chained", "#!/bin/sh\n");
  CHECK_FALSE(install_hook(repository, GitHook::pre_push, {}));
  CHECK(*read_file(hooks + "pre-push") == "#!/bin/sh\n");
}

TEST_CASE("core.hooksPath and linked work trees decide the directory; a shared one is refused") {
  GitRepository git;
  git.commit_file("a", "1");
  const std::string linked = git.beside("linked");
  git.git({"worktree", "add", "-q", linked, "-b", "other"});
  CHECK(hooks_directory(open(linked), {}).value() == *real_path(git.path() + "/.git/hooks"));
  const std::string user = git.beside("gitconfig");
  REQUIRE(write_file(user, concat("[core]\n\thooksPath = ", git.beside("everyone"), "\n")));
  const Repository before = open(git.path());
  CHECK(hooks_directory(before, {.home = "", .files = {user}}).value() == git.beside("everyone"));
  const auto shared = install_hook(before, GitHook::pre_commit, {.home = "", .files = {user}});
  REQUIRE_FALSE(shared);
  CHECK(contains(shared.error().what, "core.hooksPath"));
  git.git({"config", "core.hooksPath", ".githooks"});
  const Repository repository = open(git.path());
  CHECK(hooks_directory(repository, {.home = "", .files = {user}}).value() ==
        *real_path(git.path()) + "/.githooks");
  CHECK(installed(repository, GitHook::pre_commit).outcome == HookOutcome::installed);
  CHECK(hooks_directory(open(linked), {}).value() == *real_path(linked) + "/.githooks");
}

TEST_CASE("the pre-push hook scans what the remote lacks: new branches, updates, first pushes") {
  GitRepository git;
  const std::string bin = stub_program(git);
  const std::string remote = git.beside("remote");
  git.git({"init", "-q", "--bare", remote});
  git.git({"remote", "add", "origin", remote});
  const std::string first = git.commit_file("a", "1");
  REQUIRE(installed(open(git.path()), GitHook::pre_push).outcome == HookOutcome::installed);

  REQUIRE(git_with(git, bin, {"push", "-q", "origin", "main"}).exit_code == 0);
  CHECK(calls(bin) == Calls{concat("scan --range ", first)});

  const std::string second = git.commit_file("a", "2");
  REQUIRE(git_with(git, bin, {"push", "-q", "origin", "main"}).exit_code == 0);
  CHECK(calls(bin) == Calls{concat("scan --range ", first, "..", second)});

  git.git({"checkout", "-q", "-b", "topic"});
  REQUIRE(git_with(git, bin, {"push", "-q", "origin", "topic"}).exit_code == 0);
  CHECK(calls(bin).empty());
  const std::string third = git.commit_file("b", "3");
  REQUIRE(git_with(git, bin, {"push", "-q", "origin", "topic:other"}).exit_code == 0);
  CHECK(calls(bin) == Calls{concat("scan --range ", second, "..", third)});

  REQUIRE(git_with(git, bin, {"push", "-q", "origin", ":other"}).exit_code == 0);
  CHECK(calls(bin).empty());

  REQUIRE(write_file(bin + "/refuse", ""));
  git.commit_file("b", "4");
  const ProgramRun refused = git_with(git, bin, {"push", "-q", "origin", "topic", "main"});
  CHECK(refused.exit_code != 0);
  CHECK(contains(refused.output, "refs/heads/topic was not pushed"));
  CHECK(git.git({"--git-dir", remote, "rev-parse", "topic"}) == second);
}

TEST_CASE("the hooks refuse when foureyes is not installed") {
  GitRepository git;
  CHECK(installed(open(git.path()), GitHook::pre_commit).outcome == HookOutcome::installed);
  const ProgramRun run = git_with(git, "/nowhere", {"commit", "--allow-empty", "-m", "First"});
  CHECK(run.exit_code != 0);
  CHECK(contains(run.output, "not on PATH"));
}
