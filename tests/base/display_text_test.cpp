#include "base/display_text.h"

#include "base/text.h"
#include "base/utf8.h"
#include "support/catch.h"
#include "support/random.h"

using namespace foureyes;

TEST_CASE("ordinary text stays as it is") {
  for (const char* text : {"", "job `deploy` in release.yml", "Zürich, 日本語, 😀", "a<b && c>d"}) {
    REQUIRE(plain_text(text) == text);
  }
}

TEST_CASE("what hides or reorders text becomes visible") {
  REQUIRE(plain_text("a\x1b[31mb") == "a<U+001B>[31mb");
  REQUIRE(plain_text("a\nb\r\t\x7f") == "a<U+000A>b<U+000D><U+0009><U+007F>");
  REQUIRE(plain_text("\u202edrop\u2066\u200b\ufeff") == "<U+202E>drop<U+2066><U+200B><U+FEFF>");
  REQUIRE(plain_text("\xc2\x9b"
                     "31m") == "<U+009B>31m");
  REQUIRE(plain_text("\U000e0041") == "<U+E0041>");
  REQUIRE(plain_text("\U0010ffff") == "<U+10FFFF>");
  REQUIRE(plain_text("a\u00a0b\u3164") == "a<U+00A0>b<U+3164>");
  REQUIRE(plain_text("\xff\xe2\x82") == "<0xFF><0xE2><0x82>");
}

TEST_CASE("any bytes give one line of valid, visible UTF-8") {
  test::Random random(9);
  for (int i = 0; i < 3000; ++i) {
    const std::string bytes = random.bytes(random.below(40));
    const std::string text = plain_text(bytes);
    REQUIRE(is_valid_utf8(text));
    REQUIRE(plain_text(text) == text);
    REQUIRE(text.find_first_of("\n\r\x1b") == std::string::npos);
  }
}

TEST_CASE("HTML has no tag, entity or quote of the text's own") {
  REQUIRE(html_text("<script>\"x\" & 'y'</script>") ==
          "&lt;script&gt;&quot;x&quot; &amp; &#39;y&#39;&lt;/script&gt;");
  REQUIRE(html_text("\u202e") == "&lt;U+202E&gt;");
}

TEST_CASE("Markdown and workflow commands lose their force") {
  REQUIRE(markdown_text("**b** _i_ `c`") == "\\*\\*b\\*\\* \\_i\\_ \\`c\\`");
  REQUIRE(markdown_text("[x](javascript:y)") == "\\[x\\](javascript:y)");
  REQUIRE(markdown_text("a | b") == "a \\| b");
  REQUIRE(markdown_text("<img src=x>") == "&lt;img src=x&gt;");
  REQUIRE(markdown_text("# h") == "\\# h");
  REQUIRE(markdown_text("- item") == "\\- item");
  REQUIRE(markdown_text("1. item") == "1\\. item");
  REQUIRE(markdown_text("v1.2-3") == "v1.2-3");
  REQUIRE(markdown_text("    code") == "&#32;   code");
  REQUIRE(markdown_text("::error::x") == "&#58;:error&#58;:x");
  REQUIRE(markdown_text("a\n::add-mask::x").find("::") == std::string::npos);
  REQUIRE(markdown_text("https://example.com @alice www.example.com") ==
          "https&#58;//example.com &#64;&#8203;alice www&#46;example.com");
  REQUIRE(markdown_text("see #12, C# 7, a/b#3") == "see \\#&#8203;12, C\\# 7, a/b\\#&#8203;3");
  REQUIRE(unescaped_markdown(markdown_text("@alice fixes #12")) == "@alice fixes #12");
}

TEST_CASE("no text can start a workflow command, a tag or a line") {
  test::Random random(10);
  for (int i = 0; i < 5000; ++i) {
    const std::string text = markdown_text(random.text(random.below(12), ":#[]<>\n\\a@&"));
    REQUIRE(text.find("::") == std::string::npos);
    REQUIRE(text.find("##[") == std::string::npos);
    REQUIRE(text.find('<') == std::string::npos);
    REQUIRE(text.find('\n') == std::string::npos);
  }
}
