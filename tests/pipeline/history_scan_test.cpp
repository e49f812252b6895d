// The history engine finds what reading every blob of every commit finds: over histories of random
// edits, packed and loose, on one thread and on many.
#include "pipeline/history_scan.h"

#include <filesystem>
#include <set>
#include <tuple>

#include "builtin_rules/builtin_rules.h"
#include "secrets/example_template.h"
#include "support/catch.h"
#include "support/fast_import.h"
#include "support/random.h"

using namespace foureyes;
using foureyes::test::FastImport;
using foureyes::test::Random;

namespace {

const RuleSet& rules() {
  static const RuleSet set = std::move(*RuleSet::from_table(builtin_rules()));
  return set;
}

std::string key_line(std::uint64_t seed) {
  const Rule* rule = rules().find("github-personal-access-token");
  REQUIRE(rule != nullptr);
  return *expand_template(rule->examples.front(), seed) + "\n";
}

Repository open(const GitRepository& git) {
  auto repository = Repository::open({.path = git.path()});
  REQUIRE(repository.has_value());
  return std::move(*repository);
}

struct Found {
  std::string path, rule, fingerprint, commit, blob;
  std::size_t line = 0;
  auto operator<=>(const Found&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Found& found) {
  return out << found.path << ':' << found.line << ' ' << found.rule << ' '
             << found.commit.substr(0, 8) << ' ' << found.blob.substr(0, 8);
}

Found found_of(const Finding& finding) {
  return {finding.path,
          finding.rule_id,
          finding.fingerprint,
          finding.commit ? finding.commit->hex() : "",
          finding.blob ? finding.blob->hex() : "",
          finding.region.start_line};
}

ScanReport scan(const GitRepository& git, std::size_t threads = 1,
                const HistoryScanOptions& history = {}) {
  const Repository repository = open(git);
  auto report = scan_history(repository, {.rules = rules(), .threads = threads}, history);
  REQUIRE(report.has_value());
  return std::move(*report);
}

std::vector<Found> findings(const ScanReport& report) {
  std::vector<Found> all;
  for (const Finding& finding : report.findings) all.push_back(found_of(finding));
  return all;
}

// By reading every file of every commit.
std::vector<Found> findings_one_by_one(const GitRepository& git) {
  struct Blob {
    ObjectId commit;
    std::set<std::string> first_paths, paths;
    std::string text;
  };
  const Repository repository = open(git);
  const auto head = repository.head_commit();
  const auto commits = repository.commits_between(std::nullopt, *head);
  std::map<std::string, Blob> blobs;
  std::map<std::string, std::size_t> places;
  for (const ObjectId& commit : commits->commits) {
    places.emplace(commit.hex(), places.size());
    const auto tree = repository.tree(commit);
    for (const TreeEntry& entry : (*tree)->entries()) {
      const auto [at, is_new] = blobs.try_emplace(entry.object, Blob{.commit = commit});
      if (is_new) at->second.text = *(*tree)->read(entry, 1 << 24);
      at->second.paths.insert(entry.path);
      if (at->second.commit == commit) at->second.first_paths.insert(entry.path);
    }
  }
  const Detector detector(rules());
  DetectorScratch scratch = std::move(*detector.make_scratch());
  std::map<std::pair<std::string, std::string>, Found> first;
  for (const auto& [id, blob] : blobs) {
    std::map<std::string, std::string> path_of_class;
    for (const auto& paths : {blob.first_paths, blob.paths})
      for (const std::string& path : paths)
        path_of_class.try_emplace(detector.path_class(path, scratch), path);
    for (const auto& [path_class, path] : path_of_class) {
      for (Finding& finding : detector.scan({path, blob.text}, scratch).findings) {
        finding.commit = blob.commit;
        finding.blob = ObjectId::parse(id);
        const Found found = found_of(finding);
        const auto [at, is_new] = first.try_emplace({found.fingerprint, found.path}, found);
        if (!is_new && places[found.commit] < places[at->second.commit]) at->second = found;
      }
    }
  }
  std::vector<Found> all;
  for (const auto& [key, found] : first) all.push_back(found);
  return all;
}

std::vector<Found> sorted(std::vector<Found> all) {
  std::sort(all.begin(), all.end());
  return all;
}

void repack(const GitRepository& git) { git.git({"repack", "-adfq", "--depth=60", "--window=30"}); }

// Files of lines that grow, shrink, move and copy themselves, and now and then hold a credential.
class RandomHistory {
 public:
  explicit RandomHistory(std::uint64_t seed) : random_(seed) {
    for (const Rule& rule : rules().rules())
      if (rule.kind != RuleKind::path && !rule.examples.front().starts_with("{{path:"))
        examples_.push_back(rule.examples.front());
    for (const char* path : {"src/app.py", "src/app_test.py", "deploy/settings.yml", "README.md",
                             "config/prod.properties", "web/main.js"})
      files_[path] = text(150);
  }

  void write(const GitRepository& git, std::size_t commits) {
    FastImport import;
    import.commit("main", files_);
    for (std::size_t i = 0; i < commits; ++i) import.commit("main", change());
    import.run(git);
    git.git({"reset", "-q", "--hard", "main"});
  }

 private:
  std::string line() {
    static constexpr std::string_view kWords[] = {"def", "token", "return",   "value",
                                                  "the", "= 1",   "password", "of",
                                                  "(x)", "key:",  "if",       "-"};
    std::string out;
    for (std::size_t i = 1 + random_.below(8); i > 0; --i)
      out += concat(kWords[random_.below(std::size(kWords))], ' ');
    return out + "\n";
  }
  std::string text(std::size_t lines) {
    std::string out;
    for (std::size_t i = 0; i < lines; ++i) out += line();
    return out;
  }
  std::size_t line_start(const std::string& content) {
    const std::size_t at = content.find('\n', random_.below(content.size()));
    return at == std::string::npos ? content.size() : at + 1;
  }
  std::string example() {
    return *expand_template(examples_[random_.below(examples_.size())], random_.next()) + "\n";
  }

  std::map<std::string, std::string> change() {
    auto at = files_.begin();
    std::advance(at, static_cast<std::ptrdiff_t>(random_.below(files_.size())));
    const std::string path = at->first;
    std::string content = at->second;
    for (std::size_t edits = 1 + random_.below(3); edits > 0; --edits) edit(content);
    if (content.size() < 200) content += text(50);
    if (random_.below(40) != 0) return files_[path] = content, std::map{std::pair{path, content}};
    const std::string other =
        concat("moved/", random_.below(5), "-", path.substr(path.rfind('/') + 1));
    files_.erase(path);
    files_[other] = content;
    if (other == path) return {{path, content}};
    return {{path, ""}, {other, content}};
  }

  void edit(std::string& content) {
    if (content.empty()) content = line();
    const std::size_t from = line_start(content);
    const std::size_t to = std::min(content.size(), from + random_.below(600));
    const std::string block = content.substr(from, to - from);
    switch (random_.below(7)) {
      case 0:
        content.insert(from, text(1 + random_.below(5)));
        break;
      case 1:
        content.insert(from, example());
        break;
      case 2:
        content.erase(from, to - from);
        break;
      case 3:  // moved
        content.erase(from, to - from);
        content.insert(content.empty() ? 0 : line_start(content), block);
        break;
      case 4:  // repeated
        content.insert(line_start(content), block);
        break;
      case 5:  // a byte, wherever it is
        if (!content.empty()) content[random_.below(content.size())] = 'x';
        break;
      default:
        if (content.size() > 30'000) content.resize(10'000);
        content += line();
    }
  }

  Random random_;
  std::vector<std::string> examples_;
  std::map<std::string, std::string> files_;
};

}  // namespace

TEST_CASE("what a history holds is found however it is packed and on any number of threads") {
  const std::uint64_t seed = GENERATE(1u, 2u, 3u);
  GitRepository git;
  RandomHistory(seed).write(git, 300);
  const std::vector<Found> expected = sorted(findings_one_by_one(git));
  REQUIRE(expected.size() > 20);
  repack(git);
  const ScanReport packed = scan(git);
  CHECK(sorted(findings(packed)) == expected);
  CHECK(findings(scan(git, 2)) == findings(packed));
  CHECK(findings(scan(git, 8)) == findings(packed));
  CHECK(findings(scan(git, 1, {.reading = BlobReading::whole})) == findings(packed));
  CHECK(findings(scan(git, 2, {.memory = 100'000})) == findings(packed));
  CHECK(packed.notices.empty());

  // As loose objects, which libgit2 reads.
  const std::string objects = git.path() + "/.git/objects/";
  std::filesystem::rename(objects + "pack", git.path() + "/.git/packs");
  std::filesystem::create_directory(objects + "pack");
  for (const auto& file : std::filesystem::directory_iterator(git.path() + "/.git/packs"))
    if (file.path().extension() == ".pack") {
      const auto pack = read_file(file.path().string());
      run_program({"git", "unpack-objects", "-q"}, git.path(), {}, *pack);
    }
  const ScanReport loose = scan(git);
  CHECK(findings(loose) == findings(packed));
  CHECK(loose.coverage.blobs == packed.coverage.blobs);
  CHECK(loose.coverage.bytes == packed.coverage.bytes);
  CHECK(loose.coverage.messages == packed.coverage.messages);
}

// The credentials in the files of a commit, by reading them.
std::set<std::string> fingerprints_in(const Repository& repository, const std::string& revision) {
  const Detector detector(rules());
  DetectorScratch scratch = std::move(*detector.make_scratch());
  std::set<std::string> found;
  const auto tree = repository.tree(*repository.resolve(revision));
  for (const TreeEntry& entry : (*tree)->entries()) {
    const std::string text = *(*tree)->read(entry, 1 << 24);
    for (const Finding& finding : detector.scan({entry.path, text}, scratch).findings)
      found.insert(finding.fingerprint);
  }
  return found;
}

TEST_CASE("a finding says when its first commit was written and which tips hold it today") {
  const std::uint64_t seed = GENERATE(4u, 5u);
  GitRepository git;
  RandomHistory(seed).write(git, 120);
  for (const int back : {10, 40, 60, 80, 100})
    git.git({"tag", concat("v", back), concat("main~", back)});
  git.git({"tag", "-a", "-m", "the same once more", "signed", "v40"});
  git.git({"branch", "old", "main~30"});
  git.git({"update-ref", "refs/remotes/origin/main", "main~5"});
  git.git({"update-ref", "refs/notes/elsewhere", "main~90"});
  git.git({"checkout", "-q", "main~2"});
  git.commit_file("late.py", key_line(77), {.date = "2019-02-03T04:05:06+0200"});
  if (seed == 5) repack(git);

  const Repository repository = open(git);
  std::map<std::string, std::vector<std::string>> tips_of;  // by fingerprint
  for (const char* ref : {"heads/main", "heads/old", "remotes/origin/main", "tags/signed",
                          "tags/v10", "tags/v100", "tags/v40", "tags/v60", "tags/v80"})
    for (const std::string& fingerprint : fingerprints_in(repository, concat("refs/", ref)))
      tips_of[fingerprint].push_back(std::string(ref).substr(std::string(ref).find('/') + 1));
  const std::set<std::string> in_head = fingerprints_in(repository, "HEAD");
  const ScanReport report = scan(git, 2);
  std::size_t held = 0, gone = 0;
  for (const Finding& finding : report.findings) {
    REQUIRE(finding.history.has_value());
    const FindingHistory& history = *finding.history;
    INFO(finding.path << ' ' << finding.fingerprint);
    const std::string authored = git.git({"log", "-1", "--format=%at", finding.commit->hex()});
    CHECK(std::to_string(history.authored->seconds) == authored);
    CHECK(history.in_head == in_head.contains(finding.fingerprint));
    std::vector<std::string> tips = tips_of[finding.fingerprint];
    const std::size_t count = tips.size();
    tips.resize(std::min<std::size_t>(tips.size(), 3));
    CHECK(history.tips == tips);
    CHECK(history.more_tips == count - tips.size());
    ++(count > 0 ? held : gone);
  }
  CHECK(held > 5);
  CHECK(gone > 0);
  const auto late = std::find_if(report.findings.begin(), report.findings.end(),
                                 [](const Finding& one) { return one.path == "late.py"; });
  REQUIRE(late != report.findings.end());
  CHECK(late->history->authored->rfc3339() == "2019-02-03T02:05:06Z");
  CHECK(late->history->in_head == true);
  CHECK(late->history->tips.empty());
}

TEST_CASE("a credential in a thousand versions of a file is one finding, in its first commit") {
  GitRepository git;
  FastImport import;
  std::string content;
  import.commit("main", {{ "app.py", "start\n" }});
  for (int i = 0; i < 1000; ++i) {
    content = concat("line ", i, "\n", i % 40 == 0 ? content : content.substr(0, 4000));
    import.commit("main",
                  {{ "app.py",
                     concat(content, "\n", i >= 10 ? key_line(7) : "", "end\n") }});
  }
  import.run(git);
  repack(git);
  const ScanReport report = scan(git, 2);
  REQUIRE(report.findings.size() == 1);
  const std::string first =
      git.git({"log", "--format=%H", "--reverse", "main"}).substr(11 * 41, 40);
  CHECK(report.findings[0].commit->hex() == first);
  CHECK(report.coverage.blobs == 1001);
}

TEST_CASE("the coverage of a history counts what git counts and what was read") {
  GitRepository git;
  RandomHistory(6).write(git, 200);
  git.git({"tag", "-a", "-m", "a tag", "v1"});
  repack(git);
  std::map<std::string, std::uint64_t> count, bytes;
  git.git({"config", "core.commitGraph", "false"});
  for (const std::string& line : git.git_lines(
           {"cat-file", "--batch-all-objects", "--batch-check=%(objecttype) %(objectsize)"})) {
    const std::string type = line.substr(0, line.find(' '));
    ++count[type];
    bytes[type] += std::stoul(line.substr(line.find(' ')));
  }
  const ScanReport report = scan(git, 2);
  const Coverage& coverage = report.coverage;
  CHECK(coverage.commits == count["commit"]);
  CHECK(coverage.messages == count["commit"] + count["tag"]);
  CHECK(coverage.blobs == count["blob"]);
  CHECK(coverage.bytes == bytes["blob"]);
  REQUIRE(coverage.history.has_value());
  CHECK(coverage.history->trees == count["tree"]);
  CHECK(coverage.history->packed_bytes < coverage.bytes / 4);
  CHECK(coverage.history->scanned_bytes < coverage.bytes);
  CHECK_FALSE(coverage.history->is_shallow);
  const ScanReport again = scan(git, 8);
  CHECK(again.coverage.history->packed_bytes == coverage.history->packed_bytes);
  CHECK(again.coverage.history->scanned_bytes == coverage.history->scanned_bytes);

  run_program({"git", "clone", "-q", "--depth=1", concat("file://", git.path()), "shallow"},
              git.beside(""));
  auto shallow = Repository::open({.path = git.beside("shallow")});
  REQUIRE(shallow.has_value());
  const auto part = scan_history(*shallow, {.rules = rules()});
  CHECK(part->coverage.history->is_shallow);
  CHECK(part->coverage.skipped_by == std::map<std::string, std::uint64_t>{{"shallow", 1}});
}

TEST_CASE("what no ref reaches is found where all objects are looked at") {
  GitRepository git;
  git.commit_file("a.py", "a\n");
  git.commit_file("deleted/b.py", key_line(9));
  const std::string left = git.commit("Leave " + key_line(10));
  git.git({"reset", "-q", "--hard", "HEAD~2"});
  git.write("dangling", key_line(11));
  const std::string dangling = git.git({"hash-object", "-w", "dangling"});
  git.remove("dangling");
  git.git({"reflog", "expire", "--expire=now", "--all"});
  if (GENERATE(false, true)) git.git({"repack", "-adfkq"});
  CHECK(scan(git).findings.empty());

  const ScanReport report = scan(git, 2, {.scope = {.all_objects = true}});
  CHECK(report.notices.empty());
  std::map<std::string, Finding> found;
  for (const Finding& finding : report.findings)
    found.emplace(finding.in_message ? "message" : finding.path, finding);
  REQUIRE(found.size() == 3);
  for (const auto& [path, finding] : found) CHECK(finding.history->is_unreachable);
  CHECK(found["message"].commit->hex() == left);
  CHECK(found["deleted/b.py"].commit->hex() == git.git({"rev-parse", left + "~1"}));
  CHECK(found["deleted/b.py"].history->in_head == false);
  CHECK(found[""].blob->hex() == dangling);
  CHECK_FALSE(found[""].commit.has_value());
  CHECK(report.coverage.history->unreachable_commits == 2);
}

TEST_CASE("a limited history looks at the trees of the newest commits and says so") {
  GitRepository git;
  FastImport import;
  import.commit("main", {{"old.py", key_line(1)}, { "a.py", "a\n" }});
  import.commit("main", {{ "old.py", "" }});
  import.commit("main", {{ "new.py", key_line(2) }});
  import.commit("main", {{ "a.py", "b\n" }});
  import.run(git);
  const ScanReport newest = scan(git, 1, {.scope = {.max_commits = 2}});
  REQUIRE(newest.findings.size() == 1);
  CHECK(newest.findings[0].path == "new.py");
  CHECK(newest.coverage.commits == 2);
  CHECK(newest.coverage.history->commits_left_out == 2);
  CHECK(newest.input == "a part of the history of all refs, 2 commits");
  const ScanReport late = scan(git, 1, {.scope = {.since = Instant{1'700'000'000 + 3 * 60}}});
  CHECK(findings(late) == findings(newest));
  CHECK(scan(git, 1, {.scope = {.max_commits = 4}}).findings.size() == 2);
}

TEST_CASE("a commit that is gone is a notice, and what other commits hold is looked at") {
  GitRepository git;
  git.commit_file("a.py", key_line(1));
  const std::string gone = git.commit_file("a.py", "a\n");
  git.commit_file("b.py", key_line(2));
  git.git({"tag", "lost", gone});
  git.remove(concat(".git/objects/", gone.substr(0, 2), '/', gone.substr(2)));
  git.write(".git/refs/heads/nowhere", std::string(40, '1') + "\n");
  const ScanReport report = scan(git);
  REQUIRE(report.findings.size() == 1);
  CHECK(report.findings[0].path == "b.py");
  CHECK(report.coverage.skipped_by.at("missing-object") >= 2);
}

TEST_CASE("a credential that only a merge adds is found in the merge") {
  GitRepository git;
  git.commit_file("a.py", "a\n");
  git.git({"checkout", "-q", "-b", "side"});
  git.commit_file("b.py", "b\n");
  git.git({"checkout", "-q", "main"});
  git.commit_file("c.py", "c\n");
  git.git({"merge", "-q", "--no-ff", "--no-commit", "side"});
  git.write("c.py", "c\n" + key_line(3));
  git.git({"add", "--all"});
  const std::string merge = git.commit_index("Merge");
  const std::vector<Found> all = findings(scan(git));
  REQUIRE(all.size() == 1);
  CHECK(all[0].commit == merge);
  CHECK(all[0].path == "c.py");
}

TEST_CASE("a rebase changes no fingerprint") {
  GitRepository git;
  git.commit_file("a.py", "a\n");
  git.git({"checkout", "-q", "-b", "side"});
  git.commit_file("b.py", key_line(4));
  git.git({"checkout", "-q", "main"});
  git.commit_file("a.py", "a\nb\n");
  const std::vector<Found> before = findings(scan(git));
  git.git({"checkout", "-q", "side"});
  git.git({"rebase", "-q", "main"});
  const std::vector<Found> after = findings(scan(git));
  REQUIRE(before.size() == 1);
  REQUIRE(after.size() == 1);
  CHECK(before[0].fingerprint == after[0].fingerprint);
  CHECK(before[0].commit != after[0].commit);
}

TEST_CASE("messages of commits and tags, and names of files, are looked at") {
  GitRepository git;
  git.commit_file("a.py", "a\n", {});
  git.write("b.py", "b\n");
  git.commit("Deploy with " + key_line(5));
  git.git({"tag", "-a", "v1", "-m", "Signed off with " + key_line(6)});
  const std::string name = key_line(8).substr(key_line(8).find("ghp_"), 40);
  git.write(concat("keys/", name, ".txt"), "c\n");
  git.commit("Add a file");
  repack(git);
  const ScanReport report = scan(git);
  REQUIRE(report.findings.size() == 3);
  std::set<std::string> seen;
  for (const Finding& finding : report.findings)
    seen.insert(finding.in_message ? finding.commit ? "commit" : "tag" : finding.explanation);
  CHECK(seen == std::set<std::string>{"commit", "tag", "in the name of the file"});
  for (const Finding& finding : report.findings) CHECK_FALSE(contains(finding.path, name));
}

TEST_CASE("what no ref reaches is not looked at, and a missing blob is a notice") {
  GitRepository git;
  git.commit_file("a.py", "a\n");
  git.git({"checkout", "-q", "-b", "side"});
  git.commit_file("b.py", key_line(9));
  git.git({"checkout", "-q", "main"});
  git.git({"branch", "-q", "-D", "side"});
  CHECK(scan(git).findings.empty());
  git.commit_file("dir/c.py", "gone\n");
  const std::string blob = git.git({"rev-parse", "HEAD:dir/c.py"});
  git.remove(concat(".git/objects/", blob.substr(0, 2), '/', blob.substr(2)));
  const ScanReport report = scan(git);
  REQUIRE(report.notices.size() == 1);
  CHECK(report.notices[0].reason == NoticeReason::missing_object);
  CHECK(report.notices[0].path == "dir/c.py");
  CHECK(report.coverage.skipped == 1);
}
