// Naming as Flyway (V1.2__x, U, R, B), Liquibase formatted SQL, golang-migrate (1_x.up.sql),
// dbmate, goose, Prisma and Diesel (folders of dated names) and plain numbers have it.
#include "privilege/dialects/sql/migrations.h"

#include <algorithm>
#include <array>

#include "base/path.h"
#include "base/text.h"

namespace foureyes::sql {
namespace {

std::string plain_number(std::string_view digits) {
  const std::size_t first = digits.find_first_not_of('0');
  return std::string(first == digits.npos ? "0" : digits.substr(first));
}

// "1.2_3" -> {"1", "2", "3"}; stops before what is no number.
std::vector<std::string> version_of(std::string_view text, std::string_view separators) {
  std::vector<std::string> out;
  std::size_t at = 0;
  while (at < text.size() && is_digit(text[at])) {
    std::size_t end = at;
    while (end < text.size() && is_digit(text[end])) ++end;
    out.push_back(plain_number(text.substr(at, end - at)));
    if (end + 1 >= text.size() || separators.find(text[end]) == separators.npos ||
        !is_digit(text[end + 1]))
      break;
    at = end + 1;
  }
  while (!out.empty() && out.back() == "0" && out.size() > 1) out.pop_back();
  return out;
}

// The folder of Flyway's locations: they are searched with what is below, vendor by vendor.
std::string flyway_place(std::string_view path) {
  static constexpr std::array<std::string_view, 8> kVendors = {
      "postgresql", "postgres", "snowflake", "sqlserver", "mssql", "oracle", "mysql", "h2"};
  const std::vector<std::string_view> parts = split(directory_name(path), '/');
  std::size_t keep = parts.size();
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i] != "migration" && parts[i] != "migrations") continue;
    keep = i + 1;
    if (keep < parts.size() &&
        std::find(kVendors.begin(), kVendors.end(), parts[keep]) != kVendors.end())
      ++keep;
    break;
  }
  std::vector<std::string> out(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(keep));
  return join(out, "/");
}

bool read_flyway(std::string_view path, SqlFile& out) {
  const std::string_view name = file_name(path);
  if (name.size() < 5 || name.find("__") == name.npos) return false;
  const char kind = name.front();
  const bool versioned = (kind == 'V' || kind == 'U' || kind == 'B') && is_digit(name[1]);
  const bool repeatable = name.starts_with("R__");
  if (!versioned && !repeatable) return false;
  out.place = flyway_place(path);
  out.order.role = kind == 'V'   ? FileRole::versioned
                   : kind == 'U' ? FileRole::undo
                   : kind == 'B' ? FileRole::baseline
                                 : FileRole::repeatable;
  if (versioned) out.order.version = version_of(name.substr(1, name.find("__") - 1), "._");
  out.order.name = name;
  return true;
}

bool is_numbered(std::string_view name) {
  std::size_t end = 0;
  while (end < name.size() && is_digit(name[end])) ++end;
  return end > 0 && (end == name.size() || name[end] == '_' || name[end] == '-' ||
                     name[end] == '.' || end >= 8);
}

// up.sql, down.sql, migration.sql in a folder with a date or a number.
bool read_dated_folder(std::string_view path, SqlFile& out) {
  const std::string_view folder = directory_name(path), name = file_name(path);
  const bool down = name == "down.sql";
  if (!down && name != "up.sql" && name != "migration.sql") return false;
  if (!is_numbered(file_name(folder))) return false;
  out.place = directory_name(folder);
  out.order.role = down ? FileRole::undo : FileRole::versioned;
  out.order.version = version_of(file_name(folder), ".-");
  out.order.name = path;
  return true;
}

bool read_numbered(std::string_view path, SqlFile& out) {
  const std::string_view name = file_name(path);
  if (!is_numbered(name)) return false;
  out.place = directory_name(path);
  const bool undo =
      name.ends_with(".down.sql") || name.ends_with(".undo.sql") || name.ends_with("rollback.sql");
  out.order.role = undo ? FileRole::undo : FileRole::versioned;
  out.order.version = version_of(name, ".-");
  out.order.name = name;
  return true;
}

}  // namespace

std::strong_ordering RunOrder::operator<=>(const RunOrder& other) const {
  if (role != other.role) return role <=> other.role;
  for (std::size_t i = 0; i < std::min(version.size(), other.version.size()); ++i) {
    const std::string &a = version[i], &b = other.version[i];
    if (a.size() != b.size()) return a.size() <=> b.size();
    if (a != b) return a <=> b;
  }
  if (version.size() != other.version.size()) return version.size() <=> other.version.size();
  return name <=> other.name;
}

bool is_sql_path(std::string_view path) {
  const std::string kind = to_lower(extension(path));
  return kind == "sql" || kind == "ddl" || kind == "psql" || kind == "tsql";
}

SqlFile classify(std::string_view path) {
  SqlFile out;
  if (read_flyway(path, out) || read_dated_folder(path, out) || read_numbered(path, out))
    return out;
  out.place = directory_name(path);
  out.order.role = FileRole::schema;
  out.order.name = path;
  return out;
}

Directions directions_of(std::string_view text) {
  Directions out;
  bool down = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    const std::string_view line = text.substr(at, end - at);
    if (trim(line).starts_with("--")) {
      const std::string lower = to_lower(trim(line).substr(2));
      const std::string_view mark = trim(lower);
      if (mark.starts_with("migrate:down") || mark.starts_with("+goose down") ||
          mark.starts_with("+migrate down") || mark == "@down" || mark == "@undo" ||
          mark.starts_with("+micrate down"))
        down = true;
      if (mark.starts_with("migrate:up") || mark.starts_with("+goose up") ||
          mark.starts_with("+migrate up") || mark == "@up" || mark.starts_with("+micrate up"))
        down = false;
    }
    (down ? out.down : out.up) += line;
    (down ? out.up : out.down) += '\n';
    at = end;
  }
  return out;
}

}  // namespace foureyes::sql
