// Scans the blobs of a history version by version, as a walk over the packs gives them.
//
// A version is looked at only near the bytes that its base has not: what the base holds elsewhere,
// the version holds too. Where more than near bytes decide (a container, a key block, a long line)
// the version is read as a whole.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "input/history/history_map.h"
#include "input/pack/forest_walk.h"
#include "pipeline/path_classes.h"
#include "secrets/detector.h"

namespace foureyes {

enum class BlobReading { changes, whole };  // `whole` is the plain way, for comparison

// What was found in a blob under the paths of one class.
struct BlobResult {
  HistoryObject blob = 0;
  ClassId path_class = 0;
  std::vector<std::uint32_t> fingerprints = {};  // indices into VersionScan::fingerprints()
  std::vector<Finding> findings = {};            // empty: those of its base, somewhere in its text
  std::vector<Notice> notices = {};
};

struct VersionCounts {
  std::uint64_t blobs = 0;
  std::uint64_t bytes = 0;                               // of the blobs
  std::uint64_t packed = 0;                              // that they take up in packs
  std::uint64_t scanned = 0;                             // that the detector read
  std::map<std::string, std::uint64_t> suppressed = {};  // in texts that were read as a whole
};

// One a thread. Keeps references.
class VersionScan {
 public:
  VersionScan(const HistoryMap& map, const PathClasses& classes, const Detector& detector,
              DetectorScratch& scratch, BlobReading reading)
      : map_(map), classes_(classes), detector_(detector), scratch_(scratch), reading_(reading) {}

  // Of a blob that a ref reaches; others only mark their place on the way.
  void visit(const ForestVisit& visit);
  // A blob from elsewhere.
  void read(HistoryObject blob, std::string_view text);

  std::vector<BlobResult>& results() { return results_; }
  const std::vector<std::string>& fingerprints() const { return fingerprints_; }
  // Blobs with a path that holds a credential itself.
  const std::vector<HistoryObject>& named() const { return named_; }
  const VersionCounts& counts() const { return counts_; }

 private:
  struct KnownFinding {
    ByteRange range;
    std::uint32_t fingerprint = 0;
    bool is_single = true;  // no equal credential is beside it, of which it would be the next
  };
  // What was found in a text under the paths of one class, where near bytes alone decide.
  struct KnownText {
    ClassId path_class = 0;
    std::vector<KnownFinding> findings = {};  // by position
  };
  // The blob at one depth of the walk.
  struct Version {
    ForestIndex blob = kNoForestIndex;
    std::vector<KnownText> known = {};
  };
  void count(HistoryObject blob, const std::vector<PathId>& paths, std::string_view text);
  std::optional<KnownText> scan_changes(const ForestVisit& visit, ClassId path_class);
  std::optional<KnownText> scan_whole(HistoryObject blob, std::string_view text,
                                      ClassId path_class);
  std::uint32_t fingerprint_index(const std::string& fingerprint);

  const HistoryMap& map_;
  const PathClasses& classes_;
  const Detector& detector_;
  DetectorScratch& scratch_;
  BlobReading reading_;
  std::vector<Version> way_;  // by depth
  std::vector<BlobResult> results_;
  std::vector<std::string> fingerprints_;
  std::map<std::string, std::uint32_t> fingerprint_indices_;
  std::vector<HistoryObject> named_;
  VersionCounts counts_;
};

}  // namespace foureyes
