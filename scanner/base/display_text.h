// Text from a repository, made safe for where it is shown. Every string that a stranger could have
// written passes through one of these on its way to a person (threats P1-4): terminal escapes, bidi
// and zero-width characters, Markdown, HTML and workflow commands lose their force but stay
// visible.
#pragma once

#include <string>
#include <string_view>

namespace foureyes {

// Control, bidi, zero-width, other invisible characters and invalid UTF-8 as <U+202E>, <0x9B>;
// newlines too. The result is valid UTF-8 on one line.
std::string plain_text(std::string_view text);
// plain_text for a terminal, which may be the log of a CI system: what would be a workflow command
// there ("::" that begins a word, "##[" and "##vso[" anywhere) has its first character named.
std::string console_text(std::string_view text);
// plain_text, and the characters that Markdown and HTML read escaped; safe in a table cell; "::"
// cannot start a workflow command; "@name" and "#12" name nobody and no issue.
std::string markdown_text(std::string_view text);
// Markdown written with markdown_text, for a terminal: its escapes are taken back, so what was
// plain_text is plain_text again.
std::string unescaped_markdown(std::string_view text);
// plain_text with & < > " ' as entities: for HTML text and quoted attributes.
std::string html_text(std::string_view text);

}  // namespace foureyes
