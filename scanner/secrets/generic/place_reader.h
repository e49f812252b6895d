// Reads the text around one credential word: which name it is in, what joins the name to a value,
// where the value begins and ends.
#pragma once

#include <string_view>
#include <vector>

#include "secrets/generic/place.h"
#include "secrets/path_facts.h"

namespace foureyes {

class PlaceReader {
 public:
  PlaceReader(std::string_view text, const PathFacts& path) : text_(text), path_(path) {}

  // Appends what the word leads to: mostly nothing or one place, for a call one an argument.
  void read(const KeyWord& word, std::vector<Place>& places);
  // `end`: after "://".
  void read_userinfo(std::size_t end, std::vector<Place>& places) const;
  // `end`: after the space of "-u " or of "--user ".
  void read_user_flag(std::size_t end, std::vector<Place>& places) const;

 private:
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\n';
  }
  bool is_at(std::string_view part) const { return text_.substr(at_, part.size()) == part; }
  void skip_blanks(std::size_t most);
  bool skip_entity();
  void read_name(const KeyWord& word);
  void look_before();
  bool read_element();
  bool read_joint();
  bool read_named();
  bool read_space_joint();
  bool read_type_joint();
  bool read_joining_word();
  void skip_type();
  bool read_value();
  bool enter_value();
  bool skip_wrapper();
  bool skip_lookup_name();
  bool read_quoted();
  bool read_until(std::string_view close, std::size_t from);
  bool read_plain_quoted(char quote);
  bool read_unquoted();
  void strip_scheme();
  bool next_argument();
  bool read_members(std::vector<Place>& places);
  bool read_bytes();
  bool takes_bare_value() const;
  bool stays_near() const;

  std::string_view text_;
  const PathFacts& path_;
  Place place_;
  std::size_t at_ = 0;
  std::size_t closes_at_ = 0;  // what closes an element
  std::size_t line_begin_ = 0;
};

}  // namespace foureyes
