#include "evidence/pack_assembler.h"

#include <algorithm>

#include "base/display_text.h"
#include "base/text.h"

namespace foureyes {

PackAssembler::PackAssembler(std::string_view form_name, const PackLimits& limits)
    : form_name_(form_name), limits_(limits) {}

Result<void> PackAssembler::check_room(std::size_t size) const {
  const auto past = [this](std::string what) {
    return failure({std::move(what), form_name_, "is this file really an evidence pack?"});
  };
  if (seen_ >= limits_.members) {
    return past(concat("the pack has more than ", limits_.members, " members"));
  }
  if (size > limits_.member_bytes) {
    return past(concat("a member is larger than ", limits_.member_bytes, " bytes"));
  }
  if (size > limits_.total_bytes - total_bytes_) {
    return past(concat("the pack is larger than ", limits_.total_bytes, " bytes"));
  }
  return {};
}

Result<void> PackAssembler::add(std::string_view name, std::string bytes) {
  TRY(check_room(bytes.size()));
  ++seen_;
  total_bytes_ += bytes.size();
  if (!is_member_name(name)) {
    note_irregularity(
        concat("`", plain_text(name.substr(0, 100)), "` is no member of an evidence pack"));
  } else if (!pack_.members.emplace(name, std::move(bytes)).second) {
    note_irregularity(concat("`", name, "` is there twice"));
  }
  return {};
}

void PackAssembler::note_irregularity(std::string sentence) {
  if (pack_.irregularity.empty()) pack_.irregularity = std::move(sentence);
}

std::string first_byte_difference(std::string_view found, std::string_view expected,
                                  std::string_view form_name) {
  const auto [in_found, in_expected] =
      std::mismatch(found.begin(), found.end(), expected.begin(), expected.end());
  if (in_found == found.end() && in_expected == expected.end()) return "";
  return concat("byte ", in_found - found.begin(), " of the ", form_name,
                " is not what foureyes writes for these members");
}

}  // namespace foureyes
