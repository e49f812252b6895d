// Which SQL files belong to one database, and in which order they run.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace foureyes::sql {

enum class FileRole {
  schema,      // a file of its own: declares, in no order
  baseline,    // Flyway B: instead of what is older
  versioned,   // runs once, in its order; released, it is not edited
  repeatable,  // runs again whenever it changes, after the versioned ones
  undo,        // only runs to take back
};

// The order in which the files of one place run.
struct RunOrder {
  FileRole role = FileRole::schema;
  std::vector<std::string> version;  // numbers without leading zeros, longer is larger
  std::string name;
  std::strong_ordering operator<=>(const RunOrder& other) const;
  bool operator==(const RunOrder& other) const = default;
};

struct SqlFile {
  std::string place;  // the folder that stands for the database
  RunOrder order;
};

bool is_sql_path(std::string_view path);
SqlFile classify(std::string_view path);

// The part that runs forward, line for line: what follows "migrate:down", "+goose Down" and their
// like is blank, and in `down` instead.
struct Directions {
  std::string up;
  std::string down;
};
Directions directions_of(std::string_view text);

}  // namespace foureyes::sql
