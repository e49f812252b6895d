#include "secrets/views/archive_scan.h"

#include <algorithm>
#include <iterator>

#include "base/path.h"
#include "base/text.h"
#include "secrets/masked_text.h"
#include "secrets/views/archive.h"

namespace foureyes {
namespace {

// "notes.txt" of "notes.txt.gz".
std::string_view name_without_extension(std::string_view path) {
  const std::string_view name = file_name(path);
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? name : name.substr(0, dot);
}

class ArchiveScan {
 public:
  ArchiveScan(const Content& content, const ScanOne& scan_one)
      : content_(content), scan_one_(scan_one), budget_(content.bytes.size()) {}

  Detection run() {
    const bool is_open = open(content_.bytes, "", 1);
    add(is_open ? scan_one_.name(content_) : scan_one_.text(content_), "");
    for (const ArchiveProblem problem : problems_) {
      const bool refused =
          problem == ArchiveProblem::encrypted || problem == ArchiveProblem::corrupt;
      detection_.notices.push_back({refused ? NoticeReason::unreadable : NoticeReason::partial_scan,
                                    std::string(content_.path), std::string(describe(problem))});
    }
    std::stable_sort(detection_.findings.begin(), detection_.findings.end(), in_report_order);
    return std::move(detection_);
  }

 private:
  // `inner`: the path from the blob to this archive, "" for the blob itself. False when it is none.
  bool open(std::string_view bytes, const std::string& inner, std::uint32_t depth) {
    const std::string_view name = inner.empty() ? content_.path : std::string_view(inner);
    const auto visit = [&](const ArchiveEntry& entry) {
      const std::string own(entry.name.empty() ? name_without_extension(name) : entry.name);
      look_at(entry.bytes, own, inner, depth);
    };
    const ArchiveReading reading = read_archive(bytes, container_of(bytes), budget_, visit);
    problems_.insert(reading.problems.begin(), reading.problems.end());
    return reading.entries > 0;
  }

  void look_at(std::string_view bytes, const std::string& name, const std::string& outer,
               std::uint32_t depth) {
    const std::string inner = join(outer, name_findings(name, outer));
    if (is_archive(container_of(bytes))) {
      if (depth == kDeepestArchive)
        problems_.insert(ArchiveProblem::too_deep);
      else if (open(bytes, inner, depth + 1))
        return add(scan_one_.name({name, bytes}), inner);
    }
    add(scan_one_.text({name, bytes}), inner);
  }

  // Adds what the name of an entry exposes; the name with it masked.
  std::string name_findings(const std::string& name, const std::string& outer) {
    Detection detection = scan_one_.text({"", name, ContentKind::message});
    std::string shown = mask_findings(name, detection.findings);
    for (Finding& finding : detection.findings) {
      finding.in_message = false;
      finding.region = {1, 1, 1, 1};
      finding.explanation = "in the name of the file";
    }
    add(std::move(detection), join(outer, shown));
    return shown;
  }

  static std::string join(const std::string& outer, const std::string& name) {
    return outer.empty() ? name : concat(outer, "!/", name);
  }

  void add(Detection detection, const std::string& inner) {
    for (Finding& finding : detection.findings) {
      finding.path =
          inner.empty() ? std::string(content_.path) : concat(content_.path, "!/", inner);
      detection_.findings.push_back(std::move(finding));
    }
    for (Notice& notice : detection.notices) notice.path = content_.path;
    std::move(detection.notices.begin(), detection.notices.end(),
              std::back_inserter(detection_.notices));
    for (const auto& [filter, count] : detection.suppressed) detection_.suppressed[filter] += count;
  }

  const Content& content_;
  const ScanOne& scan_one_;
  ArchiveBudget budget_;
  std::set<ArchiveProblem> problems_;
  Detection detection_;
};

}  // namespace

Detection scan_archive(const Content& content, const ScanOne& scan_one) {
  return ArchiveScan(content, scan_one).run();
}

}  // namespace foureyes
