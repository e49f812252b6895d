#include "signing/commit_signature.h"

#include "base/text.h"
#include "signing/programs.h"
#include "signing/public_key.h"

using namespace foureyes;

namespace {

struct SignedCommit {
  std::string signature;
  std::string payload;
};

// A commit that git itself signed, split into the header and what it signs.
SignedCommit commit_by_git(const Workbench& bench, const std::string& key_type) {
  const std::string git =
      "git -c user.name=alice -c user.email=alice@example.com -c gpg.format=ssh -c "
      "user.signingkey=" +
      bench.path("key") + " -c init.defaultBranch=main ";
  REQUIRE(bench.run("ssh-keygen -q -t " + key_type + " -N '' -C '' -f key && " + git +
                    "init -q r && cd r && " + git + "commit -q -S --allow-empty -m first") == 0);
  REQUIRE(bench.run("git -C r cat-file commit HEAD") == 0);
  const std::string object = bench.read("output");
  SignedCommit commit;
  bool in_signature = false;
  bool in_header = true;
  for (const std::string_view line : split_lines(object)) {
    if (line.empty()) in_header = false;
    if (in_header && line.starts_with("gpgsig ")) {
      in_signature = true;
      commit.signature = concat(line.substr(7), "\n");
    } else if (in_header && in_signature && line.starts_with(' ')) {
      commit.signature += concat(line.substr(1), "\n");
    } else {
      in_signature = false;
      commit.payload += concat(line, "\n");
    }
  }
  return commit;
}

}  // namespace

TEST_CASE("a commit that git signed with an SSH key is trusted through an entry for git") {
  const std::string type = GENERATE("ed25519", "ecdsa -b 256", "rsa -b 2048");
  const Workbench bench;
  const SignedCommit commit = commit_by_git(bench, type);
  const std::string key = bench.read("key.pub");
  const Instant at = *parse_instant("2026-01-01");
  const auto check = [&](const std::string& line, const std::string& payload) {
    return check_commit_signature(commit.signature, payload,
                                  read_allowed_signers(line, "signers").value(), at);
  };
  const std::string listed = "alice@example.com namespaces=\"git\" " + key;
  const CommitSignature good = check(listed, commit.payload);
  CHECK(good.state == CommitSignatureState::trusted);
  CHECK(good.principals == std::vector<std::string>{"alice@example.com"});
  CHECK(check(listed, commit.payload + "x").state == CommitSignatureState::invalid);
  CHECK(check("alice@example.com " + key, commit.payload).state == CommitSignatureState::untrusted);
  CHECK(check("", commit.payload).state == CommitSignatureState::untrusted);
}

TEST_CASE("unsigned and OpenPGP-signed commits say what they are") {
  const AllowedSigners nobody;
  CHECK(check_commit_signature("", "payload", nobody, {}).state ==
        CommitSignatureState::unsigned_commit);
  CHECK(check_commit_signature("-----BEGIN PGP SIGNATURE-----\n", "payload", nobody, {}).state ==
        CommitSignatureState::not_ssh);
}
