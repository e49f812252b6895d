// Level 1: the pack has the shape of one.
#include <array>

#include "base/json_document.h"
#include "base/text.h"
#include "evidence/verify_levels.h"

namespace foureyes {

namespace {

constexpr std::array kRequired = {
    pack_member::kManifest, pack_member::kEvidence,  pack_member::kDelta,    pack_member::kSarif,
    pack_member::kMarkdown, pack_member::kPageShell, pack_member::kStatement};
constexpr std::array kJsonFacts = {pack_member::kEvidence, pack_member::kDelta,
                                   pack_member::kSarif};

void check_members(const Pack& pack, LevelCheck& check) {
  if (!pack.irregularity.empty()) check.fail("PACK_ALTERED", pack.irregularity);
  for (const auto name : kRequired) {
    if (pack.find(name) == nullptr) {
      check.fail("MEMBER_MISSING", concat("the pack has no ", name));
    }
  }
  const bool has_envelope = pack.find(pack_member::kEnvelope) != nullptr;
  const bool has_bundle = pack.find(pack_member::kBundle) != nullptr;
  if (has_envelope != has_bundle) {
    check.fail("MEMBER_MISSING", concat("the pack has no ", has_envelope ? pack_member::kBundle
                                                                         : pack_member::kEnvelope));
  }
  for (const auto name : kJsonFacts) {
    const std::string* text = pack.find(name);
    if (text == nullptr) continue;
    const auto read = read_json(*text, name, {.bytes = PackLimits{}.member_bytes});
    if (!read) check.fail("MEMBER_MALFORMED", concat(name, ": ", read.error().what));
  }
}

}  // namespace

VerifiedLevel check_parse(PackContents& contents) {
  LevelCheck check(VerifyLevel::parse, "every member is there and reads");
  check_members(contents.pack, check);
  if (const std::string* text = contents.pack.find(pack_member::kManifest)) {
    auto manifest = read_manifest(*text, pack_member::kManifest);
    if (manifest) {
      contents.manifest = std::move(*manifest);
    } else {
      check.fail("MEMBER_MALFORMED", manifest.error().what);
    }
  }
  if (const std::string* text = contents.pack.find(pack_member::kStatement)) {
    auto statement = read_statement(*text, pack_member::kStatement);
    auto document = read_json(*text, pack_member::kStatement);
    if (statement && document) {
      contents.statement = std::move(*statement);
      contents.predicate = *document->find("predicate");
    } else {
      check.fail("MEMBER_MALFORMED", statement ? document.error().what : statement.error().what);
    }
  }
  return check.take();
}

}  // namespace foureyes
