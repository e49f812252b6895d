#include "pipeline/history_scan.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/parallel.h"
#include "base/text.h"
#include "input/history/history_map.h"
#include "input/object_text.h"
#include "pipeline/credential_tips.h"
#include "pipeline/finish_scan.h"
#include "pipeline/first_findings.h"
#include "pipeline/path_classes.h"
#include "secrets/masked_text.h"

namespace foureyes {
namespace {

// Of each table. Room for two million lines: more would not fit into caches, and cost what it
// saves.
constexpr std::size_t kKnownLineBytes = 16u << 20;

struct MessageResult {
  ForestIndex commit = 0;
  Detection detection;
};

class HistoryScan {
 public:
  HistoryScan(const Repository& repository, const ScanOptions& options,
              const HistoryScanOptions& history)
      : repository_(repository),
        options_(options),
        history_(history),
        detector_(options.rules, options.detector),
        clock_(history.clock != nullptr ? *history.clock : own_clock_),
        threads_(std::max<std::size_t>(1, options.threads)),
        limits_{threads_, history.blob_limit, history.memory},
        messages_(threads_) {}

  Result<ScanReport> run();

 private:
  Result<void> read_map();
  void scan_blobs();
  void scan_outside(HistoryObject blob);
  void report_messages();
  void report_blobs();
  void report_coverage();
  void report_result(VersionScan& scan, BlobResult& result, const Appearance& appearance);
  void report_names(HistoryObject blob, const Appearance& appearance);
  void add_message(const Detection& detection, FirstFinding place, Finding form);
  void find_again();
  // What the report says of when and where.
  FindingHistory history_of(const Finding& finding, CommitPlace commit);
  std::string shown(PathId path);
  PathId path_for(const BlobResult& result, const Appearance& appearance) const;
  // Says where the finding is.
  void place(Finding& finding, const std::string& path, const FirstFinding& place) const;
  void skip(Notice notice) {
    report_.coverage.skip(notice);
    report_.notices.push_back(std::move(notice));
  }
  void count_suppressed(const std::map<std::string, std::uint64_t>& suppressed) {
    for (const auto& [filter, count] : suppressed) report_.coverage.suppressed[filter] += count;
  }

  const Repository& repository_;
  const ScanOptions& options_;
  const HistoryScanOptions& history_;
  Detector detector_;
  PhaseClock own_clock_;
  PhaseClock& clock_;
  std::size_t threads_;
  WalkLimits limits_;
  std::vector<DetectorScratch> scratches_;
  std::vector<std::vector<MessageResult>> messages_;  // by worker
  std::unique_ptr<HistoryMap> map_;
  std::optional<PathClasses> classes_;
  std::vector<VersionScan> scans_;  // by worker
  std::map<PathId, std::string> shown_;
  FirstFindings first_;
  CredentialTips tips_;
  ScanReport report_;
};

Result<ScanReport> HistoryScan::run() {
  for (std::size_t worker = 0; worker < threads_; ++worker) {
    TRY_ASSIGN(DetectorScratch scratch, detector_.make_scratch());
    scratches_.push_back(std::move(scratch));
  }
  TRY(read_map());
  clock_.begin("names");
  TRY_ASSIGN(classes_, PathClasses::of(*map_, detector_, threads_));
  clock_.begin("blobs");
  scan_blobs();
  report_coverage();
  clock_.begin("attribution");
  report_messages();
  report_blobs();
  clock_.begin("report");
  find_again();
  for (auto& [key, known] : first_.all()) {
    FirstFinding* first = known.first.finding ? &known.first : known.read ? &*known.read : nullptr;
    if (first == nullptr) continue;
    first->finding->history = history_of(*first->finding, first->commit);
    report_.findings.push_back(std::move(*first->finding));
  }
  const std::size_t commits = map_->commits().size();
  report_.input = concat(history_.scope.all_objects  ? "all objects of the repository, "
                         : history_.scope.is_whole() ? "the history of all refs, "
                                                     : "a part of the history of all refs, ",
                         commits, commits == 1 ? " commit" : " commits");
  TRY(finish_scan(report_, options_.rules));
  clock_.end();
  return std::move(report_);
}

// Messages are scanned while the commits are at hand anyway.
Result<void> HistoryScan::read_map() {
  const auto on_message = [this](ForestIndex commit, std::string_view text, std::size_t worker) {
    Detection detection = detector_.scan({"", text, ContentKind::message}, scratches_[worker]);
    if (!detection.findings.empty() || !detection.notices.empty() || !detection.suppressed.empty())
      messages_[worker].push_back({commit, std::move(detection)});
  };
  TRY_ASSIGN(map_, HistoryMap::read(repository_, limits_, on_message, clock_, history_.scope));
  for (Notice& notice : map_->notices()) skip(std::move(notice));
  return {};
}

void HistoryScan::scan_blobs() {
  const bool explains = options_.detector.explain == ExplainMode::on;
  const BlobReading reading = explains ? BlobReading::whole : history_.reading;
  KnownLines known_lines(kKnownLineBytes, history_.line_secret);
  for (DetectorScratch& scratch : scratches_)
    scans_.emplace_back(*map_, *classes_, detector_, scratch, known_lines, reading);
  ProgressCount progress(options_.progress, "blobs", map_->blobs());
  const std::vector<ForestIndex> failed =
      walk_forest(map_->forest(), ObjectType::blob, limits_, [&](const ForestVisit& visit) {
        VersionScan& scan = scans_[visit.worker];
        const std::size_t before = scan.fingerprints().size();
        scan.visit(visit);
        progress.add(visit.bytes.size(), scan.fingerprints().size() - before);
      });
  for (const ForestIndex blob : failed) scan_outside(blob);
  for (const HistoryObject blob : map_->blobs_outside()) scan_outside(blob);
  for (const VersionScan& scan : scans_) clock_.count(scan.counts().scanned);
}

// A blob that the walk does not give: libgit2 has it, or says why not.
void HistoryScan::scan_outside(HistoryObject blob) {
  const std::vector<PathId> paths = map_->paths_of(blob);
  if (paths.empty()) return;
  const BlobText content = file_text(map_->store(), map_->name(blob), shown(paths.front()),
                                     history_.blob_limit, Verification::none);
  if (content.notice && content.notice->reason != NoticeReason::lfs_pointer)
    return skip(*content.notice);
  scans_.front().read(blob, content.text);
}

// A path as a report may show it.
std::string HistoryScan::shown(PathId path) {
  const auto [at, is_new] = shown_.try_emplace(path);
  if (!is_new) return at->second;
  at->second = map_->path_text(path);
  if (classes_)
    if (const auto* named = classes_->named_in(path))
      at->second = mask_findings(at->second, *named);
  return at->second;
}

// The first of the paths that the blob has in its first commit; another one of the class where it
// has none there.
PathId HistoryScan::path_for(const BlobResult& result, const Appearance& appearance) const {
  std::optional<std::pair<std::string, PathId>> first;
  const auto take = [&](const std::vector<PathId>& paths) {
    for (const PathId path : paths) {
      if (classes_->of(path) != result.path_class) continue;
      std::pair one{map_->path_text(path), path};
      if (!first || one < *first) first = std::move(one);
    }
  };
  take(appearance.paths);
  if (!first) take(map_->paths_of(result.blob));
  return first->second;
}

void HistoryScan::place(Finding& finding, const std::string& path,
                        const FirstFinding& place) const {
  finding.path = path;
  finding.blob = place.blob.id();
  if (place.commit != kNoCommitPlace) finding.commit = map_->commits()[place.commit].id();
}

void HistoryScan::report_blobs() {
  std::set<HistoryObject> hits;
  for (VersionScan& scan : scans_) {
    for (const BlobResult& result : scan.results()) hits.insert(result.blob);
    hits.insert(scan.named().begin(), scan.named().end());
  }
  const std::vector<HistoryObject> blobs(hits.begin(), hits.end());
  const std::vector<Appearance> appearances = map_->first_appearances(blobs);
  const auto appearance_of = [&](HistoryObject blob) -> const Appearance& {
    const auto at = std::lower_bound(blobs.begin(), blobs.end(), blob);
    return appearances[static_cast<std::size_t>(at - blobs.begin())];
  };
  for (VersionScan& scan : scans_) {
    for (BlobResult& result : scan.results())
      report_result(scan, result, appearance_of(result.blob));
    for (const HistoryObject blob : scan.named()) report_names(blob, appearance_of(blob));
  }
  tips_.find(*map_, blobs);
}

void HistoryScan::report_coverage() {
  Coverage& coverage = report_.coverage;
  coverage.commits = map_->commits().size();
  HistoryCoverage history{.trees = map_->trees(),
                          .commits_left_out = map_->commits_left_out(),
                          .unreachable_commits = coverage.commits - map_->commits_reached(),
                          .is_shallow = repository_.is_shallow(),
                          .is_partial = repository_.is_partial()};
  std::map<std::string, std::unordered_set<std::uint64_t>> suppressed_values;
  for (const VersionScan& scan : scans_) {
    for (const auto& [filter, values] : scan.counts().suppressed_values)
      suppressed_values[filter].insert(values.begin(), values.end());
    coverage.blobs += scan.counts().blobs;
    coverage.bytes += scan.counts().bytes;
    history.packed_bytes += scan.counts().packed;
    history.scanned_bytes += scan.counts().looked_at;
    count_suppressed(scan.counts().suppressed);
  }
  for (const auto& [filter, values] : suppressed_values)
    coverage.suppressed[filter] += values.size();
  coverage.history = history;
}

FindingHistory HistoryScan::history_of(const Finding& finding, CommitPlace commit) {
  FindingHistory history = finding.history.value_or(FindingHistory());
  if (commit != kNoCommitPlace) {
    history.authored = map_->authored(commit);
    history.is_unreachable = commit >= map_->commits_reached();
  } else if (!finding.in_message) {
    history.is_unreachable = finding.path.empty();
  }
  if (finding.in_message) return history;
  tips_.tell(finding.fingerprint, history);
  for (std::string& tip : history.tips)
    tip = mask_findings(
        tip, detector_.scan({"", tip, ContentKind::message}, scratches_.front()).findings);
  return history;
}

void HistoryScan::report_result(VersionScan& scan, BlobResult& result,
                                const Appearance& appearance) {
  const std::string path = shown(path_for(result, appearance));
  const std::size_t example = classes_->example(result.path_class).size();
  // Of an archive's entry it goes on.
  const auto real_path = [&](const std::string& of_example) {
    return concat(path, std::string_view(of_example).substr(std::min(example, of_example.size())));
  };
  const FirstFinding first{appearance.commit, map_->name(result.blob), result.blob,
                           result.path_class};
  for (const std::uint32_t fingerprint : result.fingerprints)
    tips_.add_blob(result.blob, tips_.id(scan.fingerprints()[fingerprint]));
  for (Finding& finding : result.findings) {
    FirstFinding one = first;
    place(finding, real_path(finding.path), first);
    const auto key = std::pair(finding.fingerprint, finding.path);
    one.finding = std::move(finding);
    first_.add(key.first, key.second, one);
  }
  for (const std::uint32_t fingerprint : result.met_before)
    first_.add(scan.fingerprints()[fingerprint], path, first);
  for (Notice& notice : result.notices) {
    notice.path = real_path(notice.path);
    if (notice.reason != NoticeReason::lfs_pointer) {
      report_.notices.push_back(std::move(notice));
    } else {
      skip(std::move(notice));
      --report_.coverage.blobs;
    }
  }
}

void HistoryScan::report_names(HistoryObject blob, const Appearance& appearance) {
  for (const PathId path : map_->paths_of(blob)) {
    const auto* named = classes_->named_in(path);
    if (named == nullptr) continue;
    for (Finding finding : *named) {
      tips_.add_path(path, tips_.id(finding.fingerprint));
      FirstFinding first{appearance.commit, map_->name(blob)};
      place(finding, shown(path), first);
      finding.in_message = false;
      finding.region = {1, 1, 1, 1};
      finding.explanation = "in the name of the file";
      first.finding = std::move(finding);
      first_.add(first.finding->fingerprint, first.finding->path, first);
    }
  }
}

void HistoryScan::add_message(const Detection& detection, FirstFinding place, Finding form) {
  for (Finding finding : detection.findings) {
    finding.blob = form.blob;
    finding.commit = form.commit;
    finding.history = form.history;
    finding.in_message = true;
    place.finding = std::move(finding);
    first_.add(place.finding->fingerprint, "", place);
  }
  report_.notices.insert(report_.notices.end(), detection.notices.begin(), detection.notices.end());
  count_suppressed(detection.suppressed);
  ++report_.coverage.messages;
}

void HistoryScan::report_messages() {
  const auto commit_at = [&](CommitPlace place) {
    return Finding{.commit = map_->commits()[place].id()};
  };
  std::uint64_t silent = map_->commits().size() - map_->commits_outside().size();
  for (const std::vector<MessageResult>& messages : messages_) {
    for (const MessageResult& message : messages) {
      const auto place = map_->place_of(message.commit);
      if (!place) continue;
      add_message(message.detection, {.commit = *place}, commit_at(*place));
      --silent;
    }
  }
  report_.coverage.messages += silent;
  const auto read = [&](const ObjectName& object, ObjectType type, FirstFinding place,
                        Finding form) {
    const BlobText text = message_text(map_->store(), object, type, Verification::none);
    if (text.notice) return skip(*text.notice);
    add_message(detector_.scan({"", text.text, ContentKind::message}, scratches_.front()), place,
                std::move(form));
  };
  for (const CommitPlace place : map_->commits_outside())
    read(map_->commits()[place], ObjectType::commit, {.commit = place}, commit_at(place));
  for (std::size_t at = 0; at < map_->tags().size(); ++at) {
    const ObjectName tag = map_->tags()[at];
    const FindingHistory history{.is_unreachable = at >= map_->tags_reached()};
    read(tag, ObjectType::tag, {.blob = tag}, Finding{.blob = tag.id(), .history = history});
  }
}

// Of findings that are known by their fingerprint alone, the rest. A text that does not hold what
// its base holds (none is known) leaves the first that was read.
void HistoryScan::find_again() {
  struct Text {
    HistoryObject blob;
    ClassId path_class;
    auto operator<=>(const Text&) const = default;
  };
  std::map<Text, std::vector<FirstFindings::Entry*>> wanted;
  for (FirstFindings::Entry& entry : first_.all()) {
    const FirstFinding& first = entry.second.first;
    if (!first.finding) wanted[{first.object, first.path_class}].push_back(&entry);
  }
  std::vector<std::pair<Text, std::vector<FirstFindings::Entry*>>> texts(wanted.begin(),
                                                                         wanted.end());
  parallel_for(texts.size(), threads_, [&](std::size_t index, std::size_t worker) {
    const auto& [text, entries] = texts[index];
    const auto object =
        map_->store().read_blob(map_->name(text.blob), history_.blob_limit, Verification::none);
    if (!object) return;
    const Detection detection =
        detector_.scan({classes_->example(text.path_class), object->bytes()}, scratches_[worker]);
    for (FirstFindings::Entry* entry : entries) {
      const std::string &fingerprint = entry->first.first, &path = entry->first.second;
      const auto found =
          std::find_if(detection.findings.begin(), detection.findings.end(),
                       [&](const Finding& finding) { return finding.fingerprint == fingerprint; });
      if (found == detection.findings.end()) continue;
      FirstFinding& first = entry->second.first;
      first.finding = *found;
      place(*first.finding, path, first);
    }
  });
}

}  // namespace

Result<ScanReport> scan_history(const Repository& repository, const ScanOptions& options,
                                const HistoryScanOptions& history) {
  return HistoryScan(repository, options, history).run();
}

}  // namespace foureyes
