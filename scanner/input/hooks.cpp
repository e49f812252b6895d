#include "input/hooks.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <git2.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/path.h"
#include "base/text.h"
#include "input/git_repository.h"

namespace foureyes {
namespace {

// The comment that every hook of ours has had since the first.
constexpr std::string_view kMark = "# foureyes hook";

enum class Occupant { nobody, ours, foreign, link };

std::optional<std::string> hooks_path_of_file(const std::string& file) {
  GitHandle<git_config, git_config_free> config, snapshot;
  const char* value = nullptr;
  if (!file_exists(file) || git_config_open_ondisk(config.out(), file.c_str()) != 0 ||
      git_config_snapshot(snapshot.out(), config.get()) != 0 ||
      git_config_get_string(&value, snapshot.get(), "core.hookspath") != 0)
    return std::nullopt;
  return std::string(value);
}

std::optional<std::string> configured_path(const Repository& repository,
                                           const UserConfiguration& user) {
  auto path = config_value(repository.impl().handle.get(), "core.hookspath");
  for (auto file = user.files.rbegin(); !path && file != user.files.rend(); ++file)
    path = hooks_path_of_file(*file);
  return path;
}

Error system_error(const std::string& what, const std::string& path) {
  return {.what = concat(what, ": ", std::strerror(errno)),
          .where = path,
          .fix = "check the permissions of the hooks directory"};
}

Result<Occupant> occupant_of(const std::string& path) {
  struct stat status = {};
  if (::lstat(path.c_str(), &status) != 0) {
    if (errno == ENOENT) return Occupant::nobody;
    return failure(system_error("the hook cannot be looked at", path));
  }
  if (!S_ISREG(status.st_mode)) return Occupant::link;
  TRY_ASSIGN(const std::string text, read_file(path));
  return contains(text, kMark) ? Occupant::ours : Occupant::foreign;
}

Result<void> write_script(const std::string& path, std::string_view script) {
  TRY(make_directories(std::string(directory_name(path))));
  TRY(write_file(path, script));
  if (::chmod(path.c_str(), 0755) != 0)
    return failure(system_error("the hook cannot be made executable", path));
  return {};
}

Error refusal(std::string what, const std::string& path, GitHook hook) {
  const std::string_view command = hook == GitHook::pre_commit
                                       ? "foureyes scan --staged"
                                       : "foureyes scan --range REMOTE..LOCAL";
  return {.what = std::move(what),
          .where = path,
          .fix = concat("call `", command, "` from that hook yourself")};
}

// Moves a foreign hook aside, so that ours can call it.
Result<void> chain(const std::string& path, GitHook hook) {
  const std::string aside = path + ".chained";
  struct stat status = {};
  if (::lstat(aside.c_str(), &status) == 0)
    return failure(refusal("another hook is here, and one more is chained already", path, hook));
  if (std::rename(path.c_str(), aside.c_str()) != 0)
    return failure(system_error("the hook that is here cannot be moved aside", path));
  return {};
}

bool belongs_to(const Repository& repository, const std::string& directory) {
  for (const std::string& top :
       {repository.common_directory(), repository.work_tree().value_or("")}) {
    const auto real = real_path(top);
    if (!top.empty() && real && is_inside(directory, *real)) return true;
  }
  return false;
}

}  // namespace

std::string_view name_of(GitHook hook) {
  return hook == GitHook::pre_commit ? "pre-commit" : "pre-push";
}

Result<std::string> hooks_directory(const Repository& repository, const UserConfiguration& user) {
  const auto configured = configured_path(repository, user);
  if (!configured || configured->empty())
    return real_path(join_path(repository.common_directory(), "hooks"));
  std::string path = *configured;
  if (path.starts_with("~/") && !user.home.empty()) path = join_path(user.home, path.substr(2));
  if (!path.starts_with('/'))
    path = join_path(repository.work_tree().value_or(repository.git_directory()), path);
  return real_path(path);
}

Result<HookInstallation> install_hook(const Repository& repository, GitHook hook,
                                      const UserConfiguration& user) {
  TRY_ASSIGN(const std::string directory, hooks_directory(repository, user));
  const std::string path = join_path(directory, name_of(hook));
  if (!belongs_to(repository, directory))
    return failure(
        refusal("core.hooksPath names a directory outside this repository; a hook there would run "
                "in others.",
                path, hook));
  TRY_ASSIGN(const Occupant occupant, occupant_of(path));
  switch (occupant) {
    case Occupant::link:
      return failure(refusal("the hook that is here is no plain file", path, hook));
    case Occupant::ours: {
      TRY_ASSIGN(const std::string text, read_file(path));
      if (text == hook_script(hook))
        return HookInstallation{path, HookOutcome::present, "The hook is in place already."};
      TRY(write_script(path, hook_script(hook)));
      return HookInstallation{path, HookOutcome::updated, "The hook was brought up to date."};
    }
    case Occupant::foreign:
      TRY(chain(path, hook));
      TRY(write_script(path, hook_script(hook)));
      return HookInstallation{
          path, HookOutcome::chained,
          concat("The hook that was here runs first, from ", name_of(hook), ".chained.")};
    case Occupant::nobody:
      break;
  }
  TRY(write_script(path, hook_script(hook)));
  return HookInstallation{path, HookOutcome::installed, "The hook was installed."};
}

}  // namespace foureyes
