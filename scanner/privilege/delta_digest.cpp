#include "privilege/delta_digest.h"

#include <algorithm>

#include "base/canonical_json.h"
#include "base/digest.h"

namespace foureyes {
namespace {

JsonValue pairs_json(const std::vector<std::pair<std::string, std::string>>& pairs) {
  JsonValue::Array out;
  for (const auto& [name, digest] : pairs)
    out.push_back(JsonValue::object({{"name", name}, {"sha256", digest}}));
  return out;
}

JsonValue source_json(const std::optional<GrantSource>& source) {
  if (!source) return {};
  return JsonValue::object(
      {{"path", source->path}, {"route", source->route}, {"line", std::size_t{source->line}}});
}

JsonValue full_json(const DeltaRecord& record) {
  JsonValue json = semantic_json(record);
  json["sentence"] = record.sentence;
  json["sourceBefore"] = source_json(record.source_before);
  json["sourceAfter"] = source_json(record.source_after);
  json["uncoveredCode"] = JsonValue::strings(record.uncovered_code);
  return json;
}

template <class ToJson>
std::string digest_of(const Delta& delta, const ToJson& to_record) {
  JsonValue::Array records;
  for (const DeltaRecord& record : delta.records) records.push_back(to_record(record));
  return sha256(canonical_json(JsonValue(std::move(records)))).hex();
}

}  // namespace

// Not shared with model/delta_to_json.cpp, though much is alike: this form is what approvals were
// given for and never changes, that one may gain fields.
JsonValue semantic_json(const DeltaRecord& record) {
  return JsonValue::object({
      {"direction", name_of(record.direction)},
      {"plane", name_of(record.plane)},
      {"kind", record.kind},
      {"subject", record.subject},
      {"action", record.action},
      {"resource", record.resource},
      {"condition", record.condition},
      {"effect", name_of(record.effect)},
      {"before", record.before},
      {"after", record.after},
      {"via", JsonValue::strings(record.via)},
      {"reasons", JsonValue::strings(record.reasons)},
      {"boundContent", pairs_json(record.bound_content)},
  });
}

void seal(Delta& delta) {
  std::vector<std::pair<std::string, DeltaRecord>> keyed;
  for (DeltaRecord& record : delta.records) {
    std::string key = canonical_json(semantic_json(record));
    keyed.emplace_back(std::move(key), std::move(record));
  }
  std::sort(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) {
    const auto order = [](const auto& item) {
      return std::tie(item.second.plane, item.second.kind, item.second.subject,
                      item.second.resource, item.first, item.second.sentence);
    };
    return order(a) < order(b);
  });
  delta.records.clear();
  delta.direction = Direction::equivalent;
  for (auto& [key, record] : keyed) {
    delta.direction = std::max(delta.direction, record.direction);
    delta.records.push_back(std::move(record));
  }
  std::sort(delta.notices.begin(), delta.notices.end());
  delta.notices.erase(std::unique(delta.notices.begin(), delta.notices.end()), delta.notices.end());
  delta.semantic_digest = semantic_digest(delta);
  delta.full_digest = full_digest(delta);
}

std::string semantic_digest(const Delta& delta) { return digest_of(delta, semantic_json); }
std::string full_digest(const Delta& delta) { return digest_of(delta, full_json); }

}  // namespace foureyes
