// Scans the blobs of a history version by version, as a walk over the packs gives them.
//
// Of a version only the lines are looked at that its base has not: which of them are notable
// (notable_lines.h). It is scanned where such lines are near bytes that the base has not, and where
// the base is known to hold something: elsewhere it holds as little as the base. Of these lines,
// the ones that another version or file had with the same lines around them are known
// (known_lines.h). Where more than near bytes decide (a container, a key block) the version is read
// as a whole.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "input/history/history_map.h"
#include "input/pack/forest_walk.h"
#include "pipeline/path_classes.h"
#include "secrets/detector.h"
#include "secrets/line_sieve.h"

namespace foureyes {

enum class BlobReading { changes, whole };  // `whole` is the plain way, for comparison

// What was found in a blob under the paths of one class.
struct BlobResult {
  HistoryObject blob = 0;
  ClassId path_class = 0;
  std::vector<std::uint32_t> fingerprints = {};  // indices into VersionScan::fingerprints()
  std::vector<std::uint32_t> met_before = {};    // those of them that findings do not tell of
  std::vector<Finding> findings = {};
  std::vector<Notice> notices = {};
};

struct VersionCounts {
  std::uint64_t blobs = 0;
  std::uint64_t bytes = 0;      // of the blobs
  std::uint64_t packed = 0;     // that they take up in packs
  std::uint64_t looked_at = 0;  // of changed lines and of texts that are read as a whole
  std::uint64_t scanned = 0;    // that the detector read: less where lines are known
  std::map<std::string, std::uint64_t> suppressed = {};  // in texts that were read as a whole
  // Elsewhere, by filter: values by LineSieve::name_of(), so that each counts once.
  std::map<std::string, std::unordered_set<std::uint64_t>> suppressed_values = {};
};

// One a thread. Keeps references.
class VersionScan {
 public:
  VersionScan(const HistoryMap& map, const PathClasses& classes, const Detector& detector,
              DetectorScratch& scratch, KnownLines& known, BlobReading reading)
      : map_(map),
        classes_(classes),
        detector_(detector),
        scratch_(scratch),
        sieve_(known),
        reading_(reading) {}

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
  // A text under the paths of one class, where near bytes alone decide.
  struct KnownText {
    ClassId path_class = 0;
    std::vector<ByteRange> open = {};     // Detection::open
    std::vector<ByteRange> notable = {};  // lines
  };
  // What a version has from its base, at its own places.
  struct Inherited {
    std::vector<ByteRange> changed;  // bytes that it has not from there
    std::vector<ByteRange> open = {};
    std::vector<ByteRange> notable = {};
  };
  // The blob at one depth of the walk.
  struct Version {
    ForestIndex blob = kNoForestIndex;
    std::vector<KnownText> known = {};
    std::size_t kept = 0;  // ranges of this and of all versions above it
  };
  void count(HistoryObject blob, const std::vector<PathId>& paths, std::string_view text);
  void scan(HistoryObject blob, const ForestVisit& visit, ClassId path_class,
            std::vector<KnownText>& known);
  Inherited inherited(const ForestVisit& visit, ClassId path_class) const;
  bool scan_changes(HistoryObject blob, std::string_view text, const Inherited& inherited,
                    KnownText& known);
  std::vector<ByteRange> notable_lines(std::string_view text, const Inherited& inherited,
                                       const std::vector<ByteRange>& changed, ClassId path_class);
  void scan_whole(HistoryObject blob, std::string_view text, ClassId path_class);
  // Returns the findings that are kept; null: nothing was found.
  std::vector<Finding>* add_result(HistoryObject blob, ClassId path_class, Detection detection);
  std::uint32_t fingerprint_index(const std::string& fingerprint);

  const HistoryMap& map_;
  const PathClasses& classes_;
  const Detector& detector_;
  DetectorScratch& scratch_;
  LineSieve sieve_;
  BlobReading reading_;
  std::vector<Version> way_;  // by depth
  std::vector<BlobResult> results_;
  std::vector<std::string> fingerprints_;
  std::map<std::string, std::uint32_t> fingerprint_indices_;
  std::vector<HistoryObject> named_;
  VersionCounts counts_;
};

}  // namespace foureyes
