// Credentials in archives and compressed files, with archives made at run time.
#include <algorithm>
#include <set>

#include "base/bytes.h"
#include "base/text.h"
#include "secrets/engine.h"
#include "secrets/views/make_archive.h"
#include "support/catch.h"
#include "support/random.h"

using namespace foureyes;
using namespace foureyes::test;

namespace {

std::set<NoticeReason> reasons_of(const Detection& detection) {
  std::set<NoticeReason> reasons;
  for (const Notice& notice : detection.notices) reasons.insert(notice.reason);
  return reasons;
}

}  // namespace

TEST_CASE("a token is found in every kind of archive, under the path of its entry") {
  Engine engine;
  const std::string text = concat("a\nkey = \"", expand("{{github-token:ghp_}}"), "\"\n");
  for (const auto& [kind, path] : {
           std::pair{ArchiveKind::zip, "libs/app.jar!/config/app.env"},
           std::pair{ArchiveKind::tar, "libs/app.jar!/config/app.env"},
           std::pair{ArchiveKind::tar_gzip, "libs/app.jar!/config/app.env"},
           std::pair{ArchiveKind::tar_bzip2, "libs/app.jar!/config/app.env"},
           std::pair{ArchiveKind::tar_xz, "libs/app.jar!/config/app.env"},
           std::pair{ArchiveKind::tar_zstd, "libs/app.jar!/config/app.env"},
           std::pair{ArchiveKind::gzip, "libs/app.jar!/app"},
           std::pair{ArchiveKind::bzip2, "libs/app.jar!/app"},
           std::pair{ArchiveKind::xz, "libs/app.jar!/app"},
           std::pair{ArchiveKind::zstd, "libs/app.jar!/app"},
       }) {
    INFO(path << " " << static_cast<int>(kind));
    const std::string archive = make_archive(kind, {{"a.txt", "x"}, {"config/app.env", text}});
    const Detection detection = engine.scan(archive, "libs/app.jar");
    CHECK(detection.notices.empty());
    REQUIRE(detection.findings.size() == 1);
    CHECK(detection.findings[0].path == path);
    CHECK(detection.findings[0].region.start_line == 2);
    CHECK(detection.findings[0].range.begin == text.find("ghp_"));
    CHECK(detection.findings[0].fingerprint == engine.scan(text).findings[0].fingerprint);
  }
}

TEST_CASE("the inner path decides what rules see") {
  Engine engine;
  const std::string text = concat("password: \"", expand("{{password:16}}"), "\"\n");
  const std::string archive = make_archive(
      ArchiveKind::zip, {{"app.yml", text}, {"yarn.lock", text}, {"home/id_rsa", "x"}});
  std::set<std::string> paths;
  for (const Finding& finding : engine.scan(archive, "yarn.lock").findings)
    paths.insert(finding.path);
  CHECK(paths == std::set<std::string>{"yarn.lock!/app.yml", "yarn.lock!/home/id_rsa"});
}

TEST_CASE("names of entries are labels: relative, without .., and masked") {
  Engine engine;
  const std::string token = expand("{{github-token:ghp_}}");
  const std::string text = concat("key: ", expand("{{github-token:ghp_}}", 2), "\n");
  const std::string archive =
      make_archive(ArchiveKind::zip, {{"../../etc/passwd", text},
                                      {"/abs/\xc3\xa9.txt", text},
                                      {concat("backup/", token, ".txt"), text}});
  std::set<std::string> paths;
  for (const Finding& finding : engine.scan(archive, "a.zip").findings) {
    paths.insert(finding.path);
    CHECK_FALSE(contains(finding.path, token));
  }
  CHECK(paths == std::set<std::string>{"a.zip!/__/__/etc/passwd", "a.zip!/abs/\xc3\xa9.txt",
                                       "a.zip!/backup/ghp_[redacted].txt"});
}

TEST_CASE("archives in archives are opened to a depth of 5, and what is deeper is said") {
  Engine engine;
  std::string bytes = concat("key: ", expand("{{github-token:ghp_}}"), "\n");
  for (int depth = 1; depth <= 7; ++depth) {
    INFO(depth);
    bytes = make_archive(depth % 2 ? ArchiveKind::zip : ArchiveKind::tar_gzip,
                         {{concat("level", depth), bytes}});
    const Detection detection = engine.scan(bytes, "a.zip");
    CHECK(detection.findings.size() == (depth <= 5 ? 1 : 0));
    CHECK(detection.notices.size() == (depth <= 5 ? 0 : 1));
    if (depth == 2) CHECK(detection.findings[0].path == "a.zip!/level2!/level1");
  }
}

TEST_CASE("bombs end at the budget and are said to") {
  Engine engine;
  const std::string zeros(40u << 20, '\0');
  std::string bomb = make_archive(ArchiveKind::zip, {{"zeros", zeros}});
  CHECK(bomb.size() < 100'000);
  CHECK(reasons_of(engine.scan(bomb, "a.zip")) == std::set{NoticeReason::partial_scan});
  // Sixteen in one, nested as the well-known one is.
  for (int level = 0; level < 3; ++level) {
    std::vector<ArchiveMember> members;
    for (int i = 0; i < 16; ++i) members.push_back({concat("lib ", i, ".zip"), bomb});
    bomb = make_archive(ArchiveKind::zip, members);
  }
  CHECK(reasons_of(engine.scan(bomb, "a.zip")) == std::set{NoticeReason::partial_scan});
  std::vector<ArchiveMember> many(60'000, {"x", "y"});
  CHECK(reasons_of(engine.scan(make_archive(ArchiveKind::zip, many), "a.zip"))
            .contains(NoticeReason::partial_scan));
}

TEST_CASE("what a damaged archive still gives is scanned, and the damage is said") {
  Engine engine;
  Random random(1);
  const std::string text = concat("key: ", expand("{{github-token:ghp_}}"), "\n");
  for (const ArchiveKind kind : {ArchiveKind::tar_gzip, ArchiveKind::zip, ArchiveKind::xz}) {
    const std::string whole =
        make_archive(kind, {{"a.env", text + random.text(200'000, "abcdefghij \n")}});
    const Detection cut =
        engine.scan(std::string_view(whole).substr(0, whole.size() * 3 / 4), "a.zip");
    INFO(static_cast<int>(kind));
    CHECK(reasons_of(cut) == std::set{NoticeReason::unreadable});
    if (kind != ArchiveKind::zip) CHECK(cut.findings.size() == 1);
  }
  const Detection none = engine.scan(concat("PK\x03\x04 ", text), "a.zip");
  CHECK(none.findings.size() == 1);
  CHECK(reasons_of(none) == std::set{NoticeReason::unreadable});
}

TEST_CASE("a text that only begins like compressed data is read as it is, once") {
  Engine engine;
  const std::string token =
      expand(engine.rules().find("github-personal-access-token")->examples[0]);
  CHECK(engine.scan("BZh]").notices.empty());
  const Detection short_gzip = engine.scan(concat("\x1f\x8b\x08", "\n", token, "\n"));
  REQUIRE(short_gzip.notices.size() == 1);
  CHECK(contains(short_gzip.notices.front().detail, "damaged"));
  REQUIRE(short_gzip.findings.size() == 1);
  CHECK(short_gzip.findings.front().path == "src/app.yml");
}

TEST_CASE("compressed text in base64 is found at the base64") {
  Engine engine;
  const std::string text = concat("a\nkey = \"", expand("{{github-token:ghp_}}"), "\"\n");
  for (const auto& [kind, name] : {
           std::pair{ArchiveKind::gzip, "gzip"},
           std::pair{ArchiveKind::xz, "xz"},
           std::pair{ArchiveKind::zstd, "zstd"},
           std::pair{ArchiveKind::zip, "zip"},
           std::pair{ArchiveKind::tar_gzip, "gzip"},
           std::pair{ArchiveKind::zlib, "zlib"},
       }) {
    INFO(name);
    const std::string encoded = base64_encode(make_archive(kind, {{"a.txt", text}}));
    const Detection detection = engine.scan(concat("data: ", encoded, "\n"));
    REQUIRE(detection.findings.size() == 1);
    const Finding& finding = detection.findings[0];
    CHECK(finding.explanation == concat("CRC32 matches, in ", name, " in base64"));
    CHECK(finding.range == ByteRange{6, 6 + encoded.size()});
    CHECK(finding.masked_line == "data: ghp_[redacted]");
  }
}
