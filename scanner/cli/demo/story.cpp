#include "cli/demo/story.h"

#include <ostream>
#include <utility>

#include "base/bytes.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/run.h"
#include "cli/subprocess.h"
#include "model/verdict.h"

namespace foureyes {
namespace {

constexpr std::int64_t kMorning = 1'772'442'000;  // 2026-03-02T09:00:00Z

constexpr std::string_view kWorkflow = R"(name: pay-out
on:
  push:
    tags: ['v*']
permissions: {}
jobs:
  deploy:
    runs-on: ubuntu-24.04
    environment: production
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@8f4b7f84864484a7bf31766abe9204da3cbe65b3
      - run: ./deploy.sh
)";

constexpr std::string_view kHonestClient = "import os\nkey = os.environ[\"STRIPE_KEY\"]\n";

// A credential of the right shape, made here so that none stands in the source or the program.
std::string fake_key() {
  std::string key = "sk_live_";
  std::uint32_t state = 20260302;
  constexpr std::string_view kAlphabet =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  for (int i = 0; i < 24; ++i) {
    state = state * 1664525u + 1013904223u;
    key += kAlphabet[(state >> 16) % kAlphabet.size()];
  }
  return key;
}

}  // namespace

DemoStory::DemoStory(Session& session, std::string directory)
    : session_(session), directory_(std::move(directory)) {}

Result<std::string> DemoStory::tell() {
  TRY(make_repository());
  TRY(open_pull_request());
  TRY(approve_it());
  TRY(audit_it());
  TRY(tamper_with_it());
  TRY(go_too_far());
  return page();
}

Result<void> DemoStory::make_repository() {
  say("A payment repository. Bob may approve; the gate signs its evidence with a key of its own.");
  TRY(make_directories(repository() + "/.github/workflows"));
  TRY(make_directories(repository() + "/.foureyes"));
  TRY(make_directories(directory_ + "/keys"));
  TRY(new_key("bob"));
  TRY(new_key("gate"));
  TRY_ASSIGN(const std::string bob, signer_line("bob", "approval@foureyes.dev"));
  TRY_ASSIGN(const std::string gate, signer_line("gate", "evidence@foureyes.dev"));
  TRY(write(".foureyes/allowed_signers", bob + gate));
  TRY(write_file(directory_ + "/trusted_signers", bob + gate));
  TRY(write(".github/workflows/pay-out.yml", kWorkflow));
  TRY(write("client.py", kHonestClient));
  TRY(write("deploy.sh", "#!/bin/sh\n./client.py --pay-out\n"));
  TRY(shell({"git", "init", "-q", "-b", "main"}));
  TRY(commit("alice", "Pay out from tags"));
  return {};
}

Result<void> DemoStory::open_pull_request() {
  say("Alice opens a pull request: it adds a key, and lets the deploy job write to the "
      "repository.");
  TRY(shell({"git", "switch", "-q", "-c", "pay-out"}));
  const std::string wider = replace_all(kWorkflow, "contents: read", "contents: write");
  TRY(write(".github/workflows/pay-out.yml", wider));
  TRY(write("client.py", concat("key = \"", fake_key(), "\"\n")));
  TRY(commit("alice", "Pay out twice a day"));
  TRY(foureyes({"check", "--base", "main", "--head", "pay-out"}, kExitRefused));

  say("She takes the key out, of the history too. The wider job remains, and nobody approved it.");
  TRY(write("client.py", kHonestClient));
  TRY(shell({"git", "reset", "-q", "--soft", "main"}));
  TRY(commit("alice", "Pay out twice a day"));
  TRY(foureyes({"check", "--base", "main", "--head", "pay-out"}, kExitRefused));
  return {};
}

Result<void> DemoStory::approve_it() {
  say("Bob reads the delta and signs exactly that, with the SSH key he has anyway.");
  TRY(foureyes({"approve", "--base", "main", "--head", "pay-out", "--key", key("bob"), "--identity",
                "bob@example.com", "--output", directory_ + "/bob.json"},
               kExitClean));
  say("Now the gate passes, and the release manager gets one file for the change ticket.");
  TRY(foureyes(
      {"check", "--base", "main", "--head", "pay-out", "--approvals", directory_ + "/bob.json",
       "--ticket", "CHG0012345", "--sign", key("gate"), "--evidence", directory_ + "/evidence"},
      kExitClean));
  return {};
}

Result<void> DemoStory::audit_it() {
  say("Years later an auditor has the file, the repository and this program. Does the evidence "
      "hold?");
  TRY(foureyes({"evidence", "verify", page(), "--allowed-signers", directory_ + "/trusted_signers"},
               kExitClean));
  say("And does the gate come to the same result again, byte for byte?");
  TRY(foureyes({"evidence", "reproduce", page(), "--repo", repository()}, kExitClean));
  return {};
}

Result<void> DemoStory::tamper_with_it() {
  say("Somebody changes one word on the page of the ticket.");
  TRY_ASSIGN(std::string text, read_file(page()));
  const std::size_t word = text.find("write contents");
  if (word == std::string::npos) return failure({"the page does not tell the delta", page()});
  const std::string forged = directory_ + "/forged.html";
  TRY(write_file(forged, text.replace(word, 5, "reads")));
  TRY(foureyes({"evidence", "verify", forged, "--allowed-signers", directory_ + "/trusted_signers"},
               kExitRefused));
  return {};
}

Result<void> DemoStory::go_too_far() {
  say("And Alice adds one more privilege after the approval: it is stale.");
  const std::string wider =
      replace_all(kWorkflow, "contents: read", "contents: write\n      packages: write");
  TRY(write(".github/workflows/pay-out.yml", wider));
  TRY(commit("alice", "Publish a package too"));
  TRY(foureyes(
      {"check", "--base", "main", "--head", "pay-out", "--approvals", directory_ + "/bob.json"},
      kExitRefused));
  return {};
}

void DemoStory::say(std::string_view sentence) {
  const bool colour = session_.environment.colour_on_output();
  session_.out << '\n'
               << (colour ? "\033[1m" : "") << "# " << sentence << (colour ? "\033[0m" : "")
               << '\n';
}

Result<void> DemoStory::write(std::string_view path, std::string_view content) {
  return write_file(concat(repository(), "/", path), content);
}

Result<void> DemoStory::shell(std::vector<std::string> words, std::string_view person) {
  const std::string date = concat("@", kMorning + 60 * ++minute_, " +0000");
  const std::string name(person);
  const std::string email = concat(person, "@example.com");
  return run_subprocess({std::move(words),
                         repository(),
                         {{"GIT_CONFIG_GLOBAL", "/dev/null"},
                          {"GIT_CONFIG_NOSYSTEM", "1"},
                          {"GIT_DIR", repository() + "/.git"},
                          {"GIT_WORK_TREE", repository()},
                          {"GIT_INDEX_FILE", repository() + "/.git/index"},
                          {"GIT_AUTHOR_NAME", name},
                          {"GIT_AUTHOR_EMAIL", email},
                          {"GIT_AUTHOR_DATE", date},
                          {"GIT_COMMITTER_NAME", name},
                          {"GIT_COMMITTER_EMAIL", email},
                          {"GIT_COMMITTER_DATE", date}}});
}

Result<void> DemoStory::commit(std::string_view person, std::string_view message) {
  TRY(shell({"git", "add", "--all"}, person));
  return shell({"git", "commit", "-q", "--no-verify", "-m", std::string(message)}, person);
}

std::string DemoStory::key(std::string_view person) const {
  return concat(directory_, "/keys/", person);
}

Result<void> DemoStory::new_key(std::string_view person) {
  return run_subprocess({{"ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C",
                          concat(person, "@example.com"), "-f", key(person)},
                         directory_,
                         {}});
}

Result<std::string> DemoStory::signer_line(std::string_view person, std::string_view name_space) {
  TRY_ASSIGN(const std::string line, read_file(key(person) + ".pub"));
  return concat(person, "@example.com namespaces=\"", name_space, "\" ", line);
}

Result<void> DemoStory::foureyes(std::vector<std::string> words, int exit_code) {
  const std::string shown = join(words, " ");
  session_.out << "\n$ foureyes " << replace_all(shown, directory_ + "/", "../") << '\n';
  const int code = run_words(std::move(words), session_);
  session_.out << "  (exit code " << code << ")\n";
  if (code == exit_code) return {};
  return failure({concat("the story expected exit code ", exit_code), "foureyes demo",
                  "Please report this: the demo runs the real commands."});
}

}  // namespace foureyes
