// Reads a SARIF log of ours back, so that tests can ask about it.
#pragma once

#include <string>

#include "base/json_document.h"
#include "support/catch.h"

namespace foureyes::test {

class Sarif {
 public:
  explicit Sarif(const std::string& text) {
    auto read = read_json(text, "results.sarif", {64u << 20, 100, 10'000'000});
    REQUIRE(read.has_value());
    log_ = std::move(*read);
  }

  const DocumentNode& run() const { return log_.find("runs")->items.at(0); }
  const DocumentNode& driver() const { return at(at(run(), "tool"), "driver"); }
  const std::vector<DocumentNode>& rules() const { return at(driver(), "rules").items; }
  const std::vector<DocumentNode>& results() const { return at(run(), "results").items; }
  const std::vector<DocumentNode>& notifications() const {
    return at(at(run(), "invocations").items.at(0), "toolExecutionNotifications").items;
  }

  static const DocumentNode& at(const DocumentNode& node, std::string_view key) {
    const DocumentNode* found = node.find(key);
    INFO("member " << key);
    REQUIRE(found);
    return *found;
  }
  static std::string string_at(const DocumentNode& node, std::string_view key) {
    return at(node, key).text;
  }
  static std::size_t index_at(const DocumentNode& node, std::string_view key) {
    return std::stoul(at(node, key).text);
  }

 private:
  DocumentNode log_;
};

}  // namespace foureyes::test
