// Markup by type: an Html holds markup that is safe to put on the page, and the only way from a
// string to an Html is text(), which escapes.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace foureyes {

struct Html {
  std::string markup;
};

Html text(std::string_view plain);
// text(), with what stands between two backticks as code: the sentences of the model write so.
Html prose(std::string_view plain);
Html code(std::string_view plain);

// `opening` is ours: "p", "td class=\"wide\"".
Html element(std::string_view opening, const Html& inner);
Html joined(const std::vector<Html>& parts, std::string_view separator = "");

inline Html operator+(Html a, const Html& b) {
  a.markup += b.markup;
  return a;
}

Html bullets(const std::vector<Html>& items);

class HtmlTable {
 public:
  HtmlTable(std::string_view caption, std::vector<std::string_view> columns);
  void add_row(const std::vector<Html>& cells, std::string_view row_class = "");
  Html take();

 private:
  std::vector<std::string_view> columns_;
  std::string markup_;
};

// Names and values, for facts that are not a table.
class HtmlFacts {
 public:
  void add(std::string_view name, const Html& value);
  // Leaves the fact out when the text is empty.
  void add_text(std::string_view name, std::string_view value);
  void add_code(std::string_view name, std::string_view value);
  Html take();

 private:
  std::string markup_;
};

}  // namespace foureyes
