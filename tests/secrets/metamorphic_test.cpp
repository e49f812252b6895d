// What must change nothing, over the examples of every built-in rule: another name of the same
// class, other indentation, CRLF, text far away; and what must lose nothing: being encoded.
#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "base/bytes.h"
#include "base/text.h"
#include "secrets/engine.h"
#include "secrets/views/make_archive.h"
#include "support/catch.h"

using namespace foureyes;
using namespace foureyes::test;

namespace {

struct Example {
  std::string rule;
  std::string path;
  std::string text;
};

// One example of each rule, under the path that it names.
std::vector<Example> examples_of(const RuleSet& rules) {
  constexpr std::string_view kPathMark = "{{path:";
  std::vector<Example> examples;
  for (const Rule& rule : rules.rules()) {
    if (rule.kind == RuleKind::path) continue;
    std::string_view example = rule.examples.front();
    std::string path = "deploy/settings.yml";
    if (example.starts_with(kPathMark)) {
      const std::size_t end = example.find("}}");
      path = example.substr(kPathMark.size(), end - kPathMark.size());
      example.remove_prefix(end + 2);
    }
    examples.push_back({rule.info.id, path, concat("a: 1\n", expand(example, 3), "\nb: 2\n")});
  }
  return examples;
}

// Rules and values, not places.
std::multiset<std::pair<std::string, std::string>> found(const Detection& detection) {
  std::multiset<std::pair<std::string, std::string>> out;
  for (const Finding& finding : detection.findings)
    out.emplace(finding.rule_id, finding.fingerprint);
  return out;
}

bool finds(const Detection& detection, const std::string& rule) {
  return std::any_of(detection.findings.begin(), detection.findings.end(),
                     [&](const Finding& finding) { return finding.rule_id == rule; });
}

std::string wrapped(std::string_view digits) {
  std::string out;
  for (std::size_t at = 0; at < digits.size(); at += 64)
    out += concat("    ", digits.substr(at, 64), "\n");
  return out;
}

}  // namespace

TEST_CASE("another name of its class, text far away and CRLF change no finding") {
  Engine engine({.fingerprint_key = "a key, so that values are compared"});
  const std::string far(2'000, '\n');
  for (const Example& example : examples_of(engine.rules())) {
    INFO(example.rule);
    const auto before = found(engine.scan(example.text, example.path));
    CHECK(finds(engine.scan(example.text, example.path), example.rule));
    const std::string renamed = concat(example.path.substr(0, example.path.rfind('/') + 1),
                                       "other-", example.path.substr(example.path.rfind('/') + 1));
    if (engine.path_class(renamed) == engine.path_class(example.path))
      CHECK(found(engine.scan(example.text, renamed)) == before);
    const std::string among = concat("# sha256 example test", far, example.text, far, "x = 1\n");
    CHECK(found(engine.scan(among, example.path)) == before);
    // The value of a key block has its line breaks in it; so rules are compared.
    const Detection crlf = engine.scan(replace_all(example.text, "\n", "\r\n"), example.path);
    CHECK(finds(crlf, example.rule));
    CHECK(crlf.findings.size() == before.size());
  }
}

TEST_CASE("indentation changes no finding") {
  Engine engine({.fingerprint_key = "a key, so that values are compared"});
  for (const Example& example : examples_of(engine.rules())) {
    INFO(example.rule);
    const auto before = engine.scan(example.text, example.path);
    for (const char* indent : {"    ", "\t"}) {
      const std::string text =
          concat(indent, replace_all(example.text, "\n", concat("\n", indent)), "\n");
      const Detection after = engine.scan(text, example.path);
      CHECK(finds(after, example.rule));
      CHECK(after.findings.size() == before.findings.size());
    }
  }
}

TEST_CASE("base64, hex, gzip, zip and UTF-16 keep every finding") {
  Engine engine;
  using Wrap = std::function<std::string(const Example&)>;
  const std::map<std::string, Wrap> wraps = {
      {"base64", [](const Example& e) { return concat("blob: ", base64_encode(e.text), "\n"); }},
      {"wrapped base64",
       [](const Example& e) { return concat("blob: |\n", wrapped(base64_encode(e.text))); }},
      {"hex", [](const Example& e) { return concat("blob: ", hex_encode(e.text), "\n"); }},
      {"gzip in base64",
       [](const Example& e) {
         const std::string gzip = make_archive(ArchiveKind::gzip, {{"x", e.text}});
         return concat("blob: ", base64_encode(gzip), "\n");
       }},
      {"zip",
       [](const Example& e) {
         return make_archive(ArchiveKind::zip, {{e.path, e.text}});
       }},
      {"tar",
       [](const Example& e) {
         return make_archive(ArchiveKind::tar, {{e.path, e.text}});
       }},
      {"UTF-16", [](const Example& e) { return utf16(e.text, true); }},
      {"UTF-16 without a mark", [](const Example& e) { return utf16(e.text, true).substr(2); }},
      {"big UTF-16 without a mark",
       [](const Example& e) { return utf16(e.text, false).substr(2); }},
  };
  for (const Example& example : examples_of(engine.rules()))
    for (const auto& [name, wrap] : wraps) {
      INFO(example.rule << " in " << name);
      CHECK(finds(engine.scan(wrap(example), example.path), example.rule));
    }
}
