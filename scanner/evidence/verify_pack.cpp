#include "evidence/verify_pack.h"

#include "evidence/verify_levels.h"

namespace foureyes {

std::string_view name_of(VerifyLevel level) {
  switch (level) {
    case VerifyLevel::parse:
      return "parse";
    case VerifyLevel::signature:
      return "signature";
    case VerifyLevel::subjects:
      return "subjects";
    case VerifyLevel::tool:
      return "tool";
    case VerifyLevel::approvals:
      return "approvals";
  }
  return "";
}

std::string_view name_of(LevelState state) {
  switch (state) {
    case LevelState::proved:
      return "proved";
    case LevelState::unproved:
      return "unproved";
    case LevelState::failed:
      return "failed";
    case LevelState::not_checked:
      return "not checked";
  }
  return "";
}

void LevelCheck::fail(std::string_view code, std::string detail) {
  result_.state = LevelState::failed;
  result_.reasons.push_back({std::string(code), std::move(detail)});
}

void LevelCheck::unproved(std::string_view code, std::string detail) {
  if (result_.state == LevelState::proved) result_.state = LevelState::unproved;
  result_.reasons.push_back({std::string(code), std::move(detail)});
}

const DocumentNode* node_at(const DocumentNode& root,
                            std::initializer_list<std::string_view> path) {
  const DocumentNode* node = &root;
  for (const auto key : path) {
    node = node->find(key);
    if (node == nullptr) return nullptr;
  }
  return node;
}

std::string text_at(const DocumentNode& root, std::initializer_list<std::string_view> path) {
  const DocumentNode* node = node_at(root, path);
  return node == nullptr ? "" : node->text;
}

std::span<const DocumentNode> items_at(const DocumentNode& root,
                                       std::initializer_list<std::string_view> path) {
  const DocumentNode* node = node_at(root, path);
  return node == nullptr ? std::span<const DocumentNode>() : node->items;
}

std::optional<Instant> key_time_of(const PackContents& contents, const VerifyOptions& options) {
  if (options.key_time) return options.key_time;
  return parse_instant(text_at(contents.predicate, {"scanner", "asOf"}));
}

namespace {

void add_level(VerifyReport& report, VerifiedLevel level) {
  for (const auto& reason : level.reasons) {
    if (level.state == LevelState::failed) {
      report.verdict.fail(reason.code, reason.detail);
    } else {
      report.verdict.incomplete(reason.code, reason.detail);
    }
  }
  report.levels.push_back(std::move(level));
}

void skip_level(VerifyReport& report, VerifyLevel level) {
  report.levels.push_back(
      {level, LevelState::not_checked, "the pack has no statement to check", {}});
}

}  // namespace

VerifyReport verify_pack(const Pack& pack, const VerifyOptions& options) {
  VerifyReport report;
  report.outside_claim = members_outside_claim(pack);
  PackContents contents{pack, std::nullopt, {}, {}};
  add_level(report, check_parse(contents));
  if (!contents.statement) {
    for (const auto level : {VerifyLevel::signature, VerifyLevel::subjects, VerifyLevel::tool,
                             VerifyLevel::approvals}) {
      skip_level(report, level);
    }
    return report;
  }
  report.gate_verdict = text_at(contents.predicate, {"verdict", "result"});
  add_level(report, check_signature(contents, options, report));
  add_level(report, check_subjects(contents));
  add_level(report, check_tool(contents, options, report));
  add_level(report, check_approvals(contents, options, report));
  return report;
}

}  // namespace foureyes
