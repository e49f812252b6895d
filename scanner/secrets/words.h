// How a value reads: split into words as people and programmers write them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace foureyes {

// Lower-case words of snake_case, kebab-case, dotted and camelCase text; digits are words too.
std::vector<std::string> words_of(std::string_view text);

// Whether a run of letters can be said: vowels where words have them.
bool is_pronounceable(std::string_view letters);

// Whether all of it is words: letters in pronounceable runs, separators between them, at most three
// digits, at the ends of words.
bool reads_as_words(std::string_view text);

}  // namespace foureyes
