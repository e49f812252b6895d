#include "base/yaml_outline.h"

#include <random>

#include "base/text.h"
#include "base/yaml_document.h"
#include "support/catch.h"

namespace foureyes {
namespace {

using Kinds = std::vector<std::string_view>;

std::optional<Kinds> kinds(std::string_view text) { return plain_top_level(text, "kind"); }

}  // namespace

TEST_CASE("the kind of each document of plain manifests is known without parsing") {
  CHECK(kinds("apiVersion: v1\nkind: Pod\nspec:\n  kind: Other\n") == Kinds{"Pod"});
  CHECK(kinds("---\nkind: A\n---\n# note\nkind: B\r\nlist:\n- kind: C\n...\n") == Kinds{"A", "B"});
  CHECK(kinds("a: 1\n---\nkind: B\n") == Kinds{"", "B"});
  CHECK(kinds("") == Kinds{});
}

TEST_CASE("a text in which a line may be part of another one is left to the parser") {
  for (const std::string_view text : {"text: \"\nkind: Pod\n\"\nkind: Role\n",  // a quoted scalar
                                      "text: |\n  a\nkind: Pod\n",              // a block scalar
                                      "a: &x\nkind: Pod\n",
                                      "kind: *x\n",
                                      "{kind: Pod}\n",
                                      "a: {\nkind: Pod\n}\n",
                                      "kind: Pod\nkind: Role\n",  // twice
                                      "\"kind\": Role\n",
                                      "'kind': Role\n",
                                      "? kind\n: Role\n",
                                      "!!map\nkind: Pod\n",
                                      "kind:\n  Role\n",
                                      "kind: !t Role\n",
                                      "- kind: Role\n",
                                      "<<: 1\n",
                                      "kind : Role\n",
                                      "kind:\tRole\n",
                                      "text: a\rkind: Role\n",
                                      "  kind: Role\n",
                                      "kind: Pod: x\n"}) {
    INFO(text);
    CHECK_FALSE(kinds(text));
  }
}

// The oracle is the parser: over random lines, where the outline answers and the parser accepts,
// both say the same.
TEST_CASE("where the outline answers, the parser answers the same") {
  const std::vector<std::string> lines = {"kind: Pod",
                                          "kind: Role",
                                          "kind:",
                                          "a: b",
                                          "a:",
                                          "b: \"x",
                                          "\"",
                                          "b: 'x",
                                          "'",
                                          "  kind: Role",
                                          "  - kind: Role",
                                          "- kind: Role",
                                          "---",
                                          "...",
                                          "c: |",
                                          "c: >-",
                                          "  text",
                                          "text",
                                          "{",
                                          "}",
                                          "# kind: Role",
                                          "kind: Role # x",
                                          "d: &a b",
                                          "e: *a",
                                          "? kind",
                                          ": Role",
                                          "f: [",
                                          "]",
                                          "",
                                          "%YAML 1.1",
                                          "kind: \"Role\"",
                                          "--- kind: Role",
                                          "g: h: i",
                                          "kind: Role,",
                                          "---\r",
                                          "kind : X"};
  std::mt19937 random(11);
  int answered = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    const std::size_t count = 1 + random() % 5;
    for (std::size_t i = 0; i < count; ++i) text += lines[random() % lines.size()] + "\n";
    const auto outline = kinds(text);
    const auto parsed = read_yaml_stream(text, "x.yaml");
    if (!outline || !parsed) continue;
    ++answered;
    Kinds expected;
    std::vector<std::string> values;
    for (const DocumentNode& document : *parsed)
      if (!document.is_null()) values.push_back(document.find_string("kind").value_or(""));
    INFO(text);
    REQUIRE(outline->size() == values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
      REQUIRE(std::string((*outline)[i]) == values[i]);
  }
  CHECK(answered > 500);
}

}  // namespace foureyes
