// Finds credentials in the content of one blob.
//
// A decision reads the value, its line, its neighbours (3 lines, 1,024 bytes) and the class of its
// path, and nothing else of the text: so two versions of a file cannot disagree about an unchanged
// line, and a history scan may look at changed bytes only.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/text_position.h"
#include "model/dropped_place.h"
#include "model/finding.h"
#include "model/notice.h"
#include "secrets/rule_set.h"

namespace foureyes {

// Whether each decision of the generic detection comes with its reasons.
enum class ExplainMode { off, on };

struct DetectorOptions {
  // Content of .foureyes/fingerprint.key of the base; empty: fingerprints are over masked lines.
  std::string fingerprint_key = {};
  // Above either limit the rest of the blob is not looked at and a `partial_scan` notice says so.
  std::uint32_t findings_per_blob = 10'000;
  std::uint32_t candidates_per_blob = 200'000;
  ExplainMode explain = ExplainMode::off;
};

// What is scanned: the content of a file, or the text of a commit or tag message.
enum class ContentKind { file, message };

struct Content {
  std::string_view path;  // in the repository; empty for messages
  std::string_view bytes;
  ContentKind kind = ContentKind::file;
};

// Whole lines, ascending and disjoint.
struct TextLines {
  const std::vector<ByteRange>& wanted;
  const std::vector<ByteRange>& notable;  // of the text, at least near the wanted ones
};

// A candidate that is no finding, by where its value begins.
struct SuppressedValue {
  std::size_t at = 0;
  std::string filter;
};

struct Detection {
  std::vector<Finding> findings;  // by position, then rule; blob and commit are the caller's
  std::vector<Notice> notices;
  std::vector<DroppedPlace> dropped;                // by position; with ExplainMode::on
  std::map<std::string, std::uint64_t> suppressed;  // candidates dropped, by filter or check
  // Something was decided, or could not be, by more than the neighbourhood of a value: a container,
  // another encoding, a value over many lines, a key block. What is known of such a text says
  // nothing about a text that differs from it.
  bool reads_far = false;
  // Where a text that holds these lines too has to be looked at again, by position: at findings,
  // and at what goes over several lines. With scan_lines() alone.
  std::vector<ByteRange> open;
  // Lines of encoded text that goes over several: about these more is decided than by their
  // neighbourhoods. With scan_lines() alone.
  std::vector<ByteRange> wrapped;
  std::vector<SuppressedValue> suppressed_values;  // with scan_lines(), which counts none
};

// Working memory of one thread.
class DetectorScratch {
 public:
  DetectorScratch(DetectorScratch&&) noexcept;
  DetectorScratch& operator=(DetectorScratch&&) noexcept;
  ~DetectorScratch();

 private:
  friend class Detector;
  struct State;
  explicit DetectorScratch(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Keeps a reference: the rules must outlive it. Const and thread-safe with one scratch a thread.
class Detector {
 public:
  explicit Detector(const RuleSet& rules, DetectorOptions options = {});

  Result<DetectorScratch> make_scratch() const;
  // Archives are told by their content and looked into: the path of a finding in one is
  // "outer.zip!/inner/path", its range that in the entry, and rules see the inner path.
  Detection scan(const Content& content, DetectorScratch& scratch) const;
  // What scan() finds of the values that touch the wanted lines, but for the regions of findings.
  // Of a plain text without zero bytes. Not so where the result reads far.
  Detection scan_lines(const Content& content, const TextLines& lines,
                       DetectorScratch& scratch) const;

  // As find_notable_lines() and have_notable_lines() (notable_lines.h) of these rules.
  void find_notable_lines(std::string_view text, ByteRange lines, DetectorScratch& scratch,
                          std::vector<ByteRange>& notable) const;
  bool have_notable_lines(std::string_view path, DetectorScratch& scratch) const;
  // Whether the name of such a file is a finding. All of its text then counts.
  bool is_telling_name(std::string_view path) const;

  // Whether the bytes are read as they are: no container, no UTF-16.
  static bool is_plain(std::string_view bytes);

  // Paths with equal classes give equal findings for equal bytes (but for Finding::path). A blob
  // with several paths is scanned once for each class.
  std::string path_class(std::string_view path, const DetectorScratch& scratch) const;

 private:
  Detection scan_text(const Content& content, const TextLines* lines,
                      DetectorScratch& scratch) const;
  Detection scan_name(const Content& content, DetectorScratch& scratch) const;

  const RuleSet& rules_;
  DetectorOptions options_;
};

}  // namespace foureyes
