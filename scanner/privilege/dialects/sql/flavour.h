// Which database a text of SQL is meant for: told from the path, else from marks of the content;
// where both are silent the text is read as what the three have in common.
#pragma once

#include <string>
#include <string_view>

namespace foureyes::sql {

enum class Flavour { common, postgresql, snowflake, sql_server };

std::string_view name_of(Flavour flavour);  // "PostgreSQL"; "SQL" for common
Flavour flavour_of_path(std::string_view path);
// Counts marks that only one of them has; common when none or two are equally likely.
Flavour flavour_of_content(std::string_view content);

// The names of an identifier that mean the same are one text: PostgreSQL lowers what stands without
// quotes, Snowflake raises it, SQL Server does not tell case apart.
std::string plain_name(std::string_view word, Flavour flavour);
std::string quoted_name(std::string_view content, Flavour flavour);

}  // namespace foureyes::sql
