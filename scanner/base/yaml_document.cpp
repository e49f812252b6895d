// yaml-cpp gives events, nothing more: depth, the budget, aliases, merge keys and repeated keys are
// ours (yaml_tree.h). What would make it stop early or disagree with other readers is refused
// before it sees the text.
#include "base/yaml_document.h"

#include <algorithm>
#include <cstring>
#include <exception>
#include <istream>
#include <streambuf>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "base/document_text.h"
#include "base/text.h"
#include "base/utf8.h"
#include "base/yaml_tree.h"

namespace foureyes {
namespace {

// Thrown through yaml-cpp, whose handlers cannot fail otherwise, and caught in this file.
struct Stop {
  Error error;
};

// c-printable (YAML 1.2.2, 5.1) without the characters that only some readers take as line breaks:
// behind one of them, a comment for us would be a setting for others (threats P1-2). U+0004 is what
// yaml-cpp takes for the end of the stream.
bool is_accepted(char32_t c) {
  if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
  if (c >= 0x7f && c < 0xa0) return false;
  return c != 0x2028 && c != 0x2029 && c != 0xfffe && c != 0xffff;
}

Result<void> check_characters(std::string_view text, std::string_view name) {
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Step step = utf8_step(text, at);
    if (!is_accepted(step.code_point)) {
      return failure({"a control character or an unusual line break",
                      document_position_at(name, text, at),
                      "write it as an escape in a quoted string"});
    }
    at += step.length;
  }
  return {};
}

// The text as yaml-cpp needs it. A lone CR is a line break for YAML but not for yaml-cpp, which
// also takes the end of the text for the end of a quoted scalar; an end marker is no end of one.
std::string prepared(std::string_view text) {
  std::string out(text);
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (out[i] == '\r' && (i + 1 == out.size() || out[i + 1] != '\n')) out[i] = '\n';
  }
  if (!out.empty() && out.back() != '\n') out += '\n';
  return out + "...\n";
}

// Hands the text over and counts what can become a token. yaml-cpp queues the tokens of a flow
// collection until it is closed, so without a count "[[[[" would cost a hundred times its size.
class CountingBuffer final : public std::streambuf {
 public:
  CountingBuffer(std::string& text, std::size_t limit) : limit_(limit) {
    setg(text.data(), text.data(), text.data() + text.size());
  }
  void restart_count() { count_ = 0; }
  bool is_exhausted() const { return exhausted_; }

 protected:
  std::streamsize xsgetn(char* out, std::streamsize size) override {
    size = std::min<std::streamsize>(size, egptr() - gptr());
    exhausted_ = exhausted_ || count_ > limit_;
    if (size <= 0 || exhausted_) return 0;
    std::memcpy(out, gptr(), static_cast<std::size_t>(size));
    gbump(static_cast<int>(size));
    const std::string_view chunk(out, static_cast<std::size_t>(size));
    for (const char c : chunk) count_ += contains("[]{},:?-&*!\"'%", {&c, 1}) ? 1 : 0;
    return size;
  }

 private:
  std::size_t limit_;
  std::size_t count_ = 0;
  bool exhausted_ = false;  // for good: yaml-cpp takes it for the end of the stream
};

class TreeBuilder final : public YAML::EventHandler {
 public:
  TreeBuilder(std::string_view name, const DocumentLimits& limits, CountingBuffer& input)
      : name_(name), limits_(limits), input_(input) {}

  std::size_t start() const { return start_; }
  const YamlTree& tree() const { return tree_; }

  void OnDocumentStart(const YAML::Mark& mark) override {
    start_ = static_cast<std::size_t>(std::max(mark.pos, 0));
    tree_ = {};
    anchors_.clear();
    open_.clear();
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    remember(anchor, add(mark, {}));
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    YamlNode node;
    node.is_alias = true;
    if (anchor >= anchors_.size() || anchors_[anchor] == kNoNode) {
      stop(mark, "an alias to a node that is not complete");
    }
    node.alias_of = anchors_[anchor];
    add(mark, std::move(node));
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    YamlNode node;
    resolve_yaml_scalar(node, tag, value);
    remember(anchor, add(mark, std::move(node)));
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, NodeKind::sequence);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, NodeKind::mapping);
  }
  void OnMapEnd() override { close(); }

 private:
  static constexpr std::size_t kNoNode = static_cast<std::size_t>(-1);

  struct Open {
    std::size_t node;
    YAML::anchor_t anchor;
  };

  [[noreturn]] void stop(const YAML::Mark& mark, std::string what) const {
    const auto line = static_cast<std::size_t>(std::max(mark.line, 0)) + 1;
    const auto column = static_cast<std::size_t>(std::max(mark.column, 0)) + 1;
    throw Stop{{std::move(what), document_position(name_, line, column)}};
  }

  std::size_t add(const YAML::Mark& mark, YamlNode node) {
    input_.restart_count();
    if (open_.size() >= limits_.depth) {
      stop(mark, concat("nested deeper than ", limits_.depth, " levels"));
    }
    if (++nodes_ > limits_.nodes) {
      stop(mark, concat("more than ", limits_.nodes, " nodes"));
    }
    node.line = static_cast<std::uint32_t>(mark.line) + 1;
    node.column = static_cast<std::uint32_t>(mark.column) + 1;
    const std::size_t index = tree_.nodes.size();
    tree_.nodes.push_back(std::move(node));
    if (open_.empty()) {
      tree_.root = index;
    } else {
      tree_.nodes[open_.back().node].children.push_back(index);
    }
    return index;
  }

  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, NodeKind kind) {
    YamlNode node;
    node.kind = kind;
    if (tag != "?" && tag != "!") node.tag = tag;
    // Not to be used before it is complete.
    if (anchor != YAML::NullAnchor) remember(anchor, kNoNode);
    open_.push_back({add(mark, std::move(node)), anchor});
  }

  void close() {
    remember(open_.back().anchor, open_.back().node);
    open_.pop_back();
  }

  // Anchors are numbered from 1 in the order in which they appear.
  void remember(YAML::anchor_t anchor, std::size_t node) {
    if (anchor == YAML::NullAnchor) return;
    if (anchor >= anchors_.size()) anchors_.resize(anchor + 1, kNoNode);
    anchors_[anchor] = node;
  }

  std::string_view name_;
  const DocumentLimits& limits_;
  CountingBuffer& input_;
  std::size_t start_ = 0;
  std::size_t nodes_ = 0;  // of all documents
  YamlTree tree_;
  std::vector<std::size_t> anchors_;
  std::vector<Open> open_;
};

Result<std::vector<DocumentNode>> read_documents(std::string& text, std::string_view name,
                                                 const DocumentLimits& limits) {
  std::vector<DocumentNode> documents;
  DocumentLimits left = limits;
  CountingBuffer buffer(text, limits.nodes);
  std::istream input(&buffer);
  TreeBuilder builder(name, limits, buffer);
  YAML::Parser parser(input);
  const std::size_t end = text.size() - std::string_view("...\n").size();
  while (parser.HandleNextDocument(builder)) {
    if (builder.start() >= end) break;  // nothing but our end marker
    // Without this, text behind a finished document would pass as one more document.
    if (!documents.empty() && text.compare(builder.start(), 3, "---") != 0) {
      return failure({"text after the end of the document",
                      document_position_at(name, text, builder.start()),
                      "indent it, or begin a new document with ---"});
    }
    TRY_ASSIGN(DocumentNode document, expand_yaml(builder.tree(), name, left));
    documents.push_back(std::move(document));
  }
  if (buffer.is_exhausted()) {
    return failure({concat("more than ", limits.nodes, " tokens in one value"), std::string(name)});
  }
  return documents;
}

}  // namespace

Result<std::vector<DocumentNode>> read_yaml_stream(std::string_view text, std::string_view name,
                                                   const DocumentLimits& limits) {
  TRY_ASSIGN(const std::string_view content, check_document_text(text, name, limits));
  TRY(check_characters(content, name));
  std::string given = prepared(content);
  try {
    return read_documents(given, name, limits);
  } catch (const Stop& stopped) {
    return failure(stopped.error);
  } catch (const YAML::Exception& exception) {
    // What follows a colon in its messages is content.
    const std::string what = exception.msg.substr(0, exception.msg.find(':'));
    const auto line = static_cast<std::size_t>(std::max(exception.mark.line, 0)) + 1;
    const auto column = static_cast<std::size_t>(std::max(exception.mark.column, 0)) + 1;
    return failure(
        {concat("is no valid YAML (", what, ")"), document_position(name, line, column)});
  } catch (const std::exception&) {
    return failure({"is no YAML that can be read", std::string(name)});
  }
}

Result<DocumentNode> read_yaml(std::string_view text, std::string_view name,
                               const DocumentLimits& limits) {
  TRY_ASSIGN(std::vector<DocumentNode> documents, read_yaml_stream(text, name, limits));
  if (documents.empty()) return DocumentNode{};
  if (documents.size() > 1) {
    const DocumentNode& second = documents[1];
    return failure({"a second document", document_position(name, second.line, second.column),
                    "keep one document in this file"});
  }
  return std::move(documents.front());
}

}  // namespace foureyes
