#include "base/yaml_document.h"

#include "base/canonical_json.h"
#include "support/catch.h"

using namespace foureyes;

namespace {

std::string json_of(std::string_view text) {
  const auto node = read_yaml(text, "t");
  if (!node) return node.error().where + " " + node.error().what;
  return canonical_json(to_json(*node));
}

std::string repeated(std::string_view part, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += part;
  return out;
}

}  // namespace

TEST_CASE("scalars resolve by the core schema of YAML 1.2") {
  struct Row {
    std::string text;
    NodeKind kind;
  };
  const std::vector<Row> rows = {
      {"on", NodeKind::string},      {"off", NodeKind::string},
      {"yes", NodeKind::string},     {"No", NodeKind::string},
      {"y", NodeKind::string},       {"true", NodeKind::boolean},
      {"True", NodeKind::boolean},   {"FALSE", NodeKind::boolean},
      {"tRue", NodeKind::string},    {"null", NodeKind::null},
      {"~", NodeKind::null},         {"nULL", NodeKind::string},
      {"0", NodeKind::number},       {"-12", NodeKind::number},
      {"+7", NodeKind::number},      {"0o17", NodeKind::number},
      {"0x1F", NodeKind::number},    {"0b1", NodeKind::string},
      {"1_000", NodeKind::string},   {"12:30", NodeKind::string},
      {"017", NodeKind::number},     {"1.5", NodeKind::number},
      {".5", NodeKind::number},      {"5.", NodeKind::number},
      {"1e3", NodeKind::number},     {"1.e-3", NodeKind::number},
      {".", NodeKind::string},       {"-", NodeKind::sequence},
      {".inf", NodeKind::number},    {"-.Inf", NodeKind::number},
      {".nan", NodeKind::number},    {"+.nan", NodeKind::string},
      {"1e", NodeKind::string},      {"2026-03-14", NodeKind::string},
      {"'1'", NodeKind::string},     {"\"true\"", NodeKind::string},
      {"!!str 1", NodeKind::string}, {"! 1", NodeKind::string},
      {"!!int 1", NodeKind::number}, {"!!int x", NodeKind::string},
      {"!Ref x", NodeKind::string},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto node = read_yaml(row.text, "t");
    REQUIRE(node);
    REQUIRE(node->kind == row.kind);
  }
}

TEST_CASE("a workflow's key `on` is found as \"on\"") {
  const auto node = read_yaml("on:\n  push:\n    branches: [main]\n", "t");
  REQUIRE(node);
  REQUIRE(node->find("on") != nullptr);
  REQUIRE(node->find("true") == nullptr);
}

TEST_CASE("nodes keep position, quoting and tag") {
  const auto node = read_yaml("# c\na: 'x'\nb:\n  - !reference [j, s]\n  - !Ref y\n", "t");
  REQUIRE(node);
  REQUIRE(node->find("a")->quoted);
  REQUIRE(node->find("a")->line == 2);
  REQUIRE(node->find("a")->column == 4);
  const DocumentNode& list = *node->find("b");
  REQUIRE(list.items[0].tag == "!reference");
  REQUIRE(list.items[0].is_sequence());
  REQUIRE(list.items[1].tag == "!Ref");
  REQUIRE_FALSE(list.items[1].quoted);
  REQUIRE(list.items[1].line == 5);
}

TEST_CASE("a value that is not there has the place of its key") {
  const auto node = read_yaml("on:\n  push:\n  workflow_dispatch:\n\njobs: {}\n", "t");
  REQUIRE(node);
  const DocumentNode& on = *node->find("on");
  REQUIRE(on.find("push")->is_null());
  REQUIRE(on.find("push")->line == 2);
  REQUIRE(on.find("workflow_dispatch")->line == 3);
}

TEST_CASE("aliases and merge keys are expanded, own members win") {
  REQUIRE(json_of("a: &x {k: v, l: w}\nb: *x\nc:\n  <<: *x\n  k: own\n") ==
          R"({"a":{"k":"v","l":"w"},"b":{"k":"v","l":"w"},"c":{"k":"own","l":"w"}})");
  REQUIRE(json_of("a: &x {k: 1}\nb: &y {k: 2, l: 2}\nc:\n  <<: [*x, *y]\n") ==
          R"({"a":{"k":1},"b":{"k":2,"l":2},"c":{"k":1,"l":2}})");
  REQUIRE(json_of("a: &x {k: 1}\nb: &y {<<: *x, l: 2}\nc: {<<: *y}\n") ==
          R"({"a":{"k":1},"b":{"k":1,"l":2},"c":{"k":1,"l":2}})");
  REQUIRE(json_of("'<<': x\n") == R"({"<<":"x"})");
  REQUIRE(json_of("<<: x\n") == "t:1:1 a merge key (<<) takes mappings only");
  REQUIRE(json_of("a: &x {}\nb:\n  <<: *x\n  <<: *x\n") == "t:4:3 a mapping merges (<<) twice");
}

TEST_CASE("an anchor that is set again holds from there on") {
  REQUIRE(json_of("- &a 1\n- *a\n- &a 2\n- *a\n") == "[1,1,2,2]");
}

TEST_CASE("repeated keys are errors, however they are written") {
  REQUIRE(json_of("a: 1\nb: 2\na: 3\n") == "t:3:1 a mapping has the same key twice");
  REQUIRE(json_of("{a: 1, 'a': 2}") == "t:1:8 a mapping has the same key twice");
  REQUIRE(json_of("1: a\n'1': b\n") == "t:2:1 a mapping has the same key twice");
  REQUIRE(json_of("x: &k a\na: 1\n*k : 2\n") == "t:1:4 a mapping has the same key twice");
}

TEST_CASE("a stream has all its documents, and one is asked for where one belongs") {
  const auto stream = read_yaml_stream("a: 1\n---\nb: 2\n...\n---\n- c\n", "t");
  REQUIRE(stream);
  REQUIRE(stream->size() == 3);
  REQUIRE((*stream)[2].line == 6);
  REQUIRE(json_of("a: 1\n---\nb: 2\n") == "t:3:1 a second document");
  REQUIRE(read_yaml_stream("", "t")->empty());
  REQUIRE(read_yaml("# nothing\n", "t")->is_null());
  REQUIRE(json_of("---\na: 1\n...\n# end\n") == R"({"a":1})");
}

TEST_CASE("text behind a finished document is no document") {
  REQUIRE(json_of("[a] b\n") == "t:1:5 text after the end of the document");
  REQUIRE(json_of("a\n...\nb\n") == "t:3:1 text after the end of the document");
}

// What other readers take as a line break would hide a setting in a comment.
TEST_CASE("characters that readers disagree on are refused, and a lone CR is a line break") {
  REQUIRE(json_of("# x\rpermissions: write-all\n") == R"({"permissions":"write-all"})");
  REQUIRE(json_of("a: 1\r\nb: 2\r\n") == R"({"a":1,"b":2})");
  for (const char* hidden :
       {"\xc2\x85", "\xe2\x80\xa8", "\xe2\x80\xa9", "\x04", "\x0b", "\x7f", "\xef\xbf\xbe"}) {
    CAPTURE(hidden);
    const auto node = read_yaml(std::string("# x") + hidden + "a: 1\n", "t");
    REQUIRE_FALSE(node);
    REQUIRE(node.error().where == "t:1:4");
  }
}

TEST_CASE("malformed YAML is an error that says where") {
  struct Row {
    std::string text;
    std::string where;
  };
  const std::vector<Row> rows = {
      {"a: b: c\n", "t:1:5"},        {"a:\n\tb: c\n", "t:2:3"}, {"a: [1, 2\n", "t:2:1"},
      {"a: *x\n", "t:1:4"},          {"a: \"x\n", "t:2:1"},     {"? [a]\n: b\n", "t:1:3"},
      {"a: \xff\n", "t:1:4"},        {"- a\nb: c\n", "t:2:1"},  {"&a [*a]\n", "t:1:5"},
      {"a: &a\n  b: *a\n", "t:2:6"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto node = read_yaml(row.text, "t");
    REQUIRE_FALSE(node);
    REQUIRE(node.error().where == row.where);
  }
}

TEST_CASE("an error about YAML never quotes it") {
  for (const char* text : {"%YAML hunter2\n---\na\n", "a: *hunter2\n", "hunter2: 1\nhunter2: 2\n",
                           "a: \"\\hunter2\"\n", "a: hunter2: b\n"}) {
    CAPTURE(text);
    const auto node = read_yaml(text, "t");
    REQUIRE_FALSE(node);
    const std::string all = node.error().what + node.error().where + node.error().fix;
    REQUIRE(all.find("hunter") == std::string::npos);
  }
}

TEST_CASE("nesting past the limit is an error, never a crash") {
  for (const char* part : {"[", "{", "- ", "? ", "{a: ", "[a, ", ": ", "&a [", "!t ["}) {
    CAPTURE(part);
    REQUIRE_FALSE(read_yaml(repeated(part, 10'000), "t"));
  }
  REQUIRE_FALSE(read_yaml(repeated("[", 10'000) + repeated("]", 10'000), "t"));
  std::string indented;
  for (std::size_t i = 0; i < 1000; ++i) indented += std::string(i, ' ') + "a:\n";
  REQUIRE_FALSE(read_yaml(indented, "t"));
}

TEST_CASE("an alias bomb is an error before it unfolds") {
  std::string bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n";
  for (char c = 'b'; c < 'k'; ++c) {
    bomb += std::string(1, c) + ": &" + c + " [" +
            repeated(std::string("*") + char(c - 1) + ",", 9) + "]\n";
  }
  REQUIRE_FALSE(read_yaml(bomb, "t", {.nodes = 10'000}));
}

TEST_CASE("the limits hold for the whole stream") {
  REQUIRE_FALSE(read_yaml_stream(repeated("--- a\n", 1001), "t", {.nodes = 1000}));
  REQUIRE(read_yaml_stream(repeated("--- a\n", 1000), "t", {.nodes = 1000}));
  REQUIRE_FALSE(read_yaml("a: bc\n", "t", {.bytes = 5}));
  // The tokens of an open flow collection are counted before there is a node.
  REQUIRE_FALSE(read_yaml("[" + repeated(",", 100'000), "t", {.nodes = 1000}));
  REQUIRE_FALSE(
      read_yaml("a: 1\nb: '" + repeated(",", 100'000) + "'\nc: 3\n", "t", {.nodes = 1000}));
}
