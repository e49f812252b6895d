// How --help looks, and what is answered to words that the command line does not know.
#pragma once

#include "base/result.h"

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace foureyes {

// Lines of at most 100 columns. Nested commands take it over from `app` when they are added.
void use_help_layout(CLI::App& app);

// What was wrong with the words, and which --help to read.
Error usage_error(const CLI::App& app, const CLI::ParseError& error);

}  // namespace foureyes
