// Lays text out for a terminal: colours, indents, line breaks at the width of the screen.
//
// Whatever goes in comes out as console_text: a writer of reports cannot forget it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/report_options.h"

namespace foureyes {

enum class Style { plain, strong, dim, good, bad, caution, command };

struct Piece {
  std::string text;
  Style style = Style::plain;
};

// Columns that a text takes, one for each code point.
std::size_t columns_of(std::string_view text);
// Made plain and filled with blanks up to `columns`.
std::string padded(std::string_view text, std::size_t columns);

class TerminalText {
 public:
  explicit TerminalText(const ReportOptions& options);

  // One paragraph that starts at column `indent` and goes on at column `hanging`. Breaks between
  // words; a word that is longer than the line stays whole, so that it can be copied.
  void paragraph(std::size_t indent, std::size_t hanging, const std::vector<Piece>& pieces);
  void paragraph(std::size_t indent, const std::vector<Piece>& pieces) {
    paragraph(indent, indent, pieces);
  }
  // A line that is never broken: commands, digests.
  void line(std::size_t indent, const std::vector<Piece>& pieces);
  void heading(std::string_view title, std::string_view note);
  void blank();
  std::string take() { return std::move(text_); }

 private:
  std::string styled(const Piece& piece) const;

  Colour colour_;
  std::size_t width_;
  std::string text_;
};

}  // namespace foureyes
