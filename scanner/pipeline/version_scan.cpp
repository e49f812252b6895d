#include "pipeline/version_scan.h"

#include <algorithm>

#include "base/text.h"
#include "input/object_text.h"
#include "pipeline/version_changes.h"

namespace foureyes {
namespace {

// More would cost more than to look at all lines.
constexpr std::size_t kMostComparisons = 1u << 16;

void set_regions(std::string_view text, std::vector<Finding>& findings) {
  if (findings.empty()) return;
  const LineIndex index(text);
  for (Finding& finding : findings) {
    finding.region = index.region(finding.range);
    for (FindingPart& part : finding.parts) part.region = index.region(part.range);
  }
}

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
  for (const ClassId path_class : classes_.of(paths))
    if (auto known = scan(visit.object, visit, path_class))
      version.known.push_back(std::move(*known));
}

void VersionScan::read(HistoryObject blob, std::string_view text) {
  const std::vector<PathId> paths = map_.paths_of(blob);
  count(blob, paths, text);
  for (const ClassId path_class : classes_.of(paths)) scan(blob, {.bytes = text}, path_class);
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

// nullopt: more than near bytes decide, or nothing is kept of the text.
std::optional<VersionScan::KnownText> VersionScan::scan(HistoryObject blob,
                                                        const ForestVisit& visit,
                                                        ClassId path_class) {
  if (reading_ == BlobReading::changes && Detector::is_plain(visit.bytes)) {
    auto places = places_to_look_at(visit, path_class);
    if (!places) places = {{0, visit.bytes.size()}};
    if (auto known = scan_places(blob, visit.bytes, *places, path_class)) return known;
  }
  scan_whole(blob, visit.bytes, path_class);
  return std::nullopt;
}

// nullopt: all of it, since nothing is known of a base.
std::optional<std::vector<ByteRange>> VersionScan::places_to_look_at(const ForestVisit& visit,
                                                                     ClassId path_class) const {
  if (visit.base == kNoForestIndex) return std::nullopt;
  const Version& base = way_[visit.depth - 1];
  const auto known = std::find_if(base.known.begin(), base.known.end(), [&](const KnownText& text) {
    return text.path_class == path_class;
  });
  if (base.blob != visit.base || known == base.known.end()) return std::nullopt;
  VersionChanges changes = changes_of(visit.delta);
  if (known->open.size() * changes.copied.size() > kMostComparisons) return std::nullopt;
  std::vector<ByteRange> open;
  for (const ByteRange& range : known->open) add_places(changes, range, open);
  if (open.empty()) return std::move(changes.changed);
  std::sort(open.begin(), open.end());
  std::vector<ByteRange> places;
  std::merge(changes.changed.begin(), changes.changed.end(), open.begin(), open.end(),
             std::back_inserter(places));
  return places;
}

// nullopt: more than near bytes decide, or the lines are too many to tell them apart.
std::optional<VersionScan::KnownText> VersionScan::scan_places(HistoryObject blob,
                                                               std::string_view text,
                                                               const std::vector<ByteRange>& places,
                                                               ClassId path_class) {
  const auto is_binary = [&](ByteRange place) {
    return contains(text.substr(place.begin, place.size()), std::string_view("\0", 1));
  };
  if (std::any_of(places.begin(), places.end(), is_binary)) return std::nullopt;
  const std::vector<ByteRange>* lines = sieve_.sift(text, places, path_class);
  if (lines == nullptr) return std::nullopt;
  Detection detection =
      detector_.scan_lines({classes_.example(path_class), text}, *lines, scratch_);
  if (detection.reads_far) return std::nullopt;
  counts_.looked_at += sieve_.asked();
  for (const ByteRange& line : *lines) counts_.scanned += line.size();
  for (const SuppressedValue& value : detection.suppressed_values)
    if (const auto name = sieve_.name_of(value.at))
      counts_.suppressed_values[value.filter].insert(*name);
  sieve_.learn(detection.open);
  KnownText known{path_class, std::move(detection.open)};
  if (std::vector<Finding>* findings = add_result(blob, path_class, std::move(detection)))
    set_regions(text, *findings);
  return known;
}

void VersionScan::scan_whole(HistoryObject blob, std::string_view text, ClassId path_class) {
  Detection detection = detector_.scan({classes_.example(path_class), text}, scratch_);
  counts_.looked_at += text.size();
  counts_.scanned += text.size();
  for (const auto& [filter, count] : detection.suppressed) counts_.suppressed[filter] += count;
  add_result(blob, path_class, std::move(detection));
}

std::vector<Finding>* VersionScan::add_result(HistoryObject blob, ClassId path_class,
                                              Detection detection) {
  if (detection.findings.empty() && detection.notices.empty()) return nullptr;
  BlobResult result{.blob = blob, .path_class = path_class};
  const std::string_view path = classes_.example(path_class);
  for (Finding& finding : detection.findings) {
    const std::size_t known = fingerprints_.size();
    const std::uint32_t fingerprint = fingerprint_index(finding.fingerprint);
    result.fingerprints.push_back(fingerprint);
    // Of an entry of an archive only the finding says where.
    if (fingerprints_.size() > known || finding.path != path)
      result.findings.push_back(std::move(finding));
    else
      result.met_before.push_back(fingerprint);
  }
  result.notices = std::move(detection.notices);
  results_.push_back(std::move(result));
  return &results_.back().findings;
}

std::uint32_t VersionScan::fingerprint_index(const std::string& fingerprint) {
  const auto next = static_cast<std::uint32_t>(fingerprints_.size());
  const auto [at, is_new] = fingerprint_indices_.try_emplace(fingerprint, next);
  if (is_new) fingerprints_.push_back(fingerprint);
  return at->second;
}

}  // namespace foureyes
