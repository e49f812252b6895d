// Names that a pattern matches, made without an automaton: what a witness is tried with first.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/grant.h"

namespace foureyes {

// The pattern with a word for each star and a letter for each "?": one name for each word.
std::vector<std::string> example_names(std::string_view glob);

// Names as those of this kind of grant look, where a pattern says nothing of their form.
std::vector<std::string> usual_names(std::string_view kind, const Pattern Grant::*axis);

// Words that stand for any name, each shorter to read than to doubt.
const std::vector<std::string>& example_words();

}  // namespace foureyes
