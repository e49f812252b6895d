#include "report/formats/html_text.h"

#include "base/check.h"
#include "base/display_text.h"
#include "base/text.h"

namespace foureyes {

Html text(std::string_view plain) { return {html_text(plain)}; }

Html prose(std::string_view plain) {
  const std::vector<std::string_view> parts = split(plain, '`');
  Html out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const bool is_code = i % 2 == 1 && i + 1 < parts.size();
    const bool lost_opening = i % 2 == 1 && !is_code;
    out = out + (is_code ? code(parts[i]) : text(concat(lost_opening ? "`" : "", parts[i])));
  }
  return out;
}

Html code(std::string_view plain) { return element("code", text(plain)); }

Html element(std::string_view opening, const Html& inner) {
  const std::string_view name = opening.substr(0, opening.find(' '));
  return {concat('<', opening, '>', inner.markup, "</", name, '>')};
}

Html joined(const std::vector<Html>& parts, std::string_view separator) {
  Html out;
  for (const Html& part : parts) {
    if (!out.markup.empty()) out.markup += separator;
    out.markup += part.markup;
  }
  return out;
}

Html bullets(const std::vector<Html>& items) {
  std::string markup = "<ul>\n";
  for (const Html& item : items) markup += concat(element("li", item).markup, '\n');
  return {concat(markup, "</ul>\n")};
}

HtmlTable::HtmlTable(std::string_view caption, std::vector<std::string_view> columns)
    : columns_(std::move(columns)) {
  markup_ = concat("<table>\n", element("caption", text(caption)).markup, "\n<thead><tr>");
  for (const std::string_view column : columns_)
    markup_ += element("th scope=\"col\"", text(column)).markup;
  markup_ += "</tr></thead>\n<tbody>\n";
}

void HtmlTable::add_row(const std::vector<Html>& cells, std::string_view row_class) {
  CHECK(cells.size() == columns_.size(), "a row has a cell for each column");
  markup_ += row_class.empty() ? "<tr>" : concat("<tr class=\"", row_class, "\">");
  for (std::size_t i = 0; i < cells.size(); ++i)
    markup_ += element(concat("td data-column=\"", html_text(columns_[i]), '"'), cells[i]).markup;
  markup_ += "</tr>\n";
}

Html HtmlTable::take() { return {concat(markup_, "</tbody>\n</table>\n")}; }

void HtmlFacts::add(std::string_view name, const Html& value) {
  markup_ +=
      concat("<div>", element("dt", text(name)).markup, element("dd", value).markup, "</div>\n");
}

void HtmlFacts::add_text(std::string_view name, std::string_view value) {
  if (!value.empty()) add(name, text(value));
}

void HtmlFacts::add_code(std::string_view name, std::string_view value) {
  if (!value.empty()) add(name, code(value));
}

Html HtmlFacts::take() { return {concat("<dl>\n", markup_, "</dl>\n")}; }

}  // namespace foureyes
