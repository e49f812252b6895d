#include "secrets/views/archive.h"

#include <algorithm>
#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#include <memory>

#include "base/text.h"
#include "secrets/views/inflate.h"
#include "secrets/views/without_ciphers.h"

namespace foureyes {
namespace {

constexpr std::size_t kMostBytes = 256u << 20;
constexpr std::size_t kMostEntryBytes = 64u << 20;
constexpr std::size_t kMostEntries = 50'000;
constexpr std::size_t kRatio = 100;
constexpr std::size_t kBlock = 64u << 10;
constexpr std::size_t kLongestName = 4096;

struct FreeArchive {
  void operator()(archive* reader) const { archive_read_free(reader); }
};
using Reader = std::unique_ptr<archive, FreeArchive>;

// libarchive gives a name in the character set of the thread's locale or not at all: zip stores
// UTF-8. The locale is named here and ends here, so the user's has no say.
class Utf8Names {
 public:
  Utf8Names() : locale_(newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {
    if (locale_ != nullptr) before_ = uselocale(locale_);
  }
  Utf8Names(const Utf8Names&) = delete;
  Utf8Names& operator=(const Utf8Names&) = delete;
  ~Utf8Names() {
    if (locale_ == nullptr) return;
    uselocale(before_);
    freelocale(locale_);
  }

 private:
  locale_t locale_;
  locale_t before_ = nullptr;
};

Reader open_reader(std::string_view bytes, Container container) {
  link_without_ciphers();
  Reader reader(archive_read_new());
  if (reader == nullptr) return nullptr;
  if (container == Container::zip) {
    archive_read_support_format_zip(reader.get());
  } else {
    archive_read_support_format_tar(reader.get());
    archive_read_support_format_raw(reader.get());
  }
  if (container == Container::gzip) archive_read_support_filter_gzip(reader.get());
  if (container == Container::bzip2) archive_read_support_filter_bzip2(reader.get());
  if (container == Container::xz) archive_read_support_filter_xz(reader.get());
  if (container == Container::zstd) archive_read_support_filter_zstd(reader.get());
  const int status = archive_read_open_memory(reader.get(), bytes.data(), bytes.size());
  return status == ARCHIVE_OK || status == ARCHIVE_WARN ? std::move(reader) : nullptr;
}

std::string safe_name(std::string_view raw) {
  std::string name;
  const std::string slashes = replace_all(raw.substr(0, kLongestName), "\\", "/");
  for (const std::string_view part : split(slashes, '/')) {
    if (part.empty() || part == ".") continue;
    if (!name.empty()) name += '/';
    name += part == ".." ? "__" : part;
  }
  return name;
}

class Unpacking {
 public:
  Unpacking(Reader reader, ArchiveBudget& budget, const VisitEntry& visit)
      : reader_(std::move(reader)), budget_(budget), visit_(visit) {}

  ArchiveReading run() {
    archive_entry* entry = nullptr;
    while (is_good(archive_read_next_header(reader_.get(), &entry))) {
      if (budget_.entries == 0) {
        note(ArchiveProblem::too_many_entries);
        return reading_;
      }
      --budget_.entries;
      if (is_passed_through()) {
        note(ArchiveProblem::corrupt);
        return reading_;
      }
      if (archive_entry_filetype(entry) != AE_IFREG) continue;
      if (archive_entry_is_encrypted(entry) != 0) {
        note(ArchiveProblem::encrypted);
        continue;
      }
      const bool goes_on = read_data();
      ++reading_.entries;
      const std::string name = name_of(entry);
      visit_({name, bytes_});
      if (!goes_on) return reading_;
    }
    if (archive_read_has_encrypted_entries(reader_.get()) == 1) note(ArchiveProblem::encrypted);
    return reading_;
  }

 private:
  // What begins like a compressed file and is none comes back as it is.
  bool is_passed_through() const {
    constexpr int kNoFilter = 1;
    return archive_format(reader_.get()) == ARCHIVE_FORMAT_RAW &&
           archive_filter_count(reader_.get()) == kNoFilter;
  }

  // The end is no problem; neither is a name that does not convert.
  bool is_good(int status) {
    if (status == ARCHIVE_OK || status == ARCHIVE_WARN) return true;
    if (status != ARCHIVE_EOF) note(ArchiveProblem::corrupt);
    return false;
  }

  std::string name_of(archive_entry* entry) const {
    if (archive_format(reader_.get()) == ARCHIVE_FORMAT_RAW) return "";
    const char* raw = archive_entry_pathname(entry);
    const std::string name = safe_name(raw == nullptr ? "" : raw);
    return name.empty() ? concat("entry ", reading_.entries) : name;
  }

  // Fills bytes_; false when nothing that follows can be read.
  bool read_data() {
    bytes_.clear();
    const std::size_t limit = std::min(kMostEntryBytes, budget_.bytes);
    while (true) {
      const std::size_t before = bytes_.size();
      bytes_.resize(before + kBlock);
      const la_ssize_t got = archive_read_data(reader_.get(), bytes_.data() + before, kBlock);
      bytes_.resize(before + (got > 0 ? static_cast<std::size_t>(got) : 0));
      if (got == 0) break;
      if (got < 0) {
        note(ArchiveProblem::corrupt);
        budget_.bytes -= std::min(budget_.bytes, bytes_.size());
        return got == ARCHIVE_WARN || got == ARCHIVE_FAILED;
      }
      if (bytes_.size() <= limit) continue;
      note(ArchiveProblem::too_large);
      bytes_.resize(limit);
      break;
    }
    budget_.bytes -= bytes_.size();
    return budget_.bytes > 0;
  }

  void note(ArchiveProblem problem) { reading_.problems.insert(problem); }

  Reader reader_;
  ArchiveBudget& budget_;
  const VisitEntry& visit_;
  ArchiveReading reading_;
  std::string bytes_;
};

ArchiveReading read_zlib(std::string_view bytes, ArchiveBudget& budget, const VisitEntry& visit) {
  const Inflated inflated = inflate_zlib(bytes, std::min(kMostEntryBytes, budget.bytes));
  ArchiveReading reading;
  // Two bytes make no archive of a file: what does not inflate was none.
  if (inflated.end == InflateEnd::corrupt) return reading;
  if (inflated.end == InflateEnd::limit) reading.problems.insert(ArchiveProblem::too_large);
  budget.bytes -= inflated.bytes.size();
  reading.entries = 1;
  visit({"", inflated.bytes});
  return reading;
}

}  // namespace

ArchiveBudget::ArchiveBudget(std::size_t blob_size)
    : bytes(std::min(kMostBytes, (1u << 20) + kRatio * std::min(blob_size, kMostBytes))),
      entries(kMostEntries) {}

std::string_view describe(ArchiveProblem problem) {
  switch (problem) {
    case ArchiveProblem::encrypted:
      return "The archive holds encrypted entries, which cannot be looked at.";
    case ArchiveProblem::corrupt:
      return "The archive is damaged; not all of it could be unpacked.";
    case ArchiveProblem::too_large:
      return "The archive unpacks to too much; the rest of it was not looked at.";
    case ArchiveProblem::too_many_entries:
      return "The archive has too many entries; the rest of them was not looked at.";
    case ArchiveProblem::too_deep:
      return "Archives are packed into one another too deep; the innermost were not looked at.";
  }
  return "";
}

bool is_archive(Container container) {
  return container != Container::none && container != Container::utf16;
}

ArchiveReading read_archive(std::string_view bytes, Container container, ArchiveBudget& budget,
                            const VisitEntry& visit) {
  if (container == Container::zlib) return read_zlib(bytes, budget, visit);
  const Utf8Names names;
  Reader reader = open_reader(bytes, container);
  if (reader == nullptr) return {.problems = {ArchiveProblem::corrupt}};
  return Unpacking(std::move(reader), budget, visit).run();
}

}  // namespace foureyes
