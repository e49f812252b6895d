#include "privilege/dialects/github_actions/matrix.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "privilege/dialects/github_actions/expressions.h"

namespace foureyes::github_actions {
namespace {

constexpr std::size_t kMaxJobs = 256;  // of one matrix, by the platform's limits
constexpr std::size_t kMaxExclusions = 64;

using Row = std::map<std::string, std::string>;  // lower case -> value

const DocumentNode* matrix_of(const DocumentNode& job) {
  const DocumentNode* strategy = job.find("strategy");
  const DocumentNode* matrix = strategy ? strategy->find("matrix") : nullptr;
  return matrix && matrix->is_mapping() ? matrix : nullptr;
}

bool is_plain(const DocumentNode& value) {
  return value.is_scalar() && !has_expression(value.text);
}

bool add_plain(const DocumentNode& list, std::vector<std::string>& out) {
  if (!list.is_sequence() || list.items.size() > kMaxJobs) return false;
  for (const DocumentNode& value : list.items) {
    if (!is_plain(value)) return false;
    out.push_back(value.text);
  }
  return true;
}

// The rows of `exclude` that name the value, without it.
std::vector<Row> exclusions_of(const DocumentNode& exclude, std::string_view name,
                               std::string_view value) {
  std::vector<Row> out;
  for (const DocumentNode& row : exclude.items) {
    const DocumentNode* excluded = find_ignoring_case(&row, name);
    if (!excluded || excluded->text != value) continue;
    Row& others = out.emplace_back();
    for (const auto& [key, other] : row.members)
      if (!equals_ignoring_case(key.text, name)) others[to_lower(key.text)] = other.text;
  }
  return out;
}

// All that the other names of the rows may be together; none: too many, or not known.
std::vector<Row> combinations(const DocumentNode& matrix, const std::vector<Row>& rows) {
  std::set<std::string> names;
  for (const Row& row : rows)
    for (const auto& [name, value] : row) names.insert(name);
  std::vector<Row> out(1);
  for (const std::string& name : names) {
    const DocumentNode* list = find_ignoring_case(&matrix, name);
    std::vector<std::string> values;
    if (!list || !add_plain(*list, values) || out.size() * values.size() > kMaxExclusions)
      return {};
    std::vector<Row> longer;
    for (const Row& row : out)
      for (const std::string& value : values) {
        longer.push_back(row);
        longer.back()[name] = value;
      }
    out = std::move(longer);
  }
  return out;
}

enum class Left { some, none, unknown };

// Whether a job of the matrix has the value, as `exclude` leaves them.
Left jobs_with(const DocumentNode& matrix, std::string_view name, std::string_view value) {
  const DocumentNode* exclude = matrix.find("exclude");
  if (!exclude) return Left::some;
  if (!exclude->is_sequence() || exclude->items.size() > kMaxExclusions) return Left::unknown;
  const std::vector<Row> rows = exclusions_of(*exclude, name, value);
  if (rows.empty()) return Left::some;
  const std::vector<Row> jobs = combinations(matrix, rows);
  if (jobs.empty()) return Left::unknown;
  const bool all_go = std::all_of(jobs.begin(), jobs.end(), [&](const Row& job) {
    return std::any_of(rows.begin(), rows.end(), [&](const Row& row) {
      return std::includes(job.begin(), job.end(), row.begin(), row.end());
    });
  });
  return all_go ? Left::none : Left::some;
}

}  // namespace

const DocumentNode* find_ignoring_case(const DocumentNode* node, std::string_view name) {
  if (!node) return nullptr;
  for (const auto& [key, value] : node->members)
    if (equals_ignoring_case(key.text, name)) return &value;
  return nullptr;
}

std::vector<std::string> matrix_values(const DocumentNode& job, std::string_view name) {
  const DocumentNode* matrix = matrix_of(job);
  std::vector<std::string> listed, out;
  if (!matrix) return out;
  const DocumentNode* list = find_ignoring_case(matrix, name);
  if (list && !add_plain(*list, listed)) return {};
  for (std::string& value : listed) {
    const Left left = jobs_with(*matrix, name, value);
    if (left == Left::unknown) return {};
    if (left == Left::some) out.push_back(std::move(value));
  }
  if (const DocumentNode* more = matrix->find("include")) {
    if (!more->is_sequence() || more->items.size() > kMaxJobs) return {};
    for (const DocumentNode& row : more->items) {
      const DocumentNode* value = find_ignoring_case(&row, name);
      if (value && !is_plain(*value)) return {};
      if (value) out.push_back(value->text);
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

bool every_row_has(const DocumentNode& job, std::string_view name) {
  const DocumentNode* matrix = matrix_of(job);
  const DocumentNode* more = matrix ? matrix->find("include") : nullptr;
  return !more || std::all_of(more->items.begin(), more->items.end(), [&](const DocumentNode& row) {
    return find_ignoring_case(&row, name) != nullptr;
  });
}

}  // namespace foureyes::github_actions
