#include "privilege/dialects/aws_iam/catalogue.h"

#include <algorithm>
#include <iterator>
#include <map>

#include "base/text.h"
#include "privilege/dialects/aws_iam/catalogue_text.h"
#include "privilege/request_evaluator.h"

namespace foureyes::aws_iam {
namespace {

constexpr std::size_t kMaxTold = 6;

std::string_view first_word(std::string_view row) { return row.substr(0, row.find(' ')); }

std::string_view service_of(std::string_view pattern) {
  const std::size_t colon = pattern.find(':');
  const std::string_view service = pattern.substr(0, colon == pattern.npos ? 0 : colon);
  return service.find_first_of("*?$") == service.npos ? service : std::string_view();
}

// The rows are sorted but for the empty last one.
template <std::size_t N>
auto rows_of(const char* const (&rows)[N], std::string_view key) {
  const auto end = std::prev(std::end(rows));
  const auto begin = std::lower_bound(
      std::begin(rows), end, key,
      [](std::string_view row, std::string_view k) { return first_word(row) < k; });
  auto stop = begin;
  while (stop != end && first_word(*stop) == key) ++stop;
  return std::pair(begin, stop);
}

}  // namespace

std::string KnownAction::lowered() const { return to_lower(concat(service, ":", name)); }

std::vector<KnownAction> actions_of_service(std::string_view service) {
  std::vector<KnownAction> out;
  const auto [begin, end] = rows_of(kActionRows, to_lower(service));
  for (auto row = begin; row != end; ++row) {
    const auto words = split(*row, ' ');
    for (std::size_t i = 2; i < words.size(); ++i) out.push_back({words[0], words[1], words[i]});
  }
  return out;
}

std::vector<KnownAction> actions_meant_by(std::string_view pattern) {
  std::vector<KnownAction> all = actions_of_service(service_of(pattern));
  const Pattern meant = Pattern::glob(to_lower(pattern));
  const auto is_other = [&](const KnownAction& action) {
    return name_matches(meant, action.lowered()) != Truth::yes;
  };
  all.erase(std::remove_if(all.begin(), all.end(), is_other), all.end());
  return all;
}

bool means_no_known_action(std::string_view pattern) {
  const std::string_view service = service_of(pattern);
  if (service.empty() || contains(pattern, "${")) return false;
  const std::string_view name = pattern.substr(service.size() + 1);
  const bool is_literal = name.find_first_of("*?") == name.npos;
  const Pattern meant = Pattern::glob(to_lower(name));
  const auto [begin, end] = rows_of(kActionRows, to_lower(service));
  for (auto row = begin; row != end; ++row) {
    const auto words = split(*row, ' ');
    for (std::size_t i = 2; i < words.size(); ++i)
      if (is_literal ? equals_ignoring_case(words[i], name)
                     : name_matches(meant, to_lower(words[i])) == Truth::yes)
        return false;
  }
  return begin != end;
}

std::string words_for_wildcard(std::string_view pattern) {
  if (pattern.find_first_of("*?") == pattern.npos) return "";
  const std::vector<KnownAction> actions = actions_meant_by(pattern);
  if (actions.empty()) return "";
  std::map<std::string_view, std::size_t> levels;
  std::vector<std::string> told, counts;
  for (const KnownAction& action : actions) {
    ++levels[action.level];
    if (told.size() < kMaxTold) told.push_back(concat(action.service, ":", action.name));
  }
  for (const auto& [level, count] : levels) counts.push_back(concat(count, " ", level));
  const std::size_t rest = actions.size() - told.size();
  return concat(actions.size(), " actions (", join(counts, ", "), "): ", join(told, ", "),
                rest == 0 ? "" : concat(" and ", rest, " more"));
}

std::string_view document_of_managed_policy(std::string_view name_or_arn) {
  std::string_view name = name_or_arn;
  if (name.starts_with("arn:")) {
    if (!contains(name, ":iam::aws:policy/")) return "";
    name = name.substr(name.rfind('/') + 1);
  }
  const auto [begin, end] = rows_of(kManagedPolicyRows, name);
  return begin == end ? std::string_view() : std::string_view(*begin).substr(name.size() + 1);
}

std::vector<EscalationRow> escalation_rows() {
  std::vector<EscalationRow> out;
  for (std::string_view row : kEscalationRows) {
    const std::size_t end = row.find(": ");
    if (end == row.npos) continue;
    out.push_back({split(row.substr(0, end), ' '), row.substr(end + 2)});
  }
  return out;
}

}  // namespace foureyes::aws_iam
