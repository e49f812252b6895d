#include "privilege/literate_case.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "base/text.h"
#include "model/tree_view.h"
#include "privilege/confirmed_witness.h"
#include "privilege/delta.h"
#include "privilege/grants.h"
#include "privilege/reformatted.h"
#include "support/catch.h"

namespace foureyes::literate {
namespace {

std::string between_backticks(std::string_view line) {
  const std::size_t open = line.find('`'), close = line.rfind('`');
  return open < close ? std::string(line.substr(open + 1, close - open - 1)) : "";
}

DefaultToken default_token(std::string_view line) {
  if (contains(line, "permissive")) return DefaultToken::permissive;
  if (contains(line, "restricted")) return DefaultToken::restricted;
  return DefaultToken::unknown;
}

// The fenced block that starts at the next line: [begin, end) of its content.
std::pair<std::size_t, std::size_t> fenced_block(const std::string& text, std::size_t from) {
  const std::size_t fence = text.find("```", from);
  REQUIRE(fence != std::string::npos);
  const std::size_t begin = text.find('\n', fence) + 1;
  const std::size_t end =
      text.compare(begin, 3, "```") == 0 ? begin : text.find("\n```", begin) + 1;
  REQUIRE(end != std::string::npos + 1);
  return {begin, end};
}

void read_line(const std::string& text, std::string_view line, std::size_t& at, Case& current) {
  if (line.starts_with("default token:")) current.options.default_token = default_token(line);
  const bool base = line.starts_with("base `"), head = line.starts_with("head `"),
             both = line.starts_with("both `"), delta = line == "delta",
             witnesses = line == "witnesses";
  if (!base && !head && !both && !delta && !witnesses) return;
  const auto [begin, end] = fenced_block(text, at);
  const std::string content = text.substr(begin, end - begin);
  if (base || both) current.base[between_backticks(line)] = content;
  if (head || both) current.head[between_backticks(line)] = content;
  if (delta) current.delta = {content, begin, end};
  if (witnesses) current.witnesses = Block{content, begin, end};
  at = text.find('\n', end) + 1;
}

}  // namespace

std::vector<Case> read_cases(const std::string& text) {
  std::vector<Case> cases;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t newline = std::min(text.find('\n', at), text.size());
    const std::string line = text.substr(at, newline - at);
    at = newline + 1;
    if (line.starts_with("## ")) {
      cases.emplace_back();
      cases.back().title = line.substr(3);
    } else if (!cases.empty()) {
      read_line(text, line, at, cases.back());
    }
  }
  return cases;
}

std::string lines_for(const Delta& delta) {
  std::string out;
  for (const DeltaRecord& record : delta.records)
    out += concat(name_of(record.direction), " ", record.kind, ": ", record.sentence, "\n");
  for (const Notice& notice : delta.notices)
    out += concat("notice ", name_of(notice.reason), " ", notice.path, ": ", notice.detail, "\n");
  return out;
}

std::string witness_lines_for(const Delta& delta) {
  std::string out;
  for (const DeltaRecord& record : delta.records) {
    if (!record.no_witness.empty())
      out += concat("no ", record.kind, ": ", record.no_witness, "\n");
    if (!record.witness) continue;
    const Witness& request = *record.witness;
    out +=
        concat(record.kind, ": ", request.subject, ": ", request.action, " on ", request.resource);
    for (const RequestKey& key : request.keys)
      out +=
          concat(", ", key.value ? concat(key.name, " = ", *key.value) : concat("no ", key.name));
    for (const std::string& words : request.assumes) out += concat("; provided ", words);
    out += "\n";
  }
  return out;
}

namespace {

bool gates(Direction direction) { return direction > Direction::narrowed; }
bool loses(Direction direction) {
  return direction == Direction::narrowed || direction == Direction::mixed;
}

template <class Test>
bool any_record(const Delta& delta, const Test& test) {
  for (const DeltaRecord& record : delta.records)
    if (test(record.direction)) return true;
  return false;
}

Delta delta_of(const std::map<std::string, std::string>& base,
               const std::map<std::string, std::string>& head, const PrivilegeOptions& options) {
  const auto b = tree_of_files(base), h = tree_of_files(head);
  auto delta = privilege_delta(*b, *h, options);
  REQUIRE(delta);
  return std::move(*delta);
}

std::vector<Grant> grants_of(const std::map<std::string, std::string>& files,
                             const PrivilegeOptions& options) {
  auto list = read_grants(*tree_of_files(files), options);
  REQUIRE(list);
  return std::move(list->grants);
}

std::string read_text(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

// Owners are evaluated path by path, and the token that pods mount without asking is in no list.
bool is_listed(const DeltaRecord& record) {
  return record.kind != "owner" && record.action != "mount token";
}

// What cannot be read is compared by its bytes, and each change to the gate's own files is told.
bool goes_by_bytes(const DeltaRecord& record) {
  static const std::set<std::string_view> kinds = {"unreadable", "unrendered",    "policy",
                                                   "waivers",    "gate-workflow", "signers"};
  return kinds.contains(record.kind);
}

bool has_all_paths(const Case& c) {
  return std::all_of(c.base.begin(), c.base.end(),
                     [&](const auto& file) { return c.head.contains(file.first); });
}

void check_other_form(const Case& c, const Delta& delta) {
  const auto other = reformatted(c.head);
  const Delta form = delta_of(c.head, other, c.options);
  bool by_bytes = false;
  for (const DeltaRecord& record : form.records) {
    by_bytes = by_bytes || goes_by_bytes(record);
    if (!goes_by_bytes(record)) CHECK(record.sentence == "");
  }
  // A file that moves is found by its content.
  if (!by_bytes && has_all_paths(c))
    CHECK(delta_of(c.base, other, c.options).semantic_digest == delta.semantic_digest);
}

void check_case(const Case& c) {
  INFO(c.title);
  const Delta delta = delta_of(c.base, c.head, c.options);
  CHECK(lines_for(delta) == c.delta.text);
  if (c.witnesses) CHECK(witness_lines_for(delta) == c.witnesses->text);
  CHECK(delta_of(c.head, c.head, c.options).records.empty());
  CHECK(delta_of(c.base, c.base, c.options).records.empty());
  const Delta reverse = delta_of(c.head, c.base, c.options);
  CHECK(any_record(delta, gates) <=
        any_record(reverse, [](Direction d) { return loses(d) || gates(d); }));
  CHECK(any_record(delta, loses) <= any_record(reverse, gates));
  check_other_form(c, delta);
  for (const DeltaRecord& record : delta.records)
    if (record.direction == Direction::unknown) CHECK_FALSE(record.reasons.empty());
  const std::vector<Grant> then = grants_of(c.base, c.options), now = grants_of(c.head, c.options);
  for (const DeltaRecord& record : delta.records) {  // shown by a request, or told why not
    INFO(record.sentence);
    CHECK(gates(record.direction) == (record.witness || !record.no_witness.empty()));
    CHECK_FALSE((record.witness && !record.no_witness.empty()));
    if (record.witness && is_listed(record)) CHECK(is_confirmed(record, then, now));
  }
}

void accept(const std::filesystem::path& path, std::string text) {
  std::vector<Case> cases = read_cases(text);
  const auto replace = [&](const Block& block, const std::string& lines) {
    text.replace(block.begin, block.end - block.begin, lines);
  };
  for (auto c = cases.rbegin(); c != cases.rend(); ++c) {
    const Delta delta = delta_of(c->base, c->head, c->options);
    if (c->witnesses) replace(*c->witnesses, witness_lines_for(delta));
    replace(c->delta, lines_for(delta));
  }
  std::ofstream(path, std::ios::binary) << text;
}

}  // namespace

TEST_CASE("the literate deltas read as they are written") {
  const bool accepting = std::getenv("FOUREYES_ACCEPT") != nullptr;
  std::size_t count = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(FOUREYES_SOURCE_DIR "/tests/privilege/deltas")) {
    if (entry.path().extension() != ".md") continue;
    INFO(entry.path().filename().string());
    if (accepting) accept(entry.path(), read_text(entry.path()));
    for (const Case& c : read_cases(read_text(entry.path()))) {
      ++count;
      check_case(c);
    }
  }
  CHECK(count > 0);
}

}  // namespace foureyes::literate
