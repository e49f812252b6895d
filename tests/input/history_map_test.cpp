// Where every blob of a history has been, against what git itself says.
#include "input/history/history_map.h"

#include <map>
#include <set>

#include "base/text.h"
#include "support/catch.h"
#include "support/fast_import.h"
#include "support/pack_writer.h"
#include "support/random.h"

using namespace foureyes;
using foureyes::test::FastImport;
using foureyes::test::Random;

namespace {

std::unique_ptr<HistoryMap> map_of(const Repository& repository, std::size_t threads = 2) {
  PhaseClock clock;
  auto map = HistoryMap::read(
      repository, {.threads = threads}, [](ForestIndex, std::string_view, std::size_t) {}, clock);
  REQUIRE(map.has_value());
  return std::move(*map);
}

Repository open(const GitRepository& git) {
  auto repository = Repository::open({.path = git.path()});
  REQUIRE(repository.has_value());
  return std::move(*repository);
}

using PathsByBlob = std::map<std::string, std::set<std::string>>;

PathsByBlob paths_of(const HistoryMap& map) {
  PathsByBlob paths;
  const auto add = [&](HistoryObject blob) {
    for (const PathId path : map.paths_of(blob))
      paths[map.name(blob).hex()].insert(map.path_text(path));
  };
  for (ForestIndex blob = 0; blob < map.forest().size(); ++blob) add(blob);
  for (const HistoryObject blob : map.blobs_outside())
    if (blob >= map.forest().size()) add(blob);
  return paths;
}

PathsByBlob paths_by_git(const GitRepository& git) {
  PathsByBlob all;
  for (const std::string& commit : git.git_lines({"log", "--all", "--format=%H"}))
    for (const std::string& line : git.git_lines({"ls-tree", "-r", "-z", commit})) {
      const std::string blob = line.substr(line.find(' ', 8) + 1, 40);
      if (line.starts_with("160000")) continue;
      all[blob].insert(line.substr(line.find('\t') + 1));
    }
  return all;
}

void write_history(const GitRepository& git, std::uint64_t seed) {
  Random random(seed);
  FastImport import;
  std::map<std::string, std::string> files;
  for (int i = 0; i < 300; ++i)
    files[concat("dir", i % 7, "/sub", i % 11, "/file", i)] = concat("content ", i, '\n');
  import.commit("main", files);
  for (int i = 0; i < 200; ++i) {
    const std::string path =
        concat("dir", random.below(7), "/sub", random.below(11), "/file", random.below(300));
    switch (random.below(4)) {
      case 0:
        import.commit("main", {{ path, "" }});
        break;
      case 1:  // the same content somewhere else, or once more
        import.commit("main", {{ path, concat("content ", random.below(40), '\n') }});
        break;
      case 2:
        import.commit("main", {{ concat("new", random.below(3), '/', path), concat(i, "\n") }});
        break;
      default:
        import.commit("main", {{ path, concat("changed ", i, '\n') }});
    }
  }
  import.branch("side", "main");
  for (int i = 0; i < 20; ++i) {
    import.commit("side", {{ concat("side/", random.below(5)), concat("side ", i, '\n') }});
    import.commit("main", {{ concat("dir1/", random.below(5)), concat("main ", i, '\n') }});
  }
  import.commit("main", {{ "side/merged", "by hand\n" }}, "merge", "side");
  import.run(git);
}

}  // namespace

TEST_CASE("every blob has the paths that git lists, and the first commit that has it") {
  const std::uint64_t seed = GENERATE(1u, 2u);
  const bool packed = GENERATE(true, false);
  GitRepository git;
  write_history(git, seed);
  // A directory that moves as a whole, and one that is there twice.
  git.git({"reset", "-q", "--hard", "main"});
  git.git({"mv", "dir2", "moved"});
  git.commit("Move");
  git.commit_file("moved/sub3/another", "1\n");
  run_program({"cp", "-r", "dir3", "copy"}, git.path());
  git.commit("Copy");
  git.commit_file("copy/sub1/another", "2\n");
  if (packed) git.git({"repack", "-adfq", "--depth=50"});
  const PathsByBlob expected = paths_by_git(git);
  const Repository repository = open(git);
  const auto map = map_of(repository);
  CHECK(paths_of(*map) == expected);
  CHECK(map->blobs() == expected.size());
  CHECK(map->notices().empty());

  std::vector<HistoryObject> blobs;
  for (HistoryObject blob = 0; blob < map->forest().size(); ++blob)
    if (!map->paths_of(blob).empty()) blobs.push_back(blob);
  for (const HistoryObject blob : map->blobs_outside()) blobs.push_back(blob);
  const std::vector<Appearance> appearances = map->first_appearances(blobs);
  for (std::size_t i = 0; i < blobs.size(); ++i) {
    REQUIRE(appearances[i].commit != kNoCommitPlace);
    const std::string commit = map->commits()[appearances[i].commit].hex();
    const std::string blob = map->name(blobs[i]).hex();
    std::set<std::string> there;
    for (const std::string& line : git.git_lines({"ls-tree", "-r", "-z", commit}))
      if (contains(line, blob)) there.insert(line.substr(line.find('\t') + 1));
    std::set<std::string> paths;
    for (const PathId path : appearances[i].paths) paths.insert(map->path_text(path));
    CHECK(paths == there);
    if (i % 16 != 0) continue;
    for (const std::string& parent : git.git_lines({"log", "-1", "--format=%P", commit}))
      if (parent.size() == 40) CHECK_FALSE(contains(git.git({"ls-tree", "-r", parent}), blob));
  }
}

TEST_CASE("a tree that holds another one many times over ends") {
  GitRepository git;
  git.write("a", "1\n");
  git.git({"add", "a"});
  std::string tree = git.git({"write-tree"});
  for (int level = 0; level < 40; ++level) {
    const ProgramRun made =
        run_program({"git", "mktree"}, git.path(), {},
                    concat("040000 tree ", tree, "\tl\n", "040000 tree ", tree, "\tr\n"));
    REQUIRE(made.exit_code == 0);
    tree = made.output.substr(0, 40);
  }
  const std::string commit = git.git({"commit-tree", tree, "-m", "bomb"});
  git.git({"update-ref", "refs/heads/main", commit});
  const Repository repository = open(git);
  const auto map = map_of(repository);
  CHECK(map->blobs() == 1);
  REQUIRE(map->notices().size() == 1);
  CHECK(map->notices()[0].reason == NoticeReason::partial_scan);
}

TEST_CASE("an index that lets a commit or a tree hold itself is a notice, soon") {
  GitRepository git;
  const std::string head = git.commit_file("file", "text\n");
  const std::string blob = git.git({"rev-parse", "HEAD:file"});
  const std::string tree = git.git({"rev-parse", "HEAD^{tree}"});
  const std::string people =
      "author alice <alice@example.com> 1 +0000\ncommitter alice <alice@example.com> 1 +0000\n\n";
  const auto raw = [](const std::string& hex) {
    const auto name = ObjectName::from(*ObjectId::parse(hex));
    return std::string(reinterpret_cast<const char*>(name.bytes.data()), ObjectName::kSize);
  };
  const std::string one(40, '1'), two(40, '2'), three(40, '3');
  test::PackWriter pack;
  const auto add = [&](const std::string& name, EntryType type, const std::string& content) {
    pack.raw(ObjectName::from(*ObjectId::parse(name)),
             test::entry_head(type, content.size()) + test::zlib_stream(content));
  };
  SECTION("a commit is its own parent") {
    add(one, EntryType::commit, concat("tree ", tree, "\nparent ", one, '\n', people));
    pack.write(git.path() + "/.git/objects", "a");
    git.write(".git/refs/heads/other", one + "\n");
    const Repository repository = open(git);
    const auto map = map_of(repository);
    CHECK(map->commits().size() == 2);
    CHECK(map->commits()[0] == ObjectName::from(*ObjectId::parse(head)));
    REQUIRE(map->notices().size() == 1);
    CHECK(contains(map->notices()[0].detail, "lead back"));
  }
  SECTION("two commits are each other's parents, and a third descends from them") {
    add(one, EntryType::commit, concat("tree ", tree, "\nparent ", two, '\n', people));
    add(two, EntryType::commit, concat("tree ", tree, "\nparent ", one, '\n', people));
    add(three, EntryType::commit,
        concat("tree ", tree, "\nparent ", one, "\nparent ", head, '\n', people));
    pack.write(git.path() + "/.git/objects", "a");
    git.write(".git/refs/heads/other", three + "\n");
    const Repository repository = open(git);
    const auto map = map_of(repository);
    CHECK(map->commits().size() == 4);
    REQUIRE(map->notices().size() == 1);
    CHECK(contains(map->notices()[0].detail, "lead back"));
  }
  SECTION("a tree holds itself") {
    add(one, EntryType::tree,
        concat("100644 file", std::string(1, '\0'), raw(blob), "40000 sub", std::string(1, '\0'),
               raw(one)));
    add(two, EntryType::commit, concat("tree ", one, '\n', people));
    pack.write(git.path() + "/.git/objects", "a");
    git.write(".git/refs/heads/other", two + "\n");
    const Repository repository = open(git);
    const auto map = map_of(repository);
    CHECK(map->commits().size() == 2);
    CHECK(map->blobs() == 1);
    CHECK(map->paths() == 2048);
    REQUIRE(map->notices().size() == 1);
    CHECK(contains(map->notices()[0].detail, "2048"));
  }
}
