// Reads the mappings of our own configuration files strictly: a key, type or value that is not
// expected is an error that names the place and what is right there. Nothing is ignored, and no
// error repeats what the file says.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "base/document.h"
#include "base/instant.h"
#include "base/result.h"
#include "base/text.h"

namespace foureyes {

// One mapping. Keeps references: the node and the names outlive it.
class Fields {
 public:
  struct Place {
    std::string_view document;  // as errors call it: ".foureyes.yml"
    std::string_view what;      // "an approval rule"
  };

  // Refuses what is no mapping and any key that is not in `keys`.
  static Result<Fields> open(const DocumentNode& node, Place place,
                             std::initializer_list<std::string_view> keys);

  // An error where one of the keys is missing.
  Result<void> require(std::initializer_list<std::string_view> keys) const;

  // The readers leave `value` alone where the key is missing.
  Result<void> text(std::string_view key, std::string& value) const;                // not empty
  Result<void> texts(std::string_view key, std::vector<std::string>& value) const;  // not empty
  Result<void> patterns(std::string_view key, std::vector<std::string>& value) const;
  Result<void> instant(std::string_view key, Instant& value) const;
  Result<void> number(std::string_view key, std::uint64_t low, std::uint64_t high,
                      std::uint64_t& value) const;

  // The same for a node that is a list of texts.
  Result<void> texts_of(const DocumentNode& node, std::string_view key,
                        std::vector<std::string>& value) const;

  // One of `allowed`, by its name_of().
  template <class Enum>
  Result<void> choice(std::string_view key, std::initializer_list<Enum> allowed,
                      Enum& value) const {
    const DocumentNode* node = node_->find(key);
    return node == nullptr ? Result<void>() : choose(*node, key, allowed, value);
  }

  // A list of them.
  template <class Enum>
  Result<void> choices(std::string_view key, std::initializer_list<Enum> allowed,
                       std::vector<Enum>& value) const {
    const DocumentNode* node = node_->find(key);
    if (node == nullptr) return {};
    if (!node->is_sequence() || node->items.empty()) return wrong(*node, key, "a list of names");
    for (const DocumentNode& item : node->items) {
      Enum chosen{};
      if (auto done = choose(item, key, allowed, chosen); !done) return done;
      value.push_back(chosen);
    }
    return {};
  }

  // The items of a list, or nothing where the key is missing.
  Result<std::vector<const DocumentNode*>> list(std::string_view key) const;
  // The value of the key as it is, or nullptr.
  const DocumentNode* find(std::string_view key) const { return node_->find(key); }
  const DocumentNode& node() const { return *node_; }

  // "`count` must be ..." at the node.
  tl::unexpected<Error> wrong(const DocumentNode& node, std::string_view key,
                              std::string_view expected) const;
  tl::unexpected<Error> wrong_because(const DocumentNode& node, std::string what,
                                      std::string fix = {}) const;

 private:
  Fields(const DocumentNode& node, Place place) : node_(&node), place_(place) {}

  template <class Enum>
  Result<void> choose(const DocumentNode& node, std::string_view key,
                      std::initializer_list<Enum> allowed, Enum& value) const {
    std::vector<std::string> names;
    for (const Enum candidate : allowed) {
      if (node.is_string() && node.text == name_of(candidate)) {
        value = candidate;
        return {};
      }
      names.emplace_back(name_of(candidate));
    }
    return wrong(node, key, concat("one of ", join(names, ", ")));
  }

  const DocumentNode* node_;
  Place place_;
};

// The one document of a configuration file (at most 1 MiB).
Result<DocumentNode> read_configuration(std::string_view text, std::string_view name);

// `version: 1`, the only one there is.
Result<void> check_version(const Fields& fields);

}  // namespace foureyes
