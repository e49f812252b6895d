#include "pipeline/version_scan.h"

#include <algorithm>

#include "base/text.h"
#include "input/object_text.h"
#include "pipeline/version_changes.h"
#include "secrets/lines.h"

namespace foureyes {
namespace {

// Ranges that are kept of a version as long as others build on it: 64 KB of them.
constexpr std::size_t kMostKept = 4096;
constexpr std::size_t kMostKeptOnWay = 1u << 20;  // 16 MB

std::vector<ByteRange> merged(const std::vector<ByteRange>& some,
                              const std::vector<ByteRange>& others) {
  std::vector<ByteRange> all;
  all.reserve(some.size() + others.size());
  std::merge(some.begin(), some.end(), others.begin(), others.end(), std::back_inserter(all));
  return all;
}

std::uint64_t size_of(const std::vector<ByteRange>& ranges) {
  std::uint64_t size = 0;
  for (const ByteRange& range : ranges) size += range.size();
  return size;
}

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
  const std::size_t kept_above = visit.depth == 0 ? 0 : way_[visit.depth - 1].kept;
  version.kept = kept_above;
  const std::vector<PathId> paths = map_.paths_of(visit.object);
  if (paths.empty()) return;
  count(visit.object, paths, visit.bytes);
  counts_.packed += map_.forest().packed(visit.object).size();
  for (const ClassId path_class : classes_.of(paths))
    scan(visit.object, visit, path_class, version.known);
  for (const KnownText& text : version.known)
    version.kept += text.open.size() + text.notable.size();
  if (version.kept > kMostKeptOnWay) version = {.blob = visit.object, .kept = kept_above};
}

void VersionScan::read(HistoryObject blob, std::string_view text) {
  const std::vector<PathId> paths = map_.paths_of(blob);
  count(blob, paths, text);
  std::vector<KnownText> known;
  for (const ClassId path_class : classes_.of(paths))
    scan(blob, {.bytes = text}, path_class, known);
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

void VersionScan::scan(HistoryObject blob, const ForestVisit& visit, ClassId path_class,
                       std::vector<KnownText>& known) {
  KnownText text{path_class};
  const bool is_whole = reading_ != BlobReading::changes || classes_.has_telling_name(path_class) ||
                        !Detector::is_plain(visit.bytes);
  if (is_whole || !scan_changes(blob, visit.bytes, inherited(visit, path_class), text))
    scan_whole(blob, visit.bytes, path_class);
  else if (text.open.size() + text.notable.size() <= kMostKept)
    known.push_back(std::move(text));
}

// Nothing where nothing is known of the base.
VersionScan::Inherited VersionScan::inherited(const ForestVisit& visit, ClassId path_class) const {
  const Inherited nothing{.changed = {{0, visit.bytes.size()}}};
  if (visit.base == kNoForestIndex) return nothing;
  const Version& base = way_[visit.depth - 1];
  const auto known = std::find_if(base.known.begin(), base.known.end(), [&](const KnownText& text) {
    return text.path_class == path_class;
  });
  if (base.blob != visit.base || known == base.known.end()) return nothing;
  auto changes = changes_of(visit.delta);
  if (!changes) return nothing;
  auto open = places_of(*changes, known->open, kMostKept);
  auto notable = places_of(*changes, known->notable, visit.bytes.size());
  if (!open || !notable) return nothing;
  return {std::move(changes->changed), std::move(*open), std::move(*notable)};
}

// Sets what is known of the text. False: more than near bytes decide, or the lines are too many to
// tell them apart.
bool VersionScan::scan_changes(HistoryObject blob, std::string_view text,
                               const Inherited& inherited, KnownText& known) {
  const auto is_binary = [&](ByteRange place) {
    return contains(text.substr(place.begin, place.size()), std::string_view("\0", 1));
  };
  if (std::any_of(inherited.changed.begin(), inherited.changed.end(), is_binary)) return false;
  const std::vector<ByteRange> changed = lines_on(text, inherited.changed);
  known.notable = notable_lines(text, inherited, changed, known.path_class);
  if (known.notable.size() > kMostSiftedLines) return false;
  const std::vector<ByteRange>* lines =
      sieve_.sift(text, merged(changed, inherited.open), known.notable, known.path_class);
  if (lines == nullptr) return false;
  Detection detection;
  if (!lines->empty())
    detection = detector_.scan_lines({classes_.example(known.path_class), text},
                                     {*lines, known.notable}, scratch_);
  if (detection.reads_far) return false;
  counts_.looked_at += size_of(changed);
  counts_.scanned += size_of(*lines);
  for (const SuppressedValue& value : detection.suppressed_values)
    if (const auto name = sieve_.name_of(value.at))
      counts_.suppressed_values[value.filter].insert(*name);
  sieve_.learn(merged(detection.open, detection.wrapped));
  known.open = std::move(detection.open);
  if (std::vector<Finding>* findings = add_result(blob, known.path_class, std::move(detection)))
    set_regions(text, *findings);
  return true;
}

// Those that the base had on lines that did not change, and those of the changed ones.
std::vector<ByteRange> VersionScan::notable_lines(std::string_view text, const Inherited& inherited,
                                                  const std::vector<ByteRange>& changed,
                                                  ClassId path_class) {
  if (!classes_.has_notable_lines(path_class)) return {{0, text.size()}};
  const auto find = [&](ByteRange lines, std::vector<ByteRange>& notable) {
    detector_.find_notable_lines(text, lines, scratch_, notable);
  };
  std::vector<ByteRange> kept;
  auto next = changed.begin();
  for (const ByteRange& line : inherited.notable) {
    while (next != changed.end() && next->end <= line.begin) ++next;
    if (next == changed.end() || line.end <= next->begin) kept.push_back(line);
  }
  return merged(kept, sieve_.notable_among(text, changed, find));
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
