#include "secrets/views/text_view.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "secrets/views/archive.h"
#include "secrets/views/assigned_name.h"
#include "secrets/views/decoded_text.h"
#include "secrets/views/digit_runs.h"
#include "secrets/views/plausible_text.h"

namespace foureyes {
namespace {

constexpr std::size_t kMostBytes = 256u << 20;
constexpr std::size_t kMostPieces = 1'000'000;
constexpr std::size_t kLongestValue = 512;

constexpr std::array kRunFinders{find_digit_runs, find_percent_runs, find_escape_runs};

// What is put before and after a decoded value, so that it reads as the assignment that it is.
struct Frame {
  std::string before;
  std::string after;
};

Frame frame_of(std::string_view name, std::string_view value) {
  const bool is_single_value = value.size() <= kLongestValue && !value.empty() &&
                               std::none_of(value.begin(), value.end(), is_space);
  if (name.empty() || !is_single_value) return {};
  for (const char quote : {'"', '\''})
    if (value.find(quote) == std::string_view::npos && value.find('\\') == std::string_view::npos)
      return {concat(name, ": ", quote), std::string(1, quote)};
  return {concat(name, ": "), ""};
}

}  // namespace

void find_encoded_runs(std::string_view text, ByteRange range, const VisitRun& visit) {
  for (const auto& find_runs : kRunFinders) find_runs(text, range, visit);
}

ViewBudget::ViewBudget(std::size_t input)
    : all_bytes_(std::min(kMostBytes, (1u << 20) + 8 * std::min(input, kMostBytes))),
      bytes_(all_bytes_),
      pieces_(kMostPieces) {}

bool ViewBudget::is_half_used() const {
  return bytes_ < all_bytes_ / 2 || pieces_ < kMostPieces / 2;
}

bool ViewBudget::take(std::size_t bytes) {
  if (bytes > bytes_ || pieces_ == 0) {
    bytes_ = 0;
    pieces_ = 0;
    used_up_ = true;
    return false;
  }
  bytes_ -= bytes;
  --pieces_;
  return true;
}

std::unique_ptr<TextView> TextView::of(std::string_view text, const std::vector<ByteRange>& ranges,
                                       const TextView* parent, ViewBudget& budget) {
  std::unique_ptr<TextView> view(new TextView(text, parent));
  const VisitRun visit = [&](DecodedRun run) { view->add(std::move(run), budget); };
  for (const auto& find_runs : kRunFinders)
    for (const ByteRange& range : ranges) find_runs(text, range, visit);
  return view->pieces_.empty() ? nullptr : std::move(view);
}

void TextView::add(DecodedRun run, ViewBudget& budget) {
  if (parent_ != nullptr && !parent_->is_decoded(run.source)) return;
  const Container container = container_of(run.bytes);
  const std::uint32_t above = parent_ == nullptr ? 0 : parent_->depth_at(run.source.begin);
  const std::uint32_t depth = above + (container == Container::none ? 1 : 2);
  if (depth > kDeepestView) return budget.note_too_deep();
  if (!budget.take(run.bytes.size())) return;
  Piece piece{.source = run.source,
              .first_mark = marks_.size(),
              .encoding = run.encoding,
              .container = container,
              .depth = static_cast<std::uint8_t>(depth)};
  switch (piece.container) {
    case Container::none:
      marks_.insert(marks_.end(), run.marks.begin(), run.marks.end());
      return append(piece, run.bytes);
    case Container::utf16:
      return append(piece, DecodedText(run.bytes).text());
    default:
      return unpack(piece, run.bytes, budget);
  }
}

// Each text in the container is a piece of its own, at the place of the whole.
void TextView::unpack(const Piece& piece, std::string_view bytes, ViewBudget& budget) {
  ArchiveBudget unpacked(bytes.size());
  const ArchiveReading reading =
      read_archive(bytes, piece.container, unpacked, [&](const ArchiveEntry& entry) {
        if (is_plausible_text(entry.bytes) && budget.take(entry.bytes.size()))
          append(piece, entry.bytes);
      });
  for (const ArchiveProblem problem : reading.problems)
    if (problem != ArchiveProblem::corrupt) budget.note_partly();
}

void TextView::append(Piece piece, std::string_view decoded) {
  const std::string_view value = trim(decoded);
  const Frame frame = frame_of(assigned_name(source_, piece.source.begin), value);
  piece.whole.begin = text_.size();
  text_ += frame.before;
  // The quotes close around the value; a line break after it stays outside.
  const bool is_framed = !frame.before.empty();
  if (is_framed) piece.skipped = static_cast<std::size_t>(value.data() - decoded.data());
  piece.decoded.begin = text_.size();
  text_ += is_framed ? value : decoded;
  piece.decoded.end = text_.size();
  text_ += frame.after;
  piece.whole.end = text_.size();
  text_ += kBetweenTexts;
  pieces_.push_back(piece);
}

// A match may begin with the line break before its piece.
const TextView::Piece& TextView::piece_at(std::size_t offset) const {
  const auto after =
      std::upper_bound(pieces_.begin(), pieces_.end(), offset + 1,
                       [](std::size_t at, const Piece& piece) { return at < piece.whole.begin; });
  return *(after == pieces_.begin() ? after : after - 1);
}

std::uint32_t TextView::depth_at(std::size_t offset) const { return piece_at(offset).depth; }

bool TextView::is_within_piece(ByteRange range) const {
  const Piece& piece = piece_at(range.begin);
  return piece.whole.begin <= range.begin + 1 && range.end <= piece.whole.end + 1;
}

bool TextView::is_decoded(ByteRange range) const {
  const Piece& piece = piece_at(range.begin);
  return piece.decoded.begin <= range.begin && range.end <= piece.decoded.end;
}

ByteRange TextView::in_parent(ByteRange range) const {
  const Piece& piece = piece_at(range.begin);
  if (piece.container != Container::none) return piece.source;
  const std::size_t after = static_cast<std::size_t>(&piece - pieces_.data()) + 1;
  const std::size_t last_mark = after < pieces_.size() ? pieces_[after].first_mark : marks_.size();
  const auto offset = [&](std::size_t at) {
    return std::clamp(at, piece.decoded.begin, piece.decoded.end) - piece.decoded.begin +
           piece.skipped;
  };
  const ByteRange place =
      source_of(source_, piece.encoding, marks_.data() + piece.first_mark,
                last_mark - piece.first_mark, {offset(range.begin), offset(range.end)});
  // Nothing at all, at the end of a piece, would stand behind it.
  const std::size_t end = std::clamp(place.end, piece.source.begin, piece.source.end);
  return {std::clamp(place.begin, piece.source.begin, end), end};
}

ByteRange TextView::hidden_in_parent(ByteRange range) const {
  return is_opaque(range) ? piece_at(range.begin).source : in_parent(range);
}

bool TextView::is_opaque(ByteRange range) const {
  const Piece& piece = piece_at(range.begin);
  return piece.encoding == Encoding::base64 || piece.encoding == Encoding::hex ||
         piece.container != Container::none;
}

std::string TextView::encoding(ByteRange range) const {
  const Piece& piece = piece_at(range.begin);
  const std::string_view container = name_of(piece.container);
  return concat(container, container.empty() ? "" : " in ", name_of(piece.encoding));
}

}  // namespace foureyes
