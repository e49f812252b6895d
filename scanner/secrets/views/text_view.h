// What stands encoded in a text, decoded: all of it in one text, piece by piece, far enough apart
// that no rule sees two pieces at once. So a view is scanned as any text is, and what is encoded in
// it gives a view of its own.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_position.h"
#include "secrets/views/container.h"
#include "secrets/views/decoded_run.h"
#include "secrets/views/escapes.h"

namespace foureyes {

// Between two texts that are scanned as one: more lines than any rule looks over, and a character
// that no pattern crosses.
inline constexpr std::string_view kBetweenTexts = "\n\n\n\n\x1d\n\n\n\n";

// How many encodings are taken off one after the other.
inline constexpr std::uint32_t kDeepestView = 5;

// What all views of one blob may cost: 8 times its size and 1 MiB, at most 256 MiB, and a million
// pieces.
class ViewBudget {
 public:
  explicit ViewBudget(std::size_t input);
  std::size_t bytes_left() const { return bytes_; }
  // False when it is too much; then it is used up.
  bool take(std::size_t bytes);
  // Something was not looked at for another reason: a container was encrypted or too large.
  void note_partly() { used_up_ = true; }
  bool is_used_up() const { return used_up_; }
  bool is_half_used() const;
  void note_too_deep() { too_deep_ = true; }
  bool met_too_deep() const { return too_deep_; }

 private:
  std::size_t all_bytes_;
  std::size_t bytes_;
  std::size_t pieces_;
  bool used_up_ = false;
  bool too_deep_ = false;
};

// Visits each stretch of encoded text in a range: digits, percent-encoding, escapes.
void find_encoded_runs(std::string_view text, ByteRange range, const VisitRun& visit);

class TextView {
 public:
  // The view of a text (`parent`: null) or of another view, of what stands in `ranges` (ascending,
  // disjoint). Null when nothing is encoded there. Keeps views of both: they must outlive it.
  static std::unique_ptr<TextView> of(std::string_view text, const std::vector<ByteRange>& ranges,
                                      const TextView* parent, ViewBudget& budget);

  std::string_view text() const { return text_; }
  // Whether the range lies in one piece, with the name that it is assigned to and the line breaks
  // around it.
  bool is_within_piece(ByteRange range) const;
  // Whether it was encoded: it lies in one piece and not in that name.
  bool is_decoded(ByteRange range) const;
  // From a range of this text, within a piece, to the range of the parent's text: exactly the
  // digits that encode it, or the whole piece where it was compressed.
  ByteRange in_parent(ByteRange range) const;
  // What a person must not see in the parent's text: more than in_parent, since what is left of a
  // word in base64 gives letters away.
  ByteRange hidden_in_parent(ByteRange range) const;
  // Whether nothing of the piece can be read in the parent's text.
  bool is_opaque(ByteRange range) const;
  // "gzip in base64": of this piece alone.
  std::string encoding(ByteRange range) const;

 private:
  struct Piece {
    ByteRange whole;          // in text_, with the name that it is assigned to
    ByteRange decoded;        // in text_
    ByteRange source;         // in the parent's text
    std::size_t skipped = 0;  // decoded bytes that are not in text_
    std::size_t first_mark = 0;
    Encoding encoding = Encoding::base64;
    Container container = Container::none;
    std::uint8_t depth = 0;
  };
  TextView(std::string_view source, const TextView* parent) : source_(source), parent_(parent) {}
  void add(DecodedRun run, ViewBudget& budget);
  void unpack(const Piece& piece, std::string_view bytes, ViewBudget& budget);
  void append(Piece piece, std::string_view decoded);
  const Piece& piece_at(std::size_t offset) const;
  std::uint32_t depth_at(std::size_t offset) const;

  std::string_view source_;
  const TextView* parent_;
  std::string text_;
  std::vector<Piece> pieces_;
  std::vector<SourceMark> marks_;
};

}  // namespace foureyes
