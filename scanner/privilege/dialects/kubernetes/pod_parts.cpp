// Capabilities and paths of the node, by what a runtime makes of them.
#include <algorithm>
#include <array>

#include "base/path.h"
#include "base/text.h"
#include "privilege/dialects/kubernetes/workloads.h"

namespace foureyes::kubernetes {
namespace {

// capabilities(7). The first fourteen are those that runtimes give by default.
constexpr std::array<std::string_view, 41> kCapabilities = {"AUDIT_WRITE",
                                                            "CHOWN",
                                                            "DAC_OVERRIDE",
                                                            "FOWNER",
                                                            "FSETID",
                                                            "KILL",
                                                            "MKNOD",
                                                            "NET_BIND_SERVICE",
                                                            "NET_RAW",
                                                            "SETFCAP",
                                                            "SETGID",
                                                            "SETPCAP",
                                                            "SETUID",
                                                            "SYS_CHROOT",
                                                            "AUDIT_CONTROL",
                                                            "AUDIT_READ",
                                                            "BLOCK_SUSPEND",
                                                            "BPF",
                                                            "CHECKPOINT_RESTORE",
                                                            "DAC_READ_SEARCH",
                                                            "IPC_LOCK",
                                                            "IPC_OWNER",
                                                            "LEASE",
                                                            "LINUX_IMMUTABLE",
                                                            "MAC_ADMIN",
                                                            "MAC_OVERRIDE",
                                                            "NET_ADMIN",
                                                            "NET_BROADCAST",
                                                            "PERFMON",
                                                            "SYSLOG",
                                                            "SYS_ADMIN",
                                                            "SYS_BOOT",
                                                            "SYS_MODULE",
                                                            "SYS_NICE",
                                                            "SYS_PACCT",
                                                            "SYS_PTRACE",
                                                            "SYS_RAWIO",
                                                            "SYS_RESOURCE",
                                                            "SYS_TIME",
                                                            "SYS_TTY_CONFIG",
                                                            "WAKE_ALARM"};
constexpr std::size_t kDefaults = 14;

std::string capability(std::string_view text) {
  std::string name = to_lower(text);
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return name.starts_with("CAP_") ? name.substr(4) : name;
}

std::optional<std::set<std::string>> names_of(const DocumentNode* list) {
  const auto texts = strings_of(list);
  if (!texts) return std::nullopt;
  std::set<std::string> out;
  for (const std::string& text : *texts) out.insert(capability(text));
  return out;
}

bool is_default(std::string_view name) {
  const auto end = kCapabilities.begin() + kDefaults;
  return std::find(kCapabilities.begin(), end, name) != end;
}

// "/a//b/../c/" -> "/a/c".
std::string clean_path(std::string_view path) {
  const std::string inner = normalise(std::string(path.substr(
      path.find_first_not_of('/') == path.npos ? path.size() : path.find_first_not_of('/'))));
  return concat("/", inner);
}

enum class Access { none, read, write };

Access access_to(const DocumentNode& pod, std::string_view volume) {
  Access out = Access::none;
  for (const DocumentNode* container : containers_of(pod))
    for (std::string_view key : {"volumeMounts", "volumeDevices"})
      if (const DocumentNode* mounts = container->find(key))
        for (const DocumentNode& mount : mounts->items)
          if (mount.find_string("name").value_or("") == volume)
            out = std::max(
                out, truth_of(mount.find("readOnly")) == Truth::yes ? Access::read : Access::write);
  return out;
}

}  // namespace

bool add_capabilities(const DocumentNode* capabilities, bool privileged,
                      std::set<std::string>& default_ones, std::set<std::string>& added) {
  const auto drop = names_of(capabilities ? capabilities->find("drop") : nullptr);
  const auto add = names_of(capabilities ? capabilities->find("add") : nullptr);
  if (!drop || !add) return false;
  std::set<std::string> held;
  // The order of the runtime: all, none, each one added, each one dropped.
  const bool all = add->contains("ALL");
  if (!drop->contains("ALL") || privileged)
    held.insert(kCapabilities.begin(),
                kCapabilities.begin() + (all ? kCapabilities.size() : kDefaults));
  held.insert(add->begin(), add->end());
  for (const std::string& name : *drop) held.erase(name);
  if (privileged || (all && drop->empty())) added.insert("capability *");
  if (privileged) held.insert(kCapabilities.begin(), kCapabilities.end());
  held.erase("ALL");
  for (const std::string& name : held)
    (is_default(name) ? default_ones : added).insert(concat("capability ", encoded(name)));
  if (added.contains("capability *")) added = {"capability *"};
  return true;
}

void read_host_paths(const DocumentNode& pod, std::vector<PodRight>& out) {
  const DocumentNode* volumes = pod.find("volumes");
  if (!volumes) return;
  for (const DocumentNode& volume : volumes->items) {
    const DocumentNode* host = volume.find("hostPath");
    if (!host) continue;
    const Access access = access_to(pod, volume.find_string("name").value_or(""));
    if (access == Access::none) continue;  // mounted nowhere
    const std::string path = clean_path(host->find_string("path").value_or(""));
    const std::string text = concat("hostpath ", encoded(path, "/"));
    PodRight right;
    right.action =
        access == Access::write ? Pattern::set({"read", "write"}) : Pattern::literal("read");
    right.resource =
        path == "/" ? Pattern::glob("hostpath /*") : Pattern::set({text, concat(text, "/*")});
    right.words = concat(access == Access::write ? "read and write " : "read ", encoded(path, "/"),
                         " of the node");
    if (path.ends_with(".sock")) right.words += " (a socket: whoever listens there obeys)";
    out.push_back(std::move(right));
  }
}

}  // namespace foureyes::kubernetes
