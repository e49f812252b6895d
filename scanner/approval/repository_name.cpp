#include "approval/repository_name.h"

#include <algorithm>

#include "base/text.h"

namespace foureyes {
namespace {

std::string_view after(std::string_view text, std::string_view mark) {
  const auto at = text.find(mark);
  return at == std::string_view::npos ? text : text.substr(at + mark.size());
}

bool has_host(std::string_view name) {
  return std::count(name.begin(), name.end(), '/') >= 2 || name.starts_with('/');
}

// host:22/path -> host/path
void drop_port(std::string& name) {
  const auto colon = name.find(':');
  const auto slash = name.find('/');
  if (colon == std::string::npos || colon > slash) return;
  name.erase(colon, slash == std::string::npos ? slash : slash - colon);
}

std::uint64_t to_number(std::string_view text) {
  std::uint64_t number = 0;
  if (text.empty() || text.size() > 18) return 0;
  for (const char c : text) {
    if (!is_digit(c)) return 0;
    number = number * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return number;
}

}  // namespace

std::string repository_name(std::string_view url) {
  std::string name(trim(url));
  const bool has_scheme = contains(name, "://");
  if (has_scheme) name = after(name, "://");
  const auto slash = name.find('/');
  const auto at = name.find('@');
  if (at != std::string::npos && (slash == std::string::npos || at < slash)) {
    name.erase(0, at + 1);
    // scp-like: host:path
    const auto colon = name.find(':');
    if (!has_scheme && colon != std::string::npos) name[colon] = '/';
  }
  if (has_scheme) drop_port(name);
  while (name.ends_with('/')) name.pop_back();
  if (name.ends_with(".git")) name.resize(name.size() - 4);
  return to_lower(name);
}

bool same_repository(std::string_view a, std::string_view b) {
  std::string left = repository_name(a);
  std::string right = repository_name(b);
  if (left.empty() || right.empty()) return left == right;
  if (has_host(left) && !has_host(right)) left = after(left, "/");
  if (has_host(right) && !has_host(left)) right = after(right, "/");
  return left == right;
}

PullRequestAddress pull_request_address(std::string_view url) {
  const std::string text = to_lower(after(url, "://"));
  auto parts = split(std::string_view(text).substr(0, text.find_first_of("?#")), '/');
  if (parts.size() < 3) return {};
  std::string host(parts[0]);
  const auto repos = std::find(parts.begin(), parts.end(), "repos");
  if (repos != parts.end()) {  // the API: api.github.com/repos/..., HOST/api/v3/repos/...
    if (host.starts_with("api.")) host.erase(0, 4);
    parts.erase(parts.begin() + 1, repos + 1);
    if (parts.size() < 3) return {};
  }
  PullRequestAddress address{concat(host, '/', parts[1], '/', parts[2]), 0};
  if (parts.size() >= 5 && (parts[3] == "pull" || parts[3] == "pulls"))
    address.number = to_number(parts[4]);
  return address;
}

}  // namespace foureyes
