#include "privilege/dialects/gitlab_ci/expression.h"

#include <algorithm>

#include "base/text.h"

namespace foureyes::gitlab_ci {
namespace {

constexpr std::size_t kMaxDisjuncts = 64;
constexpr std::size_t kMaxConjuncts = 32;
constexpr int kMaxDepth = 20;

enum class TokenKind { variable, text, pattern, null, sign, end, wrong };

struct Token {
  TokenKind kind = TokenKind::end;
  std::string text;
};

bool is_name(char c) { return is_alphanumeric(c) || c == '_'; }

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) { advance(); }

  std::optional<Disjuncts> parse() {
    auto out = either(0);
    if (!out || token_.kind != TokenKind::end) return std::nullopt;
    return out;
  }

 private:
  void advance() { token_ = next(); }

  Token quoted(char quote, TokenKind kind) {
    Token token{kind, ""};
    for (++at_; at_ < text_.size() && text_[at_] != quote; ++at_) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) token.text += text_[at_++];
      token.text += text_[at_];
    }
    if (at_ >= text_.size()) return {TokenKind::wrong, ""};
    ++at_;
    return token;
  }

  Token next() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
    if (at_ >= text_.size()) return {};
    const char c = text_[at_];
    if (c == '"' || c == '\'') return quoted(c, TokenKind::text);
    if (c == '/') {
      Token token = quoted(c, TokenKind::pattern);
      for (; at_ < text_.size() && is_letter(text_[at_]); ++at_)
        token.text += concat(" ", text_[at_]);
      return token;
    }
    if (c == '(' || c == ')') {
      ++at_;
      return {TokenKind::sign, std::string(1, c)};
    }
    for (std::string_view sign : {"&&", "||", "==", "!=", "=~", "!~"})
      if (text_.substr(at_).starts_with(sign)) {
        at_ += 2;
        return {TokenKind::sign, std::string(sign)};
      }
    const std::size_t begin = at_ + (c == '$' ? 1 : 0);
    std::size_t end = begin;
    while (end < text_.size() && is_name(text_[end])) ++end;
    const std::string word(text_.substr(begin, end - begin));
    at_ = end;
    if (c == '$' && !word.empty()) return {TokenKind::variable, word};
    if (word == "null") return {TokenKind::null, ""};
    at_ = text_.size();
    return {TokenKind::wrong, ""};
  }

  bool take(std::string_view sign) {
    if (token_.kind != TokenKind::sign || token_.text != sign) return false;
    advance();
    return true;
  }

  std::optional<Disjuncts> either(int depth) {
    auto out = each(depth);
    while (out && take("||")) {
      const auto more = each(depth);
      if (!more) return std::nullopt;
      out->insert(out->end(), more->begin(), more->end());
      if (out->size() > kMaxDisjuncts) return std::nullopt;
    }
    return out;
  }

  std::optional<Disjuncts> each(int depth) {
    auto out = single(depth);
    while (out && take("&&")) {
      const auto more = single(depth);
      if (!more) return std::nullopt;
      out = both_of(*out, *more);
    }
    return out;
  }

  std::optional<Disjuncts> single(int depth) {
    if (depth > kMaxDepth) return std::nullopt;
    if (take("(")) {
      auto out = either(depth + 1);
      if (!out || !take(")")) return std::nullopt;
      return out;
    }
    return comparison();
  }

  std::optional<Disjuncts> comparison() {
    const Token left = token_;
    if (left.kind != TokenKind::variable && left.kind != TokenKind::text) return std::nullopt;
    advance();
    if (token_.kind != TokenKind::sign || token_.text.find_first_of("=!") == std::string::npos)
      return left.kind == TokenKind::variable ? alone(left.text) : std::nullopt;
    const std::string sign = token_.text;
    advance();
    const Token right = token_;
    advance();
    if (left.kind == TokenKind::text)
      return right.kind == TokenKind::variable && sign.ends_with('=')
                 ? compared(right.text, sign, left)
                 : std::nullopt;
    return compared(left.text, sign, right);
  }

  static std::optional<Disjuncts> alone(const std::string& name) {
    return Disjuncts{{Conjunct{name, "not-equals", {""}, MissingKey::is_false}}};
  }

  static std::optional<Disjuncts> compared(const std::string& name, const std::string& sign,
                                           const Token& right) {
    const bool negated = sign.starts_with('!');
    const MissingKey missing = negated ? MissingKey::is_true : MissingKey::is_false;
    const bool by_pattern = sign.ends_with('~');
    // "Equals nothing, or is missing": the variable is not there.
    const MissingKey opposite = negated ? MissingKey::is_false : MissingKey::is_true;
    if (right.kind == TokenKind::null && !by_pattern)
      return Disjuncts{{Conjunct{name, negated ? "not-equals" : "equals", {}, opposite}}};
    std::string value = right.text;
    if (right.kind == TokenKind::variable) value = concat("$", right.text);
    const bool fits = by_pattern
                          ? right.kind == TokenKind::pattern || right.kind == TokenKind::variable
                          : right.kind == TokenKind::text || right.kind == TokenKind::variable;
    if (!fits) return std::nullopt;
    const std::string family =
        by_pattern ? (negated ? "matches-not" : "matches") : (negated ? "not-equals" : "equals");
    // What the other variable holds is not known here, so such a comparison is opaque.
    const bool opaque = !by_pattern && right.kind == TokenKind::variable;
    return Disjuncts{{Conjunct{name, concat(family, opaque ? "-variable" : ""), {value}, missing}}};
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Token token_;
};

Conjunct kind_of_pipeline(std::vector<std::string> kinds) {
  return {"pipeline", "equals", std::move(kinds), MissingKey::is_false};
}

// What one comparison implies besides itself.
void add_implied(const Conjunct& conjunct, std::vector<Conjunct>& out) {
  const bool equals =
      (conjunct.operator_family == "equals" || conjunct.operator_family == "equals-variable") &&
      !conjunct.values.empty();
  const std::string value = equals ? conjunct.values.front() : "";
  const bool named = conjunct.operator_family == "matches" ||
                     (!value.empty() && (!value.starts_with('$') || value == "$CI_DEFAULT_BRANCH"));
  const bool present =
      conjunct.operator_family == "not-equals" && conjunct.missing == MissingKey::is_false;
  if (!named && !present) return;
  if (conjunct.key == "CI_COMMIT_BRANCH") out.push_back(kind_of_pipeline({"branches"}));
  if (conjunct.key == "CI_COMMIT_TAG") out.push_back(kind_of_pipeline({"tags"}));
  if (conjunct.key.starts_with("CI_MERGE_REQUEST_") ||
      (conjunct.key == "CI_PIPELINE_SOURCE" && value == "merge_request_event"))
    out.push_back(kind_of_pipeline({"merge_requests"}));
  if (conjunct.key == "CI_PIPELINE_SOURCE" && value == "push")
    out.push_back(kind_of_pipeline({"branches", "tags"}));
  const bool names_ref = conjunct.key == "CI_COMMIT_BRANCH" || conjunct.key == "CI_COMMIT_TAG" ||
                         conjunct.key == "CI_COMMIT_REF_NAME";
  if (names_ref && named)
    out.push_back({"ref", conjunct.operator_family, conjunct.values, MissingKey::is_false});
}

}  // namespace

std::optional<Disjuncts> both_of(const Disjuncts& a, const Disjuncts& b) {
  if (a.size() * b.size() > kMaxDisjuncts) return std::nullopt;
  Disjuncts out;
  for (const auto& left : a)
    for (const auto& right : b) {
      out.push_back(left);
      out.back().insert(out.back().end(), right.begin(), right.end());
      if (out.back().size() > kMaxConjuncts) return std::nullopt;
    }
  return out;
}

void complete(Disjuncts& disjuncts) {
  for (auto& disjunct : disjuncts) {
    std::vector<Conjunct> implied;
    for (const Conjunct& conjunct : disjunct) add_implied(conjunct, implied);
    disjunct.insert(disjunct.end(), implied.begin(), implied.end());
    std::sort(disjunct.begin(), disjunct.end());
    disjunct.erase(std::unique(disjunct.begin(), disjunct.end()), disjunct.end());
  }
  std::sort(disjuncts.begin(), disjuncts.end());
  disjuncts.erase(std::unique(disjuncts.begin(), disjuncts.end()), disjuncts.end());
}

std::optional<Disjuncts> read_expression(std::string_view text) { return Parser(text).parse(); }

}  // namespace foureyes::gitlab_ci
