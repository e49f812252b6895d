// The parts of a Markdown page, and how much of them a comment holds.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace foureyes::formats {

// A table that ends with how many of its rows it left out. Cells are Markdown already.
class MarkdownTable {
 public:
  MarkdownTable(const std::vector<std::string>& columns, std::size_t max_rows);

  // Whether the next row will show; one that does not is counted, and its cells need not be made.
  bool takes_row();
  void add_row(const std::vector<std::string>& cells);
  // A line over the rows that follow; none without a row to follow.
  void add_heading(const std::string& markdown);
  std::string take();

 private:
  void write(const std::vector<std::string>& cells);

  std::size_t columns_;
  std::size_t max_rows_;
  std::size_t rows_ = 0;
  std::size_t left_out_ = 0;
  std::string text_;
};

// A part that opens when its summary is clicked.
std::string folded(std::string_view summary, std::string_view markdown);

// The page with as many rows in each table as fit into a comment of GitHub. Where even none do, its
// end is cut off, and a line says so.
std::string fitted(const std::function<std::string(std::size_t rows)>& page);

}  // namespace foureyes::formats
