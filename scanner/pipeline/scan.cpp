#include "pipeline/scan.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/parallel.h"
#include "pipeline/finish_scan.h"
#include "secrets/masked_text.h"

namespace foureyes {
namespace {

// What one item gave; kept by index, so that threads cannot reorder anything.
struct ItemResult {
  std::vector<Finding> findings;
  std::vector<Notice> notices;
  std::vector<DroppedPlace> dropped;
  std::map<std::string, std::uint64_t> suppressed;
  std::uint64_t bytes = 0;
  bool message = false;
  bool skipped = false;
};

// Paths of an item by class: equal classes give equal findings, so each class is scanned once.
std::map<std::string, std::vector<std::string>> paths_by_class(
    const Detector& detector, const std::vector<std::string>& paths,
    const DetectorScratch& scratch) {
  if (paths.size() <= 1) return {{"", paths.empty() ? std::vector<std::string>{""} : paths}};
  std::map<std::string, std::vector<std::string>> classes;
  for (const std::string& path : paths) classes[detector.path_class(path, scratch)].push_back(path);
  return classes;
}

class ItemScanner {
 public:
  ItemScanner(const Detector& detector, const BlobSource& source)
      : detector_(detector), source_(source) {}

  ItemResult scan(std::size_t index, DetectorScratch& scratch) const {
    const BlobItem item = source_.item(index);
    const BlobText content = source_.read(index);
    ItemResult result;
    result.message = item.kind == BlobKind::commit_message;
    if (content.notice) {
      result.notices.push_back(*content.notice);
      result.skipped = true;
      if (content.notice->reason != NoticeReason::lfs_pointer) return result;
    }
    result.bytes = content.text.size();
    for (const auto& [path_class, paths] : paths_by_class(detector_, item.paths, scratch)) {
      scan_paths(item, content.text, paths, scratch, result);
    }
    return result;
  }

 private:
  void scan_paths(const BlobItem& item, const std::string& text,
                  const std::vector<std::string>& paths, DetectorScratch& scratch,
                  ItemResult& result) const {
    std::string front;
    const ContentKind kind = result.message ? ContentKind::message : ContentKind::file;
    Detection detection = detector_.scan({paths.front(), text, kind}, scratch);
    for (Finding& finding : detection.findings) {
      finding.blob = item.blob;
      finding.commit = item.commit;
      finding.in_message = result.message;
    }
    for (const std::string& path : paths) {
      const std::string shown = scan_name(item, path, scratch, result);
      if (front.empty()) front = shown;
      for (Finding finding : detection.findings) {
        // Of an archive's entry it goes on: "!/inner/path".
        finding.path.replace(0, paths.front().size(), shown);
        result.findings.push_back(std::move(finding));
      }
    }
    for (DroppedPlace& dropped : detection.dropped) {
      dropped.path.replace(0, paths.front().size(), front);
      result.dropped.push_back(std::move(dropped));
    }
    std::move(detection.notices.begin(), detection.notices.end(),
              std::back_inserter(result.notices));
    for (const auto& [filter, count] : detection.suppressed) result.suppressed[filter] += count;
  }

  // A credential in the name of a file is a finding of its own, and no report shows the name as it
  // is.
  std::string scan_name(const BlobItem& item, const std::string& path, DetectorScratch& scratch,
                        ItemResult& result) const {
    Detection detection = detector_.scan({"", path, ContentKind::message}, scratch);
    const std::string shown = mask_findings(path, detection.findings);
    for (Finding& finding : detection.findings) {
      finding.path = shown;
      finding.commit = item.commit;
      finding.blob = item.blob;
      finding.in_message = false;
      finding.region = {1, 1, 1, 1};
      finding.explanation = "in the name of the file";
      result.findings.push_back(std::move(finding));
    }
    return shown;
  }

  const Detector& detector_;
  const BlobSource& source_;
};

void add_item(ScanReport& report, ItemResult item) {
  Coverage& coverage = report.coverage;
  if (item.skipped) {
    coverage.skip(item.notices.front());
  } else {
    ++(item.message ? coverage.messages : coverage.blobs);
    coverage.bytes += item.bytes;
  }
  for (const auto& [filter, count] : item.suppressed) coverage.suppressed[filter] += count;
  std::move(item.findings.begin(), item.findings.end(), std::back_inserter(report.findings));
  std::move(item.notices.begin(), item.notices.end(), std::back_inserter(report.notices));
  std::move(item.dropped.begin(), item.dropped.end(), std::back_inserter(report.dropped));
}

}  // namespace

Result<ScanReport> scan(const BlobSource& source, const ScanOptions& options) {
  const Detector detector(options.rules, options.detector);
  const ItemScanner scanner(detector, source);
  const std::size_t threads = std::max<std::size_t>(1, std::min(options.threads, source.size()));
  std::vector<DetectorScratch> scratches;
  for (std::size_t worker = 0; worker < threads; ++worker) {
    TRY_ASSIGN(DetectorScratch scratch, detector.make_scratch());
    scratches.push_back(std::move(scratch));
  }

  std::vector<ItemResult> results(source.size());
  ProgressCount progress(options.progress, "files", source.size());
  parallel_for(source.size(), threads, [&](std::size_t index, std::size_t worker) {
    results[index] = scanner.scan(index, scratches[worker]);
    progress.add(results[index].bytes, results[index].findings.size());
  });

  ScanReport report;
  report.input = source.description();
  report.notices = source.notices();
  report.coverage.commits = source.commits();
  for (const Notice& notice : report.notices) report.coverage.skip(notice);
  for (ItemResult& result : results) add_item(report, std::move(result));
  TRY(finish_scan(report, options.rules));
  return report;
}

}  // namespace foureyes
