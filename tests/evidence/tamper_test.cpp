// No byte inside the claim can be changed unnoticed: bytes of a page, of a tar file and of each
// member are changed in turn. Either verification no longer proves the pack, or nothing changed but
// a member that is listed as outside the claim.
//
// The usual run tries the bytes around each border and every 101st one; the hidden tests
// ("[every-byte]", ten minutes unoptimised) try them all.
#include "evidence/pack_form.h"
#include "evidence/sample_pack.h"
#include "evidence/sample_signers.h"
#include "evidence/verify_pack.h"
#include "support/catch.h"

using namespace foureyes;
using namespace foureyes::testing;

namespace {

Pack whole_sample() {
  CheckReport report = sample_report();
  add_input(report, "policy", ".foureyes.yml", "version: 1\n");
  add_approval(report, report.delta.semantic_digest);
  const auto signer = gate_signer();
  return sample_pack(report, signer.get());
}

bool differs_only_outside_claim(const Pack& a, Pack b) {
  if (!b.irregularity.empty()) return false;
  for (const auto& name : members_outside_claim(a)) b.members[name] = *a.find(name);
  return b.members == a.members;
}

enum class Density { borders_and_sample, every_byte };

bool is_tried(std::string_view text, std::size_t offset, Density density) {
  if (density == Density::every_byte || offset % 101 == 0) return true;
  const auto around = text.substr(offset < 2 ? 0 : offset - 2, 5);
  return around.find("\n<") != std::string_view::npos ||
         around.find("\">") != std::string_view::npos ||
         around.find("=\"") != std::string_view::npos;
}

// The offsets at which the change went unnoticed.
std::vector<std::size_t> unnoticed_changes(const Pack& pack, const std::string& form,
                                           Density density) {
  const auto signers = sample_signers();
  std::vector<std::size_t> offsets;
  std::string bytes = form;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (!is_tried(form, i, density)) continue;
    bytes[i] = static_cast<char>(bytes[i] ^ 0x01);
    const auto read = read_pack_bytes(bytes, "pack");
    if (read && !differs_only_outside_claim(pack, *read) &&
        verify_pack(*read, {.allowed_signers = &signers}).verdict.exit_code() != kExitRefused) {
      offsets.push_back(i);
    }
    bytes[i] = form[i];
  }
  return offsets;
}

// "name offset" of each change of a member that went unnoticed.
std::vector<std::string> unnoticed_member_changes(Pack pack, Density density) {
  const auto signers = sample_signers();
  std::vector<std::string> places;
  const auto try_it = [&](const std::string& place) {
    const auto report = verify_pack(pack, {.allowed_signers = &signers});
    if (report.verdict.exit_code() != kExitRefused) places.push_back(place);
  };
  for (auto& [name, bytes] : pack.members) {
    if (is_outside_claim(name)) continue;
    const std::string original = bytes;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      if (i >= 2 && i + 2 < bytes.size() && !is_tried(original, i, density)) continue;
      bytes[i] = static_cast<char>(bytes[i] ^ 0x20);  // also turns letters into the other case
      try_it(name + " " + std::to_string(i));
      bytes[i] = original[i];
    }
    bytes += '\n';
    try_it(name + " longer");
    bytes = original.substr(0, original.size() - 1);
    try_it(name + " shorter");
    bytes = original;
  }
  return places;
}

}  // namespace

TEST_CASE("no byte of a page can be changed unnoticed", "[tamper]") {
  const Pack pack = whole_sample();
  CHECK(unnoticed_changes(pack, pack_as_page(pack).value(), Density::borders_and_sample).empty());
}

TEST_CASE("no byte of a tar file can be changed unnoticed", "[tamper]") {
  const Pack pack = whole_sample();
  CHECK(unnoticed_changes(pack, pack_as_tar(pack), Density::borders_and_sample).empty());
}

TEST_CASE("no byte of a member inside the claim can be changed unnoticed", "[tamper]") {
  CHECK(unnoticed_member_changes(whole_sample(), Density::borders_and_sample).empty());
}

TEST_CASE("not one single byte of any form can be changed unnoticed", "[.][every-byte]") {
  const Pack pack = whole_sample();
  CHECK(unnoticed_changes(pack, pack_as_page(pack).value(), Density::every_byte).empty());
  CHECK(unnoticed_changes(pack, pack_as_tar(pack), Density::every_byte).empty());
  CHECK(unnoticed_member_changes(pack, Density::every_byte).empty());
}

TEST_CASE("nothing can be put between, before or after the members", "[tamper]") {
  const auto signers = sample_signers();
  const Pack pack = whole_sample();
  const auto page = pack_as_page(pack).value();
  const auto tar = pack_as_tar(pack);
  const auto exit_code = [&](const std::string& bytes) {
    const auto read = read_pack_bytes(bytes, "pack");
    return read ? verify_pack(*read, {.allowed_signers = &signers}).verdict.exit_code() : -1;
  };
  CHECK(exit_code(page) == kExitClean);
  CHECK(exit_code(tar) == kExitClean);
  for (std::size_t i = 0; i <= page.size(); i += 499) {
    CHECK(exit_code(page.substr(0, i) + " " + page.substr(i)) != kExitClean);
  }
  CHECK(exit_code(page + "<!--foureyes:members--><!--foureyes:members-end-->") != kExitClean);
  CHECK(exit_code(tar + std::string(512, '\0')) != kExitClean);
  CHECK(exit_code(tar.substr(0, tar.size() - 1)) != kExitClean);
  CHECK(exit_code(std::string(512, '\0') + tar) != kExitClean);
}

TEST_CASE("a member outside the claim may change, and is listed", "[tamper]") {
  const auto signers = sample_signers();
  Pack pack = whole_sample();
  pack.members["run-context.json"] = "{\"run\":\"another\"}";
  pack.members["timestamp.tsr"] = "later";
  const auto read = read_pack_bytes(pack_as_page(pack).value(), "page");
  REQUIRE(read);
  const auto report = verify_pack(*read, {.allowed_signers = &signers});
  CHECK(report.verdict.exit_code() == kExitClean);
  CHECK(report.outside_claim == std::vector<std::string>{"run-context.json", "timestamp.tsr"});
}
