#include "privilege/dialects/sql/flavour.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"

namespace foureyes::sql {
namespace {

struct Mark {
  Flavour flavour;
  std::string_view text;  // lower case
};

constexpr std::array kPathMarks = {
    Mark{Flavour::postgresql, "postgres"},   Mark{Flavour::postgresql, "supabase"},
    Mark{Flavour::postgresql, "psql"},       Mark{Flavour::postgresql, "pgsql"},
    Mark{Flavour::snowflake, "snowflake"},   Mark{Flavour::sql_server, "sqlserver"},
    Mark{Flavour::sql_server, "sql_server"}, Mark{Flavour::sql_server, "sql-server"},
    Mark{Flavour::sql_server, "mssql"},      Mark{Flavour::sql_server, "tsql"},
};

constexpr std::array kContentMarks = {
    Mark{Flavour::postgresql, "$$"},
    Mark{Flavour::postgresql, " owner to "},
    Mark{Flavour::postgresql, "plpgsql"},
    Mark{Flavour::postgresql, "row level security"},
    Mark{Flavour::postgresql, "bigserial"},
    Mark{Flavour::postgresql, "timestamptz"},
    Mark{Flavour::postgresql, "alter default privileges"},
    Mark{Flavour::postgresql, "search_path"},
    Mark{Flavour::postgresql, "pg_"},
    Mark{Flavour::postgresql, "bypassrls"},
    Mark{Flavour::postgresql, "security definer"},
    Mark{Flavour::snowflake, " to role "},
    Mark{Flavour::snowflake, " from role "},
    Mark{Flavour::snowflake, "on future "},
    Mark{Flavour::snowflake, "warehouse"},
    Mark{Flavour::snowflake, "use role"},
    Mark{Flavour::snowflake, "accountadmin"},
    Mark{Flavour::snowflake, "imported privileges"},
    Mark{Flavour::snowflake, "row access policy"},
    Mark{Flavour::snowflake, " to share "},
    Mark{Flavour::snowflake, "create or replace table"},
    Mark{Flavour::sql_server, "\ngo\n"},
    Mark{Flavour::sql_server, "\ngo\r\n"},
    Mark{Flavour::sql_server, "[dbo]"},
    Mark{Flavour::sql_server, "dbo."},
    Mark{Flavour::sql_server, "nvarchar"},
    Mark{Flavour::sql_server, "object::"},
    Mark{Flavour::sql_server, "schema::"},
    Mark{Flavour::sql_server, "sp_addrolemember"},
    Mark{Flavour::sql_server, " add member "},
    Mark{Flavour::sql_server, "for login"},
    Mark{Flavour::sql_server, "sys.database_principals"},
    Mark{Flavour::sql_server, "trustworthy"},
};

bool is_simple(std::string_view text) {
  return !text.empty() && !is_digit(text.front()) &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return is_alphanumeric(c) || c == '_' || c == '$'; });
}

std::string to_upper(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return out;
}

}  // namespace

std::string_view name_of(Flavour flavour) {
  switch (flavour) {
    case Flavour::postgresql:
      return "PostgreSQL";
    case Flavour::snowflake:
      return "Snowflake";
    case Flavour::sql_server:
      return "SQL Server";
    case Flavour::common:
      break;
  }
  return "SQL";
}

Flavour flavour_of_path(std::string_view path) {
  const std::string lower = to_lower(path);
  for (const Mark& mark : kPathMarks)
    if (contains(lower, mark.text)) return mark.flavour;
  return Flavour::common;
}

Flavour flavour_of_content(std::string_view content) {
  const std::string lower = to_lower(content);
  std::array<int, 4> votes{};
  for (const Mark& mark : kContentMarks)
    if (contains(lower, mark.text)) ++votes[static_cast<std::size_t>(mark.flavour)];
  const auto best = std::max_element(votes.begin(), votes.end());
  if (*best == 0 || std::count(votes.begin(), votes.end(), *best) > 1) return Flavour::common;
  return static_cast<Flavour>(best - votes.begin());
}

std::string plain_name(std::string_view word, Flavour flavour) {
  return flavour == Flavour::snowflake ? to_upper(word) : to_lower(word);
}

std::string quoted_name(std::string_view content, Flavour flavour) {
  if (flavour == Flavour::sql_server) return to_lower(content);
  if (is_simple(content) && plain_name(content, flavour) == content) return std::string(content);
  return concat("\"", content, "\"");
}

}  // namespace foureyes::sql
