#include "signing/ssh_agent.h"

#include "base/text.h"
#include "signing/programs.h"
#include "signing/sshsig.h"

using namespace foureyes;

namespace {

// A real ssh-agent, ended with the object.
class RunningAgent {
 public:
  explicit RunningAgent(const Workbench& bench) : bench_(bench) {
    REQUIRE(bench.run("ssh-agent -s -a '" + socket() + "'") == 0);
    const std::string printed = bench.read("output");
    for (const std::string_view part : split(printed, ';')) {
      const auto at = part.find("SSH_AGENT_PID=");
      if (at != std::string_view::npos) pid_ = std::string(part.substr(at + 14));
    }
    REQUIRE_FALSE(pid_.empty());
  }
  ~RunningAgent() { bench_.run("kill " + pid_); }
  std::string socket() const { return bench_.path("agent.socket"); }
  int run(const std::string& command) const {
    return bench_.run("SSH_AUTH_SOCK='" + socket() + "' " + command);
  }

 private:
  const Workbench& bench_;
  std::string pid_;
};

}  // namespace

TEST_CASE("a real ssh-agent lists its keys and signs with the one named by fingerprint") {
  const Workbench bench;
  const RunningAgent agent(bench);
  const std::string type = GENERATE("ed25519", "ecdsa -b 256");
  REQUIRE(bench.run("ssh-keygen -q -t " + type +
                    " -N '' -C alice -f key && ssh-keygen -q -t rsa "
                    "-b 2048 -N '' -C old -f rsa") == 0);
  REQUIRE(agent.run("ssh-add -q key rsa") == 0);
  const auto key = read_public_key(bench.read("key.pub"), "key.pub");
  REQUIRE(key);

  const auto identities = list_agent_identities(agent.socket());
  REQUIRE(identities);
  REQUIRE(identities->size() == 2);
  CHECK(identities->at(0).fingerprint == key->fingerprint());
  CHECK(identities->at(0).supported);
  CHECK(identities->at(0).comment == "alice");
  CHECK_FALSE(identities->at(1).supported);
  CHECK_FALSE(agent_signer(agent.socket(), identities->at(1).fingerprint));

  const auto signer = agent_signer(agent.socket(), key->fingerprint());
  REQUIRE(signer);
  const auto armored = make_sshsig(**signer, kApprovalNamespace, "statement");
  REQUIRE(armored);
  CHECK(check_sshsig(read_sshsig(*armored, "sig").value(), kApprovalNamespace, "statement"));
  bench.write("signers", "alice namespaces=\"approval@foureyes.dev\" " + bench.read("key.pub"));
  bench.write("sig", *armored);
  CHECK(bench.run("printf statement | ssh-keygen -Y verify -f signers -I alice -n "
                  "approval@foureyes.dev -s sig") == 0);
}

TEST_CASE("an agent that lacks the key says what it holds; a locked one and none at all say so") {
  const Workbench bench;
  const RunningAgent agent(bench);
  const auto empty = agent_signer(agent.socket(), "SHA256:none");
  REQUIRE_FALSE(empty);
  CHECK(contains(empty.error().fix, "ssh-add"));
  REQUIRE(bench.run("ssh-keygen -q -t ed25519 -N '' -f key") == 0);
  REQUIRE(agent.run("ssh-add -q key") == 0);
  const auto key = read_public_key(bench.read("key.pub"), "key.pub");
  CHECK(contains(agent_signer(agent.socket(), "SHA256:none").error().fix, key->fingerprint()));

  const auto signer = agent_signer(agent.socket(), key->fingerprint());
  REQUIRE(signer);
  REQUIRE(agent.run("ssh-add -D") == 0);
  CHECK(contains((*signer)->sign("x").error().what, "refused"));
  CHECK_FALSE(list_agent_identities(bench.path("nobody")));
  CHECK_FALSE(list_agent_identities(""));
  CHECK_FALSE(list_agent_identities(std::string(200, 'x')));
}
