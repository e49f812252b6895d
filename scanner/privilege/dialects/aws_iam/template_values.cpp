#include "privilege/dialects/aws_iam/template_values.h"

#include <algorithm>

#include "base/text.h"
#include "privilege/normal_form.h"

namespace foureyes::aws_iam {
namespace {

// Placeholders do not nest.
std::string flat(std::string text) {
  text = replace_all(text, "${", "$(");
  std::replace(text.begin(), text.end(), '}', ')');
  std::replace(text.begin(), text.end(), '{', '(');
  return text;
}

std::string placeholder(const std::string& text) { return concat("${", flat(text), "}"); }

std::string named(const std::string& name, const Symbols& symbols) {
  const auto parameter = symbols.parameters.find(name);
  if (parameter == symbols.parameters.end() || parameter->second.empty()) return placeholder(name);
  return placeholder(concat(name, "=", parameter->second));
}

std::string opaque(const DocumentNode& node, const std::string& name) {
  return placeholder(concat(name, " sha256:", normal_digest(node).substr(0, 16)));
}

std::string condition_name(const DocumentNode& node, const Symbols& symbols) {
  const auto found = symbols.conditions.find(node.text);
  return found == symbols.conditions.end() ? node.text
                                           : concat(node.text, "@", found->second.substr(0, 12));
}

std::vector<std::string> of_if(const DocumentNode& argument, const Symbols& symbols) {
  if (!argument.is_sequence() || argument.items.size() != 3) return {opaque(argument, "If")};
  std::vector<std::string> out;
  const std::string name = condition_name(argument.items[0], symbols);
  for (const std::string& text : texts_of(argument.items[1], symbols))
    out.push_back(placeholder(concat(name, " ? ", text)));
  for (const std::string& text : texts_of(argument.items[2], symbols))
    out.push_back(placeholder(concat("not ", name, " ? ", text)));
  return out;
}

std::string of_attribute(const DocumentNode& argument) {
  if (argument.is_scalar()) return placeholder(argument.text);
  std::vector<std::string> parts;
  for (const DocumentNode& item : argument.items)
    parts.push_back(item.is_scalar() ? item.text : opaque(item, "GetAtt"));
  return placeholder(join(parts, "."));
}

std::string substituted(const std::string& text, const DocumentNode* values,
                        const Symbols& symbols) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t end = text.compare(i, 2, "${") == 0 ? text.find('}', i) : text.npos;
    if (end == text.npos) {
      out += text[i++];
      continue;
    }
    const std::string name = text.substr(i + 2, end - i - 2);
    const DocumentNode* value = values ? values->find(name) : nullptr;
    const auto texts = value ? texts_of(*value, symbols) : std::vector<std::string>();
    if (name.starts_with('!'))
      out += concat("${", name.substr(1), "}");  // a variable of the policy itself
    else if (value)
      out += texts.size() == 1 ? texts.front() : opaque(*value, name);
    else
      out += named(name, symbols);
    i = end + 1;
  }
  return out;
}

std::string of_sub(const DocumentNode& argument, const Symbols& symbols) {
  if (argument.is_scalar()) return substituted(argument.text, nullptr, symbols);
  if (argument.items.size() != 2 || !argument.items[0].is_scalar()) return opaque(argument, "Sub");
  return substituted(argument.items[0].text, &argument.items[1], symbols);
}

std::string of_join(const DocumentNode& argument, const Symbols& symbols) {
  if (argument.items.size() != 2 || !argument.items[0].is_scalar() ||
      !argument.items[1].is_sequence())
    return opaque(argument, "Join");
  std::vector<std::string> parts;
  for (const DocumentNode& item : argument.items[1].items) {
    const auto texts = texts_of(item, symbols);
    if (texts.size() > 1) return opaque(argument, "Join");
    parts.insert(parts.end(), texts.begin(), texts.end());
  }
  return join(parts, argument.items[0].text);
}

}  // namespace

Symbols symbols_of(const DocumentNode& root) {
  Symbols out;
  if (const DocumentNode* parameters = root.find("Parameters"))
    for (const auto& [name, value] : parameters->members) {
      const DocumentNode* fallback = value.find("Default");
      out.parameters[name.text] = fallback && fallback->is_scalar() ? fallback->text : "";
    }
  for (const auto& [section, into] :
       {std::pair{"Conditions", &out.conditions}, std::pair{"Mappings", &out.mappings}})
    if (const DocumentNode* all = root.find(section))
      for (const auto& [name, value] : all->members) (*into)[name.text] = normal_digest(value);
  return out;
}

Intrinsic intrinsic_of(const DocumentNode& node) {
  if (node.tag.size() > 1 && node.tag.front() == '!' && node.tag[1] != '!')
    return {node.tag.substr(1), &node};
  if (!node.is_mapping() || node.members.size() != 1) return {};
  const std::string& key = node.members.front().first.text;
  if (key.starts_with("Fn::")) return {key.substr(4), &node.members.front().second};
  if (key == "Ref" || key == "Condition") return {key, &node.members.front().second};
  return {};
}

std::vector<std::string> texts_of(const DocumentNode& node, const Symbols& symbols) {
  const Intrinsic function = intrinsic_of(node);
  if (!function.name.empty()) {
    const DocumentNode& argument = *function.argument;
    if (function.name == "If") return of_if(argument, symbols);
    if (function.name == "Ref" && argument.text == "AWS::NoValue") return {};
    if (function.name == "Ref" && argument.is_scalar()) return {named(argument.text, symbols)};
    if (function.name == "GetAtt") return {of_attribute(argument)};
    if (function.name == "Sub") return {of_sub(argument, symbols)};
    if (function.name == "Join") return {of_join(argument, symbols)};
    std::string name = function.name;
    if (name == "FindInMap" && !argument.items.empty()) {
      const auto found = symbols.mappings.find(argument.items.front().text);
      if (found != symbols.mappings.end()) name += concat("@", found->second.substr(0, 12));
    }
    return {opaque(argument, name)};
  }
  if (node.is_sequence()) {
    std::vector<std::string> out;
    for (const DocumentNode& item : node.items)
      for (std::string& text : texts_of(item, symbols)) out.push_back(std::move(text));
    return out;
  }
  if (node.is_mapping()) return {opaque(node, "value")};
  return {node.text};
}

}  // namespace foureyes::aws_iam
