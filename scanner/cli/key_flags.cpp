#include "cli/key_flags.h"

#include "signing/private_key.h"
#include "signing/ssh_agent.h"

namespace foureyes {

Result<std::unique_ptr<Signer>> open_signer(const std::string& key, const std::string& agent,
                                            const Environment& environment) {
  if (!key.empty() && !agent.empty()) {
    return failure(
        {"a key file and an agent's key were both named", "--key, --agent", "Name one."});
  }
  if (!key.empty()) return read_private_key_file(key);
  if (agent.empty()) return std::unique_ptr<Signer>();
  const std::string socket(environment.variable("SSH_AUTH_SOCK"));
  if (socket.empty()) {
    return failure({"no agent is running", "SSH_AUTH_SOCK",
                    "Start one: eval \"$(ssh-agent)\" and ssh-add your key."});
  }
  return agent_signer(socket, agent);
}

}  // namespace foureyes
