// Random CODEOWNERS files against a reading of them written only for this test: a change of a path
// passes with somebody's review iff the last line that matches names them, or nobody.
#include <algorithm>
#include <random>
#include <set>

#include "base/text.h"
#include "model/tree_view.h"
#include "privilege/delta.h"
#include "support/catch.h"

namespace foureyes {
namespace {

using Owners = std::set<std::string>;

struct Line {
  std::string pattern;
  Owners owners;
};

// Of the forms that the generator writes: "*", "/a/", "a/", "*.md", "/a/*", "/a/x.md".
bool matches(const std::string& pattern, const std::string& path) {
  const std::string rooted = concat("/", path);
  if (pattern == "*") return true;
  if (pattern.starts_with("*.")) return path.ends_with(pattern.substr(1));
  if (pattern.ends_with("/*")) {
    const std::string folder = pattern.substr(0, pattern.size() - 1);
    return rooted.starts_with(folder) && !contains(rooted.substr(folder.size()), "/");
  }
  if (!pattern.ends_with('/')) return rooted == pattern;
  return pattern.front() == '/' ? rooted.starts_with(pattern)
                                : contains(rooted, concat("/", pattern));
}

bool passes(const std::vector<Line>& lines, const std::string& path, const std::string& reviewer) {
  const auto last = std::find_if(lines.rbegin(), lines.rend(),
                                 [&](const Line& line) { return matches(line.pattern, path); });
  return last == lines.rend() || last->owners.empty() || last->owners.contains(reviewer);
}

std::string written(const std::vector<Line>& lines) {
  std::string out;
  for (const Line& line : lines)
    out += concat(line.pattern, " ", join({line.owners.begin(), line.owners.end()}, " "), "\n");
  return out;
}

const std::vector<std::string> kPaths = {"a/x.md", "a/y.cpp",   "a/b/z.md",
                                         "b/x.md", "b/a/w.cpp", "top.md"};

Delta delta_of(const std::vector<Line>& before, const std::vector<Line>& after) {
  std::map<std::string, std::string> base, head;
  for (const std::string& path : kPaths) base[path] = head[path] = path;
  base["CODEOWNERS"] = written(before);
  head["CODEOWNERS"] = written(after);
  auto delta = privilege_delta(*tree_of_files(base), *tree_of_files(head));
  REQUIRE(delta);
  return std::move(*delta);
}

class Maker {
 public:
  explicit Maker(unsigned seed) : random_(seed) {}

  Line line() {
    static const std::vector<std::string> patterns = {"*",    "/a/", "a/",      "*.md",
                                                      "/b/*", "b/",  "/a/x.md", "*.cpp"};
    Line out{patterns[below(patterns.size())], {}};
    for (const char* owner : {"@ann", "@ben", "@cid"})
      if (below(2) == 0) out.owners.insert(owner);
    return out;
  }
  std::vector<Line> lines() {
    std::vector<Line> out(1 + below(4));
    for (Line& one : out) one = line();
    return out;
  }
  std::vector<Line> edited(std::vector<Line> lines) {
    if (below(2) == 0)
      lines[below(lines.size())] = line();
    else
      lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(below(lines.size())), line());
    return lines;
  }
  std::size_t below(std::size_t bound) { return random_() % bound; }

 private:
  std::mt19937 random_;
};

bool any_record(const Delta& delta, Direction a, Direction b) {
  return std::any_of(delta.records.begin(), delta.records.end(), [&](const DeltaRecord& record) {
    return record.direction == a || record.direction == b;
  });
}

}  // namespace

TEST_CASE("who may let a path pass by random owners is told, with a path and a reviewer") {
  std::size_t shown = 0, anew = 0;
  for (unsigned seed = 0; seed < 1000; ++seed) {
    Maker maker(seed);
    const std::vector<Line> before = maker.lines(), after = maker.edited(before);
    INFO(written(before) << "---\n" << written(after));
    const Delta there = delta_of(before, after), back = delta_of(after, before);
    CHECK(delta_of(after, after).records.empty());
    CHECK(any_record(there, Direction::widened, Direction::mixed) ==
          any_record(back, Direction::narrowed, Direction::mixed));
    for (const DeltaRecord& record : there.records) {
      if (record.direction <= Direction::narrowed) continue;
      INFO(record.sentence);
      REQUIRE(record.witness);
      ++shown;
      INFO(record.witness->subject << " on " << record.witness->resource);
      CHECK(passes(after, record.witness->resource, record.witness->subject));
      CHECK_FALSE(passes(before, record.witness->resource, record.witness->subject));
    }
    for (const std::string& path : kPaths)
      for (const char* reviewer : {"@ann", "@ben", "@cid", "anyone"}) {
        if (!passes(after, path, reviewer) || passes(before, path, reviewer)) continue;
        ++anew;
        CHECK(any_record(there, Direction::widened, Direction::mixed));
      }
  }
  CHECK(shown > 500);
  CHECK(anew > 1000);
}

}  // namespace foureyes
