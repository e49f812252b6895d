#include "report/formats/markdown_page.h"

#include "base/text.h"
#include "report/wording.h"

namespace foureyes::formats {
namespace {

// What GitHub takes as a comment, in characters; bytes are never fewer.
constexpr std::size_t kMaxBytes = 65'536;
constexpr std::size_t kMaxRows = 500;
constexpr std::string_view kCut =
    "\n\nThe rest is left out: a comment holds no more. The other formats have all of it.\n";

std::string cut(const std::string& text) {
  const std::size_t end = text.rfind('\n', kMaxBytes - kCut.size());
  return concat(text.substr(0, end == std::string::npos ? 0 : end), kCut);
}

}  // namespace

MarkdownTable::MarkdownTable(const std::vector<std::string>& columns, std::size_t max_rows)
    : columns_(columns.size()), max_rows_(max_rows) {
  write(columns);
  write(std::vector<std::string>(columns_, "---"));
}

void MarkdownTable::write(const std::vector<std::string>& cells) {
  text_ += '|';
  for (const std::string& cell : cells) text_ += concat(' ', cell, " |");
  text_ += '\n';
}

bool MarkdownTable::takes_row() {
  if (rows_ < max_rows_) return true;
  ++left_out_;
  return false;
}

void MarkdownTable::add_row(const std::vector<std::string>& cells) {
  ++rows_;
  write(cells);
}

void MarkdownTable::add_heading(const std::string& markdown) {
  if (rows_ >= max_rows_) return;
  std::vector<std::string> cells(columns_);
  cells[1] = markdown;
  write(cells);
}

std::string MarkdownTable::take() {
  if (left_out_ > 0)
    text_ += concat("\n", count_of(left_out_, "more row is", "more rows are"),
                    " left out here; the other formats have all of them.\n");
  return concat(text_, '\n');
}

std::string folded(std::string_view summary, std::string_view markdown) {
  return concat("<details>\n<summary>", summary, "</summary>\n\n", markdown, "</details>\n\n");
}

std::string fitted(const std::function<std::string(std::size_t rows)>& page) {
  std::string text = page(kMaxRows);
  if (text.size() <= kMaxBytes) return text;
  std::string best = page(0);
  if (best.size() > kMaxBytes) return cut(best);
  for (std::size_t fits = 0, too_many = kMaxRows; too_many - fits > 1;) {
    const std::size_t rows = (fits + too_many) / 2;
    text = page(rows);
    if (text.size() > kMaxBytes) {
      too_many = rows;
    } else {
      fits = rows;
      best = std::move(text);
    }
  }
  return best;
}

}  // namespace foureyes::formats
