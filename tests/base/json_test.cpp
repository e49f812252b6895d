#include "base/canonical_json.h"
#include "base/json_document.h"
#include "support/catch.h"
#include "support/random.h"

using namespace foureyes;

namespace {

std::string canonical(std::string_view text) {
  const auto node = read_json(text, "test");
  REQUIRE(node);
  return canonical_json(to_json(*node));
}

JsonValue random_value(test::Random& random, int depth) {
  switch (random.below(depth > 0 ? 6 : 4)) {
    case 0:
      return {};
    case 1:
      return random.below(2) == 0;
    case 2:
      return static_cast<std::int64_t>(random.next() >> 11) * (random.below(2) == 0 ? 1 : -1);
    case 3:
      return random.bytes(random.below(8));
    case 4: {
      JsonValue array = JsonValue::array();
      for (std::size_t i = random.below(4); i > 0; --i)
        array.push_back(random_value(random, depth - 1));
      return array;
    }
    default: {
      JsonValue object = JsonValue::object();
      for (std::size_t i = random.below(4); i > 0; --i) {
        object[random.bytes(random.below(5))] = random_value(random, depth - 1);
      }
      return object;
    }
  }
}

}  // namespace

TEST_CASE("members are written in the order of their UTF-16 units (RFC 8785, 3.2.3)") {
  JsonValue value = JsonValue::object({{"\u20ac", "Euro Sign"},
                                       {"\r", "Carriage Return"},
                                       {"\ufb33", "Hebrew Letter Dalet With Dagesh"},
                                       {"1", "One"},
                                       {"\U0001f600", "Emoji: Grinning Face"},
                                       {"\u0080", "Control"},
                                       {"\u00f6", "Latin Small Letter O With Diaeresis"}});
  REQUIRE(canonical_json(value) ==
          "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
          "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
          "\"\U0001f600\":\"Emoji: Grinning Face\","
          "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
}

TEST_CASE("only the escapes of RFC 8785 are written") {
  REQUIRE(canonical_json(JsonValue("\b\t\n\f\r\"\\/\x01\x1f\x7f\u20ac")) ==
          "\"\\b\\t\\n\\f\\r\\\"\\\\/\\u0001\\u001f\x7f\u20ac\"");
}

TEST_CASE("keys that differ in invalid bytes alone do not become a repeated key") {
  JsonValue value = JsonValue::object({{"\xff", 1}, {"\xfe", 2}});
  REQUIRE(canonical_json(value) == "{\"\ufffd\":2}");
}

TEST_CASE("a value's canonical text reads back as the same canonical text") {
  test::Random random(4);
  for (int i = 0; i < 500; ++i) {
    const std::string text = canonical_json(random_value(random, 4));
    REQUIRE(canonical(text) == text);
    const auto value = read_json(text, "test");
    REQUIRE(canonical(readable_json(to_json(*value))) == text);
  }
}

TEST_CASE("numbers that are no 53-bit integers become texts, so that no digit is lost") {
  REQUIRE(canonical("[9007199254740991, -9007199254740991, 0, -1]") ==
          "[9007199254740991,-9007199254740991,0,-1]");
  REQUIRE(canonical("[9007199254740992, 1.50, 1e3, -0]") ==
          R"(["9007199254740992","1.50","1e3","-0"])");
}

TEST_CASE("nodes know line and column") {
  const auto node = read_json("{\"a\": 1,\n  \"b\": [true,\n null]}", "test");
  REQUIRE(node);
  const DocumentNode* b = node->find("b");
  REQUIRE(b != nullptr);
  REQUIRE(b->line == 2);
  REQUIRE(b->column == 8);
  REQUIRE(b->items[1].line == 3);
  REQUIRE(b->items[1].column == 2);
  REQUIRE(node->find("c") == nullptr);
  REQUIRE_FALSE(node->find_string("a"));
}

TEST_CASE("strings are decoded, pairs of surrogates too") {
  const auto node = read_json(R"("\u0041\ud83d\ude00\/\u20AC\n")", "test");
  REQUIRE(node);
  REQUIRE(node->text == "A\U0001f600/\u20ac\n");
  REQUIRE(node->quoted);
}

TEST_CASE("a byte order mark before JSON is taken off") {
  REQUIRE(canonical("\xef\xbb\xbf{}") == "{}");
}

TEST_CASE("malformed JSON is an error that says where") {
  struct Row {
    std::string text;
    std::string where;
  };
  const std::vector<Row> rows = {
      {"", "t:1:1"},
      {"{\"a\":1,\n\"b\":2,\n\"a\":3}", "t:3:1"},
      {"{\"a\":1,\"\\u0061\":2}", "t:1:8"},
      {"[1,]", "t:1:4"},
      {"{\"a\" 1}", "t:1:6"},
      {"{a:1}", "t:1:2"},
      {"[1] x", "t:1:5"},
      {"01", "t:1:2"},
      {"-", "t:1:2"},
      {"1.", "t:1:3"},
      {"1e", "t:1:3"},
      {"+1", "t:1:1"},
      {"nul", "t:1:1"},
      {"nulls", "t:1:5"},
      {"NaN", "t:1:1"},
      {"\"a", "t:1:1"},
      {"\"\t\"", "t:1:2"},
      {"\"\\x\"", "t:1:2"},
      {"\"\\u12\"", "t:1:2"},
      {"\"\\ud800\"", "t:1:2"},
      {"\"\\udc00\"", "t:1:2"},
      {"\"\\ud800\\u0041\"", "t:1:2"},
      {"\"\xff\"", "t:1:2"},
      {"// c\n1", "t:1:1"},
      {"'a'", "t:1:1"},
      {std::string("\xff\xfe{\0}\0", 6), "t:1:1"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto node = read_json(row.text, "t");
    REQUIRE_FALSE(node);
    REQUIRE(node.error().where == row.where);
  }
}

TEST_CASE("an error about JSON never quotes it") {
  const std::string secret = "hunter2";
  for (const std::string& text : {"{\"" + secret + "\":1,\"" + secret + "\":2}", secret,
                                  "[\"" + secret + "\" \"" + secret + "\"]", "\"\\" + secret}) {
    const auto node = read_json(text, "t");
    REQUIRE_FALSE(node);
    const std::string all = node.error().what + node.error().where + node.error().fix;
    REQUIRE(all.find("hunter") == std::string::npos);
  }
}

TEST_CASE("JSON past a limit is an error, never a crash") {
  const auto refused = [](const std::string& text, const DocumentLimits& limits = {}) {
    return !read_json(text, "t", limits);
  };
  REQUIRE(refused(std::string(10'000, '[')));
  REQUIRE(refused(std::string(10'000, '[') + std::string(10'000, ']')));
  REQUIRE(refused("[1,2,3]", {.bytes = 6}));
  REQUIRE(refused("[1,2,3]", {.nodes = 3}));
  REQUIRE_FALSE(refused("[1,2,3]", {.bytes = 7, .depth = 2, .nodes = 4}));
  REQUIRE(refused("[[1]]", {.depth = 2}));
}

TEST_CASE("a member and an item can be written into null") {
  JsonValue value;
  value["a"]["b"] = 1;
  value["c"].push_back("x");
  REQUIRE(canonical_json(value) == R"({"a":{"b":1},"c":["x"]})");
  REQUIRE(readable_json(value) ==
          "{\n  \"a\": {\n    \"b\": 1\n  },\n  \"c\": [\n    \"x\"\n  ]\n}\n");
  REQUIRE(readable_json(JsonValue::object()) == "{}\n");
}
