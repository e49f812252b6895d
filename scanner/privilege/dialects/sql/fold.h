// Folds the statements of files into one state.
#pragma once

#include <string_view>

#include "model/notice.h"
#include "privilege/dialects/sql/state.h"

namespace foureyes::sql {

// Whether a text can say anything about privileges: a cheap look at its words.
bool may_speak_of_privileges(std::string_view text);

struct FoldInput {
  std::string_view path;
  std::string_view text;
  Flavour flavour = Flavour::common;
};

// Adds what the file's statements do. What cannot be read becomes an unread part of the state and
// a notice.
void fold_file(const FoldInput& file, State& state, std::vector<Notice>& notices);

// The privilege statements alone, normalised: equal texts say the same.
std::string privilege_text(std::string_view text, Flavour flavour);

}  // namespace foureyes::sql
