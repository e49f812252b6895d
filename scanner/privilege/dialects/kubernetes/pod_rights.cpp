// The security fields of pods and containers, with the defaults that absent ones have.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "privilege/dialects/kubernetes/workloads.h"
#include "privilege/normal_form.h"

namespace foureyes::kubernetes {
namespace {

// What a container says, or else the pod.
const DocumentNode* own_or_pod(const DocumentNode* container, const DocumentNode* pod,
                               std::string_view key) {
  const DocumentNode* own = container ? container->find(key) : nullptr;
  if (own && !own->is_null()) return own;
  return pod ? pod->find(key) : nullptr;
}

// Actions and the words for them, of one container or pod.
struct Actions {
  std::set<std::string> names;
  std::vector<std::string> words;

  void add(std::string name, std::string in_words) {
    if (names.insert(std::move(name)).second) words.push_back(std::move(in_words));
  }
};

void push(PodLevel level, const Actions& actions, const std::string& where, std::string_view who,
          std::vector<PodRight>& out) {
  if (actions.names.empty()) return;
  PodRight right;
  right.level = level;
  right.action = Pattern::set(std::vector<std::string>(actions.names.begin(), actions.names.end()));
  right.resource = Pattern::literal(where);
  right.words = concat(join(actions.words, ", "), who);
  out.push_back(std::move(right));
}

void push_unknown(UnknownReason reason, const std::string& where, std::string_view key,
                  const DocumentNode& node, std::vector<PodRight>& out) {
  PodRight right;
  right.action = Pattern::literal(concat("unknown ", encoded(key)));
  right.resource = Pattern::literal(where);
  right.words = concat("do what `", encoded(key), "` says");
  const bool is_new = reason == UnknownReason::new_key;
  right.unknown = Unknown{
      reason,
      is_new ? "A key that this version does not know." : "A value of a type that it cannot have.",
      normal_digest(node)};
  out.push_back(std::move(right));
}

bool is_known_key(std::string_view key) {
  constexpr std::array<std::string_view, 18> kKeys = {"privileged",
                                                      "allowPrivilegeEscalation",
                                                      "capabilities",
                                                      "procMount",
                                                      "readOnlyRootFilesystem",
                                                      "runAsGroup",
                                                      "runAsNonRoot",
                                                      "runAsUser",
                                                      "seLinuxOptions",
                                                      "seccompProfile",
                                                      "windowsOptions",
                                                      "appArmorProfile",
                                                      "fsGroup",
                                                      "fsGroupChangePolicy",
                                                      "supplementalGroups",
                                                      "sysctls",
                                                      "supplementalGroupsPolicy",
                                                      "seLinuxChangePolicy"};
  return std::find(kKeys.begin(), kKeys.end(), key) != kKeys.end();
}

// Keys that nobody knows, and booleans that are none.
void add_unknown_keys(const DocumentNode* context, const std::string& where,
                      std::vector<PodRight>& out) {
  if (!context) return;
  if (!context->is_mapping() && !context->is_null())
    push_unknown(UnknownReason::parse, where, "securityContext", *context, out);
  for (const auto& [key, value] : context->members) {
    if (!is_known_key(key.text)) push_unknown(UnknownReason::new_key, where, key.text, value, out);
  }
  for (std::string_view key : {"privileged", "allowPrivilegeEscalation", "runAsNonRoot"})
    if (truth_of(context->find(key)) == Truth::malformed)
      push_unknown(UnknownReason::parse, where, key, *context->find(key), out);
}

void add_user(const DocumentNode* context, const DocumentNode* pod, Actions& out) {
  if (truth_of(own_or_pod(context, pod, "runAsNonRoot")) == Truth::yes) return;
  const DocumentNode* user = own_or_pod(context, pod, "runAsUser");
  const bool named = user && !user->is_null();
  if (named && user->text == "0") out.add("user root", "run as root");
  if (named && user->text != "0") return;
  out.add("user of image", "run as its image's user, root too");
}

void add_groups(const DocumentNode* context, const DocumentNode* pod, Actions& out) {
  for (std::string_view key : {"runAsGroup", "fsGroup"})
    if (const DocumentNode* group = own_or_pod(context, pod, key); group && group->is_scalar())
      if (!group->text.empty())
        out.add(concat("group ", encoded(group->text)),
                concat("hold group ", encoded(group->text)));
  if (const DocumentNode* groups = pod ? pod->find("supplementalGroups") : nullptr)
    for (const DocumentNode& group : groups->items)
      out.add(concat("group ", encoded(group.text)), concat("hold group ", encoded(group.text)));
}

void add_profiles(const DocumentNode* context, const DocumentNode* pod, bool privileged,
                  Actions& host, Actions& hardening) {
  const DocumentNode* seccomp = own_or_pod(context, pod, "seccompProfile");
  const std::string type = seccomp ? seccomp->find_string("type").value_or("") : "";
  if (type == "Unconfined") host.add("seccomp unconfined", "make any system call");
  if (privileged || type.empty() || type == "Unconfined")
    hardening.add("seccomp none", "make system calls without a seccomp profile");
  if (type == "Localhost") {
    const std::string own = encoded(seccomp->find_string("localhostProfile").value_or(""), "/");
    hardening.add(concat("seccomp local ", own), concat("use seccomp profile ", own));
  }
  const DocumentNode* armor = own_or_pod(context, pod, "appArmorProfile");
  const std::string armor_type = armor ? armor->find_string("type").value_or("") : "";
  if (armor_type == "Unconfined") host.add("apparmor unconfined", "run without AppArmor");
  if (armor_type == "Localhost") {
    const std::string own = encoded(armor->find_string("localhostProfile").value_or(""), "/");
    hardening.add(concat("apparmor local ", own), concat("use AppArmor profile ", own));
  }
  if (const DocumentNode* linux_options = own_or_pod(context, pod, "seLinuxOptions"))
    for (const auto& [key, value] : linux_options->members) {
      if (key.text == "level" || value.text.empty()) continue;
      if (key.text == "type" && (value.text == "container_t" || value.text == "container_init_t"))
        continue;
      const std::string option = concat(encoded(key.text), " ", encoded(value.text));
      host.add(concat("selinux ", option), concat("run under SELinux ", option));
    }
}

void add_context(const DocumentNode* context, const DocumentNode* pod, const std::string& where,
                 Actions& host, Actions& hardening, std::vector<PodRight>& out) {
  const bool privileged = truth_of(context ? context->find("privileged") : nullptr) == Truth::yes;
  if (privileged) {
    host.add("privileged", "run privileged, as the node's root");
    for (std::string_view implied : {"seccomp unconfined", "apparmor unconfined", "proc unmasked"})
      host.names.insert(std::string(implied));
  }
  std::set<std::string> defaults, added;
  const DocumentNode* capabilities = context ? context->find("capabilities") : nullptr;
  if (!add_capabilities(capabilities, privileged, defaults, added))
    push_unknown(UnknownReason::parse, where, "capabilities", *capabilities, out);
  for (const std::string& name : added)
    host.add(name,
             privileged ? "" : concat("use ", name == "capability *" ? "every capability" : name));
  std::erase(host.words, "");
  if (!defaults.empty()) {
    const bool all = defaults.size() > 13;
    std::vector<std::string> names;
    for (const std::string& name : defaults) names.push_back(name.substr(name.find(' ') + 1));
    hardening.names.insert(defaults.begin(), defaults.end());
    hardening.words.push_back(all ? "use the default capabilities"
                                  : concat("use capability ", join(names, ", ")));
  }
  const Truth escalates = truth_of(context ? context->find("allowPrivilegeEscalation") : nullptr);
  const bool administers = added.contains("capability SYS_ADMIN") || added.contains("capability *");
  if (escalates != Truth::no || privileged || administers)
    hardening.add("escalate", "gain privileges by setuid programs");
  add_user(context, pod, hardening);
  add_groups(context, pod, hardening);
  add_profiles(context, pod, privileged, host, hardening);
  const DocumentNode* proc = context ? context->find("procMount") : nullptr;
  if (proc && proc->text != "Default" && !proc->text.empty())
    host.add("proc unmasked", "see all of /proc");
  const DocumentNode* windows = own_or_pod(context, pod, "windowsOptions");
  if (windows && truth_of(windows->find("hostProcess")) != Truth::absent &&
      truth_of(windows->find("hostProcess")) != Truth::no)
    host.add("host process", "run as a process of a Windows node");
}

void add_ports(const DocumentNode& container, Actions& host) {
  const DocumentNode* ports = container.find("ports");
  if (!ports) return;
  for (const DocumentNode& port : ports->items) {
    const DocumentNode* number = port.find("hostPort");
    if (!number || number->text.empty() || number->text == "0") continue;
    const std::string name = encoded(number->text);
    host.add(concat("hostport ", name), concat("listen on port ", name, " of the node"));
  }
}

bool is_safe_sysctl(std::string_view name) {
  constexpr std::array<std::string_view, 10> kSafe = {"kernel.shm_rmid_forced",
                                                      "net.ipv4.ip_local_port_range",
                                                      "net.ipv4.ip_unprivileged_port_start",
                                                      "net.ipv4.tcp_syncookies",
                                                      "net.ipv4.ping_group_range",
                                                      "net.ipv4.ip_local_reserved_ports",
                                                      "net.ipv4.tcp_keepalive_time",
                                                      "net.ipv4.tcp_fin_timeout",
                                                      "net.ipv4.tcp_keepalive_intvl",
                                                      "net.ipv4.tcp_keepalive_probes"};
  return std::find(kSafe.begin(), kSafe.end(), name) != kSafe.end();
}

void add_pod_wide(const DocumentNode& pod, const DocumentNode* context, Actions& host,
                  Actions& hardening, std::vector<PodRight>& out) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kShared = {{
      {"hostPID", "see and signal the node's processes"},
      {"hostIPC", "share the node's memory segments"},
      {"hostNetwork", "use the node's network"},
  }};
  for (const auto& [key, words] : kShared) {
    const Truth truth = truth_of(pod.find(key));
    if (truth == Truth::yes) host.add(std::string(key), std::string(words));
    if (truth == Truth::malformed)
      push_unknown(UnknownReason::parse, "pod", key, *pod.find(key), out);
  }
  if (truth_of(pod.find("shareProcessNamespace")) == Truth::yes)
    hardening.add("share processes", "share processes among containers");
  const DocumentNode* sysctls = context ? context->find("sysctls") : nullptr;
  if (!sysctls) return;
  for (const DocumentNode& item : sysctls->items)
    if (const std::string name = item.find_string("name").value_or(""); !is_safe_sysctl(name))
      host.add(concat("sysctl ", encoded(name)), concat("set kernel parameter ", encoded(name)));
}

}  // namespace

void read_pod_rights(const Manifest& manifest, const DocumentNode& pod,
                     std::vector<PodRight>& out) {
  const DocumentNode* context = pod.find("securityContext");
  Actions host, hardening;
  add_unknown_keys(context, "pod", out);
  add_pod_wide(pod, context, host, hardening, out);
  push(PodLevel::host, host, "pod", "", out);
  push(PodLevel::hardening, hardening, "pod", "", out);
  for (const DocumentNode* container : containers_of(pod)) {
    const std::string name = encoded(container->find_string("name").value_or(""));
    const std::string where = concat("container ", name);
    const DocumentNode* own = container->find("securityContext");
    Actions own_host, own_hardening;
    add_unknown_keys(own, where, out);
    add_context(own, context, where, own_host, own_hardening, out);
    add_ports(*container, own_host);
    const std::string annotation = concat("container.apparmor.security.beta.kubernetes.io/", name);
    if (const auto found = manifest.annotations.find(annotation);
        found != manifest.annotations.end() && found->second == "unconfined")
      own_host.add("apparmor unconfined", "run without AppArmor");
    const std::string who = concat(" in container `", name, "`");
    push(PodLevel::host, own_host, where, who, out);
    push(PodLevel::hardening, own_hardening, where, who, out);
  }
}

}  // namespace foureyes::kubernetes
