// Does one text match one wildcard pattern, one address lie in one network, one number stand in a
// relation to another? For the evaluator of requests: shares nothing with the order's automata and
// ranges.
#pragma once

#include <string_view>

#include "privilege/truth.h"

namespace foureyes {

enum class Wildcards {
  none,
  any,  // * any text, ? one character
  arn,  // as any, but before its sixth part neither goes past a ':', unless the star ends it
  ref,  // * within a part between slashes, ** past them
};

// Perhaps where the pattern holds a placeholder "${name}" that some text would make match.
Truth text_matches(std::string_view pattern, Wildcards wildcards, std::string_view text);

Truth address_is_in(std::string_view network, std::string_view address);

// Relations: "", "below", "at-most", "above", "at-least".
Truth number_is(std::string_view number, std::string_view relation, std::string_view bound);
Truth date_is(std::string_view date, std::string_view relation, std::string_view bound);

}  // namespace foureyes
