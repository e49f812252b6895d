#include "model/delta.h"

#include "base/name_table.h"

namespace foureyes {
namespace {

constexpr NameTable<Direction, 5> kDirections{{{
    {Direction::equivalent, "equivalent"},
    {Direction::narrowed, "narrowed"},
    {Direction::mixed, "mixed"},
    {Direction::unknown, "unknown"},
    {Direction::widened, "widened"},
}}};

}  // namespace

std::string_view name_of(Direction direction) { return kDirections.name(direction); }

bool parse_direction(std::string_view name, Direction& direction) {
  return kDirections.parse(name, direction);
}

}  // namespace foureyes
