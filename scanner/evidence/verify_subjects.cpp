// Level 3: statement and manifest cover exactly the members that are there.
#include <map>

#include "base/json_document.h"
#include "base/text.h"
#include "evidence/subjects.h"
#include "evidence/verify_levels.h"

namespace foureyes {

namespace {

using Digests = std::map<std::string, std::string, std::less<>>;

void check_manifest(const PackContents& contents, LevelCheck& check) {
  const Manifest found = manifest_of(contents.pack);
  for (const auto& [name, entry] : contents.manifest) {
    const auto member = found.find(name);
    if (member == found.end()) {
      check.fail("SUBJECT_MISMATCH", concat(name, " is in the manifest and not in the pack"));
    } else if (member->second != entry) {
      check.fail("SUBJECT_MISMATCH", concat(name, " is not what the manifest says"));
    }
  }
  for (const auto& [name, entry] : found) {
    if (!contents.manifest.contains(name)) {
      check.fail("SUBJECT_MISMATCH", concat(name, " is in the pack and not in the manifest"));
    }
  }
}

// The head is no member: it has to be the one that the predicate is about.
StatementSubject expected_head(const DocumentNode& predicate) {
  const auto part = [&](std::string_view digest) {
    return text_at(predicate, {"change", "head", digest});
  };
  return {std::string(kHeadSubject),
          text_at(predicate, {"change", "repository"}),
          {{"gitCommit", part("gitCommit")}, {"gitTree", part("gitTree")}}};
}

void check_statement(const PackContents& contents, LevelCheck& check) {
  auto expected = member_subjects(contents.pack);
  expected.push_back(expected_head(contents.predicate));
  const auto& subjects = contents.statement->subjects;
  if (contents.statement->predicate_type != kChangeEvidence) {
    check.fail("SUBJECT_MISMATCH", concat("the statement is not one of ", kChangeEvidence));
  }
  if (subjects.size() != expected.size()) {
    check.fail("SUBJECT_MISMATCH", "the statement has other subjects than the pack has members");
    return;
  }
  for (std::size_t i = 0; i < subjects.size(); ++i) {
    if (subjects[i].name != expected[i].name || subjects[i].uri != expected[i].uri ||
        subjects[i].digests != expected[i].digests) {
      check.fail("SUBJECT_MISMATCH", concat(expected[i].name, " is not what the statement says"));
    }
  }
}

// The inputs that the predicate names, by member: as read, or as the redacted copy.
Digests stated_inputs(const DocumentNode& predicate) {
  Digests inputs;
  for (const auto& input : items_at(predicate, {"scanner", "inputs"})) {
    if (text_at(input, {"kind"}) == "fingerprint-key") continue;
    const auto redacted = text_at(input, {"redactedSha256"});
    inputs[input_member_name(text_at(input, {"name"}))] =
        redacted.empty() ? text_at(input, {"sha256"}) : redacted;
  }
  return inputs;
}

void check_inputs(const PackContents& contents, LevelCheck& check) {
  Digests found;
  for (const auto& [name, entry] : manifest_of(contents.pack)) {
    if (name.starts_with(pack_member::kInputs)) found[name] = entry.sha256;
  }
  const Digests stated = stated_inputs(contents.predicate);
  for (const auto& [name, sha256] : stated) {
    const auto input = found.find(name);
    if (input == found.end() || input->second != sha256) {
      check.fail("INPUT_DIGEST_MISMATCH", concat(name, " is not the input that the gate read"));
    }
  }
  for (const auto& [name, sha256] : found) {
    if (!stated.contains(name)) {
      check.fail("INPUT_DIGEST_MISMATCH", concat("the gate read no ", name));
    }
  }
}

using NodePath = std::initializer_list<std::string_view>;

// Predicate and facts are two writings of one report: they agree on what decides.
void check_facts(const PackContents& contents, LevelCheck& check) {
  const std::string* text = contents.pack.find(pack_member::kEvidence);
  if (text == nullptr) return;
  const auto evidence =
      read_json(*text, pack_member::kEvidence, {.bytes = PackLimits{}.member_bytes});
  if (!evidence) return;  // the parse level said so
  const auto compare = [&](std::string_view words, NodePath in_evidence, NodePath in_predicate) {
    if (text_at(*evidence, in_evidence) == text_at(contents.predicate, in_predicate)) return;
    check.fail("SUBJECT_MISMATCH", concat("statement.json and evidence.json differ in ", words));
  };
  compare("the verdict", {"verdict", "result"}, {"verdict", "result"});
  compare("the head commit", {"change", "head", "commit"}, {"change", "head", "gitCommit"});
  compare("the base commit", {"change", "base", "commit"}, {"change", "base", "gitCommit"});
  compare("the resulting tree", {"change", "resultTree"}, {"change", "result", "gitTree"});
  compare("the delta", {"delta", "semanticDigest"}, {"change", "delta", "semanticDigest"});
  compare("the time", {"asOf"}, {"scanner", "asOf"});
}

}  // namespace

VerifiedLevel check_subjects(const PackContents& contents) {
  LevelCheck check(VerifyLevel::subjects, "the statement covers exactly these members");
  check_manifest(contents, check);
  check_statement(contents, check);
  check_inputs(contents, check);
  check_facts(contents, check);
  return check.take();
}

}  // namespace foureyes
