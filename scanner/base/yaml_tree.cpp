#include "base/yaml_tree.h"

#include <algorithm>
#include <set>

#include "base/document_text.h"
#include "base/text.h"

namespace foureyes {
namespace {

constexpr std::string_view kCoreTag = "tag:yaml.org,2002:";

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

bool all_of(std::string_view text, bool (*accepts)(char)) {
  return !text.empty() && std::all_of(text.begin(), text.end(), accepts);
}

bool is_octal(char c) { return c >= '0' && c <= '7'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

std::string_view without_sign(std::string_view text) {
  if (!text.empty() && (text.front() == '+' || text.front() == '-')) text.remove_prefix(1);
  return text;
}

bool is_integer(std::string_view text) {
  if (text.substr(0, 2) == "0o") return all_of(text.substr(2), is_octal);
  if (text.substr(0, 2) == "0x") return all_of(text.substr(2), is_hex);
  return all_of(without_sign(text), is_digit);
}

// [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?, infinities, not a number.
bool is_float(std::string_view text) {
  if (is_one_of(text, {".nan", ".NaN", ".NAN"})) return true;
  text = without_sign(text);
  if (is_one_of(text, {".inf", ".Inf", ".INF"})) return true;
  const std::size_t exponent = text.find_first_of("eE");
  if (exponent != std::string_view::npos) {
    if (!all_of(without_sign(text.substr(exponent + 1)), is_digit)) return false;
    text = text.substr(0, exponent);
  }
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos) return all_of(text, is_digit);
  const std::string_view whole = text.substr(0, dot);
  const std::string_view rest = text.substr(dot + 1);
  if (whole.empty()) return all_of(rest, is_digit);
  return all_of(whole, is_digit) && (rest.empty() || all_of(rest, is_digit));
}

NodeKind plain_kind(std::string_view text) {
  if (is_one_of(text, {"", "~", "null", "Null", "NULL"})) return NodeKind::null;
  if (is_one_of(text, {"true", "True", "TRUE", "false", "False", "FALSE"})) {
    return NodeKind::boolean;
  }
  return is_integer(text) || is_float(text) ? NodeKind::number : NodeKind::string;
}

class Expander {
 public:
  Expander(const YamlTree& tree, std::string_view name, DocumentLimits& limits)
      : tree_(tree), name_(name), limits_(limits) {}

  Result<DocumentNode> expand(std::size_t index, std::size_t depth) {
    const YamlNode& raw = target(index);
    if (depth > limits_.depth) {
      return wrong(raw, concat("nested deeper than ", limits_.depth, " levels"));
    }
    if (limits_.nodes == 0) return wrong(raw, "too many nodes after aliases are expanded");
    --limits_.nodes;
    DocumentNode node;
    node.kind = raw.kind;
    node.text = raw.text;
    node.quoted = raw.quoted;
    node.tag = raw.tag;
    node.line = raw.line;
    node.column = raw.column;
    if (raw.kind == NodeKind::sequence) {
      node.items.reserve(raw.children.size());
      for (const std::size_t child : raw.children) {
        TRY_ASSIGN(DocumentNode item, expand(child, depth + 1));
        node.items.push_back(std::move(item));
      }
    } else if (raw.kind == NodeKind::mapping) {
      TRY(expand_members(raw, depth, node));
    }
    return node;
  }

 private:
  const YamlNode& target(std::size_t index) const {
    const YamlNode& node = tree_.nodes[index];
    return node.is_alias ? tree_.nodes[node.alias_of] : node;
  }

  template <class Node>
  tl::unexpected<Error> wrong(const Node& node, std::string what, std::string fix = {}) const {
    return failure(
        {std::move(what), document_position(name_, node.line, node.column), std::move(fix)});
  }

  static bool is_merge_key(const YamlNode& key) {
    return key.kind == NodeKind::string && key.text == "<<" && !key.quoted &&
           (key.tag.empty() || key.tag == concat(kCoreTag, "merge"));
  }

  Result<void> expand_members(const YamlNode& raw, std::size_t depth, DocumentNode& node) {
    std::vector<DocumentNode> merged;
    const YamlNode* merge_key = nullptr;
    for (std::size_t i = 0; i + 1 < raw.children.size(); i += 2) {
      const YamlNode& key = target(raw.children[i]);
      if (key.kind == NodeKind::mapping || key.kind == NodeKind::sequence) {
        return wrong(key, "a key must be a scalar");
      }
      TRY_ASSIGN(DocumentNode value, expand(raw.children[i + 1], depth + 1));
      if (is_merge_key(key)) {
        if (merge_key != nullptr) return wrong(key, "a mapping merges (<<) twice");
        merge_key = &key;
        TRY(collect_merged(key, std::move(value), merged));
        continue;
      }
      TRY_ASSIGN(DocumentNode name, expand(raw.children[i], depth + 1));
      if (value.is_null() && value.line != name.line) {
        // The parser places a value that is not there at whatever comes next.
        value.line = name.line;
        value.column = name.column;
      }
      node.members.push_back({std::move(name), std::move(value)});
    }
    if (const DocumentNode* again = repeated_key(node)) {
      return wrong(*again, "a mapping has the same key twice", "keep one of them");
    }
    merge(merged, node);
    return {};
  }

  // The mappings that `<<` names, the strongest first.
  Result<void> collect_merged(const YamlNode& key, DocumentNode value,
                              std::vector<DocumentNode>& merged) const {
    if (value.is_mapping()) {
      merged.push_back(std::move(value));
      return {};
    }
    for (DocumentNode& item : value.items) {
      if (!item.is_mapping()) return wrong(key, "a merge key (<<) takes mappings only");
      merged.push_back(std::move(item));
    }
    if (!value.is_sequence()) return wrong(key, "a merge key (<<) takes mappings only");
    return {};
  }

  static void merge(std::vector<DocumentNode>& merged, DocumentNode& node) {
    if (merged.empty()) return;
    std::set<std::string> present;
    for (const auto& member : node.members) present.insert(member.first.text);
    for (DocumentNode& source : merged) {
      for (auto& member : source.members) {
        if (present.insert(member.first.text).second) node.members.push_back(std::move(member));
      }
    }
  }

  const YamlTree& tree_;
  std::string_view name_;
  DocumentLimits& limits_;
};

}  // namespace

void resolve_yaml_scalar(YamlNode& node, std::string_view tag, std::string_view text) {
  node.quoted = tag == "!";
  node.kind = NodeKind::string;
  if (tag == "?") {
    node.kind = plain_kind(text);
  } else if (!node.quoted) {
    node.tag = tag;
    const bool core = tag.substr(0, kCoreTag.size()) == kCoreTag;
    const std::string_view type = core ? tag.substr(kCoreTag.size()) : std::string_view();
    // A tag that does not fit its text leaves a string: no reader agrees on it.
    const NodeKind kind = plain_kind(text);
    const bool number = kind == NodeKind::number && (type == "int" || type == "float");
    const bool boolean = kind == NodeKind::boolean && type == "bool";
    if (number || boolean || (kind == NodeKind::null && type == "null")) node.kind = kind;
  }
  if (node.kind == NodeKind::boolean) {
    node.text = to_lower(text);
  } else if (node.kind != NodeKind::null) {
    node.text = text;
  }
}

Result<DocumentNode> expand_yaml(const YamlTree& tree, std::string_view name,
                                 DocumentLimits& limits) {
  return Expander(tree, name, limits).expand(tree.root, 1);
}

}  // namespace foureyes
