#include "report/formats/terminal_text.h"

#include <algorithm>
#include <utility>

#include "base/display_text.h"
#include "base/text.h"

namespace foureyes {
namespace {

constexpr std::size_t kNarrowest = 40;

// Select Graphic Rendition (ECMA-48, 8.3.117).
std::string_view code_of(Style style) {
  switch (style) {
    case Style::plain:
      return "";
    case Style::strong:
      return "1";
    case Style::dim:
      return "2";
    case Style::good:
      return "1;32";
    case Style::bad:
      return "1;31";
    case Style::caution:
      return "33";
    case Style::command:
      return "36";
  }
  return "";
}

}  // namespace

std::size_t columns_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  }));
}

std::string padded(std::string_view text, std::size_t columns) {
  std::string out = plain_text(text);
  const std::size_t taken = columns_of(out);
  if (taken < columns) out.append(columns - taken, ' ');
  return out;
}

TerminalText::TerminalText(const ReportOptions& options)
    : colour_(options.colour), width_(std::max(options.width, kNarrowest)) {}

std::string TerminalText::styled(const Piece& piece) const {
  if (colour_ == Colour::off || piece.style == Style::plain || piece.text.empty())
    return piece.text;
  return concat("\x1b[", code_of(piece.style), 'm', piece.text, "\x1b[0m");
}

void TerminalText::paragraph(std::size_t indent, std::size_t hanging,
                             const std::vector<Piece>& pieces) {
  text_.append(indent, ' ');
  std::size_t column = indent;
  std::size_t blanks = 0;  // seen since the last word
  bool line_is_empty = true;
  for (const Piece& piece : pieces) {
    const std::string safe = console_text(piece.text);
    std::string run;  // what stands on this line of the piece
    const std::vector<std::string_view> words = split(safe, ' ');
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (i > 0) ++blanks;
      const std::size_t size = columns_of(words[i]);
      if (size == 0) continue;
      if (!line_is_empty && blanks > 0 && column + blanks + size > width_) {
        text_ += concat(styled({std::exchange(run, ""), piece.style}), '\n');
        text_.append(hanging, ' ');
        column = hanging;
      } else {
        run.append(blanks, ' ');
        column += blanks;
      }
      run += words[i];
      column += size;
      blanks = 0;
      line_is_empty = false;
    }
    text_ += styled({run, piece.style});
  }
  text_ += '\n';
}

void TerminalText::line(std::size_t indent, const std::vector<Piece>& pieces) {
  text_.append(indent, ' ');
  for (const Piece& piece : pieces) text_ += styled({console_text(piece.text), piece.style});
  text_ += '\n';
}

void TerminalText::heading(std::string_view title, std::string_view note) {
  blank();
  line(0,
       {{std::string(title), Style::strong}, {note.empty() ? "" : concat("  ", note), Style::dim}});
}

void TerminalText::blank() { text_ += '\n'; }

}  // namespace foureyes
