#include "pipeline/version_scan.h"

#include <algorithm>

#include "input/object_text.h"
#include "pipeline/version_changes.h"
#include "secrets/changed_windows.h"

namespace foureyes {
namespace {

// Texts with more are dense: read as a whole they cost less.
constexpr std::size_t kMostKnownFindings = 64;

}  // namespace

void VersionScan::visit(const ForestVisit& visit) {
  if (way_.size() <= visit.depth) way_.resize(visit.depth + 1);
  Version& version = way_[visit.depth];
  version.blob = visit.object;
  version.known.clear();
  const std::vector<PathId> paths = map_.paths_of(visit.object);
  if (paths.empty()) return;
  count(visit.object, paths, visit.bytes);
  counts_.packed += map_.forest().packed(visit.object).size();
  for (const ClassId path_class : classes_.of(paths)) {
    auto known = scan_changes(visit, path_class);
    if (!known) known = scan_whole(visit.object, visit.bytes, path_class);
    if (known) version.known.push_back(std::move(*known));
  }
}

void VersionScan::read(HistoryObject blob, std::string_view text) {
  const std::vector<PathId> paths = map_.paths_of(blob);
  count(blob, paths, text);
  for (const ClassId path_class : classes_.of(paths)) scan_whole(blob, text, path_class);
}

void VersionScan::count(HistoryObject blob, const std::vector<PathId>& paths,
                        std::string_view text) {
  ++counts_.blobs;
  counts_.bytes += text.size();
  if (classes_.has_named()) named_.push_back(blob);
  if (is_lfs_pointer(text))
    results_.push_back(
        {.blob = blob, .path_class = classes_.of(paths.front()), .notices = {lfs_notice("")}});
}

// What the base is known to hold is where it was, and nothing is found near what changed. nullopt:
// that is not so, or cannot be told.
std::optional<VersionScan::KnownText> VersionScan::scan_changes(const ForestVisit& visit,
                                                                ClassId path_class) {
  if (reading_ == BlobReading::whole || visit.base == kNoForestIndex) return std::nullopt;
  const Version& base = way_[visit.depth - 1];
  const auto known = std::find_if(base.known.begin(), base.known.end(), [&](const KnownText& text) {
    return text.path_class == path_class;
  });
  if (base.blob != visit.base || known == base.known.end() || !Detector::is_plain(visit.bytes))
    return std::nullopt;
  const VersionChanges changes = changes_of(visit.delta);
  KnownText version{.path_class = path_class};
  BlobResult result{.blob = visit.object, .path_class = path_class};
  for (const KnownFinding& finding : known->findings) {
    const VersionPlace place = in_version(changes, finding.range);
    if (place.count == 0 && finding.is_single) continue;  // gone
    // Which of two equal credentials is the first counts in a fingerprint.
    if (place.count != 1 ||
        (!version.findings.empty() && place.range < version.findings.back().range))
      return std::nullopt;
    version.findings.push_back({place.range, finding.fingerprint, finding.is_single});
    result.fingerprints.push_back(finding.fingerprint);
  }
  const auto windows = windows_around(visit.bytes, changes.changed);
  if (!windows) return std::nullopt;
  const Detection detection = detector_.scan({classes_.example(path_class), *windows}, scratch_);
  counts_.scanned += windows->size();
  if (!detection.findings.empty() || detection.reads_far) return std::nullopt;
  if (!result.fingerprints.empty()) results_.push_back(std::move(result));
  return version;
}

// nullopt: what was found depends on more than near bytes.
std::optional<VersionScan::KnownText> VersionScan::scan_whole(HistoryObject blob,
                                                              std::string_view text,
                                                              ClassId path_class) {
  Detection detection = detector_.scan({classes_.example(path_class), text}, scratch_);
  counts_.scanned += text.size();
  for (const auto& [filter, count] : detection.suppressed) counts_.suppressed[filter] += count;
  KnownText known{.path_class = path_class};
  const bool is_known = !detection.reads_far && detection.findings.size() <= kMostKnownFindings;
  if (!detection.findings.empty() || !detection.notices.empty()) {
    BlobResult result{.blob = blob, .path_class = path_class};
    const bool are_single =
        std::all_of(detection.findings.begin(), detection.findings.end(),
                    [](const Finding& finding) { return finding.occurrence == 0; });
    for (const Finding& finding : detection.findings) {
      result.fingerprints.push_back(fingerprint_index(finding.fingerprint));
      known.findings.push_back({finding.range, result.fingerprints.back(), are_single});
    }
    result.findings = std::move(detection.findings);
    result.notices = std::move(detection.notices);
    results_.push_back(std::move(result));
  }
  return is_known ? std::optional(std::move(known)) : std::nullopt;
}

std::uint32_t VersionScan::fingerprint_index(const std::string& fingerprint) {
  const auto next = static_cast<std::uint32_t>(fingerprints_.size());
  const auto [at, is_new] = fingerprint_indices_.try_emplace(fingerprint, next);
  if (is_new) fingerprints_.push_back(fingerprint);
  return at->second;
}

}  // namespace foureyes
