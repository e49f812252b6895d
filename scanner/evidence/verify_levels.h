// The parts of verify_pack.cpp: one function a level. FORMAT.md lists the codes.
#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/document.h"
#include "evidence/manifest.h"
#include "evidence/pack.h"
#include "evidence/statement.h"
#include "evidence/verify_pack.h"

namespace foureyes {

// What the parse level read.
struct PackContents {
  const Pack& pack;
  std::optional<Statement> statement;
  DocumentNode predicate;
  Manifest manifest;
};

// Collects why a level is not proved. Failed beats unproved.
class LevelCheck {
 public:
  LevelCheck(VerifyLevel level, std::string summary)
      : result_{level, LevelState::proved, std::move(summary), {}} {}
  void fail(std::string_view code, std::string detail);
  void unproved(std::string_view code, std::string detail);
  bool proved() const { return result_.state == LevelState::proved; }
  VerifiedLevel take() { return std::move(result_); }

 private:
  VerifiedLevel result_;
};

VerifiedLevel check_parse(PackContents& contents);
// Fills the signer and the key of the report, and its limits.
VerifiedLevel check_signature(const PackContents& contents, const VerifyOptions& options,
                              VerifyReport& report);
VerifiedLevel check_subjects(const PackContents& contents);
VerifiedLevel check_tool(const PackContents& contents, const VerifyOptions& options,
                         VerifyReport& report);
VerifiedLevel check_approvals(const PackContents& contents, const VerifyOptions& options,
                              VerifyReport& report);

// The node at a path of members, or nullptr; its text, or "".
const DocumentNode* node_at(const DocumentNode& root, std::initializer_list<std::string_view> path);
std::string text_at(const DocumentNode& root, std::initializer_list<std::string_view> path);
// Items of the sequence there; empty when there is none.
std::span<const DocumentNode> items_at(const DocumentNode& root,
                                       std::initializer_list<std::string_view> path);

// When keys have to be valid: the option, else the pack's asOf; nullopt when neither is a time.
std::optional<Instant> key_time_of(const PackContents& contents, const VerifyOptions& options);

}  // namespace foureyes
