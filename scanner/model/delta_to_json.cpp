// Grants and the privilege delta as JSON.
#include "base/canonical_json.h"
#include "base/digest.h"
#include "model/json_parts.h"
#include "model/to_json.h"

namespace foureyes {
namespace {

std::string_view kind_name(PatternKind kind) {
  switch (kind) {
    case PatternKind::literal:
      return "literal";
    case PatternKind::glob:
      return "glob";
    case PatternKind::set:
      return "set";
    case PatternKind::complement:
      return "complement";
    case PatternKind::symbol:
      return "symbol";
    case PatternKind::top:
      break;
  }
  return "top";
}

JsonValue to_json(const Pattern& pattern) {
  return JsonValue::object(
      {{"kind", kind_name(pattern.kind)}, {"values", JsonValue::strings(pattern.values)}});
}

JsonValue to_json(const Conjunct& conjunct) {
  return JsonValue::object({
      {"key", conjunct.key},
      {"operator", conjunct.operator_family},
      {"values", JsonValue::strings(conjunct.values)},
      {"whenMissing", conjunct.missing == MissingKey::is_true},
  });
}

JsonValue to_json(const Condition& condition) {
  switch (condition.kind) {
    case ConditionKind::always:
      return JsonValue::object({{"kind", "always"}});
    case ConditionKind::symbol:
      return JsonValue::object({{"kind", "symbol"}, {"text", condition.text}});
    case ConditionKind::unknown:
      return JsonValue::object({{"kind", "unknown"}, {"text", condition.text}});
    case ConditionKind::any_of:
      break;
  }
  JsonValue alternatives = JsonValue::array();
  for (const auto& conjuncts : condition.any_of) {
    JsonValue all = JsonValue::array();
    for (const Conjunct& conjunct : conjuncts) all.push_back(to_json(conjunct));
    alternatives.push_back(all);
  }
  return JsonValue::object({{"kind", "any-of"}, {"anyOf", alternatives}});
}

JsonValue to_json(const GrantSource& source) {
  JsonValue out = JsonValue::object({{"path", source.path}, {"line", std::size_t{source.line}}});
  put_text(out, "route", source.route);
  return out;
}

}  // namespace

JsonValue to_json(const Grant& grant) {
  JsonValue out = JsonValue::object({
      {"plane", name_of(grant.plane)},
      {"subject", to_json(grant.subject)},
      {"action", to_json(grant.action)},
      {"resource", to_json(grant.resource)},
      {"condition", to_json(grant.condition)},
      {"effect", name_of(grant.effect)},
      {"via", JsonValue::strings(grant.via)},
      {"boundContent", named_digests(grant.bound_content)},
      {"source", to_json(grant.source)},
  });
  if (grant.unknown) {
    out["unknown"] = JsonValue::object({
        {"reason", code_of(grant.unknown->reason)},
        {"detail", grant.unknown->detail},
        {"digest", grant.unknown->digest},
    });
  }
  put_text(out, "subjectWords", grant.subject_words);
  put_text(out, "actionWords", grant.action_words);
  if (!grant.marks.empty()) out["marks"] = JsonValue::strings(grant.marks);
  return out;
}

namespace {

JsonValue meaning_of(const DeltaRecord& record) {
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
      {"boundContent", named_digests(record.bound_content)},
  });
}

JsonValue to_json(const RequestKey& key) {
  JsonValue out = JsonValue::object({{"name", key.name}});
  if (key.value)
    out["value"] = *key.value;
  else
    out["missing"] = true;
  return out;
}

JsonValue to_json(const Witness& witness) {
  JsonValue keys = JsonValue::array();
  for (const RequestKey& key : witness.keys) keys.push_back(to_json(key));
  return JsonValue::object({
      {"subject", witness.subject},
      {"action", witness.action},
      {"resource", witness.resource},
      {"keys", keys},
      {"assumes", JsonValue::strings(witness.assumes)},
  });
}

}  // namespace

std::string record_id(const DeltaRecord& record) {
  constexpr std::size_t kDigits = 12;
  return sha256(canonical_json(meaning_of(record))).hex().substr(0, kDigits);
}

JsonValue to_json(const DeltaRecord& record) {
  JsonValue out = meaning_of(record);
  out["id"] = record_id(record);
  out["sentence"] = record.sentence;
  out["uncoveredCode"] = JsonValue::strings(record.uncovered_code);
  if (record.source_before) out["sourceBefore"] = to_json(*record.source_before);
  if (record.witness) out["witness"] = to_json(*record.witness);
  put_text(out, "noWitness", record.no_witness);
  if (!record.marks.empty()) out["marks"] = JsonValue::strings(record.marks);
  if (record.source_after) out["sourceAfter"] = to_json(*record.source_after);
  return out;
}

JsonValue to_json(const Delta& delta) {
  return JsonValue::object({
      {"direction", name_of(delta.direction)},
      {"semanticDigest", delta.semantic_digest},
      {"fullDigest", delta.full_digest},
      {"records", to_json_array(delta.records)},
      {"notices", to_json_array(delta.notices)},
      {"rules", to_json_array(delta.rules)},
      {"dialects", named_digests(delta.dialects)},
  });
}

}  // namespace foureyes
