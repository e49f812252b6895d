#include "config/waivers.h"

#include <algorithm>
#include <set>

#include "base/bytes.h"
#include "base/canonical_json.h"
#include "base/path_pattern.h"
#include "base/text.h"
#include "config/fields.h"

namespace foureyes {
namespace {

Result<Waiver> read_waiver(const Fields& fields) {
  TRY(fields.require({"id", "fingerprint", "rule", "paths", "reason", "ticket", "approver",
                      "created", "expires"}));
  Waiver waiver;
  waiver.line = fields.find("id")->line;
  TRY(fields.text("id", waiver.id));
  TRY(fields.text("fingerprint", waiver.fingerprint));
  TRY(fields.text("rule", waiver.rule_id));
  TRY(fields.patterns("paths", waiver.paths));
  TRY(fields.text("reason", waiver.reason));
  TRY(fields.text("ticket", waiver.ticket));
  TRY(fields.text("approver", waiver.approver));
  TRY(fields.instant("created", waiver.created));
  TRY(fields.instant("expires", waiver.expires));
  if (waiver.fingerprint.size() != 64 || !hex_decode(waiver.fingerprint)) {
    return fields.wrong(*fields.find("fingerprint"), "fingerprint",
                        "the 64 hex digits that a report shows");
  }
  waiver.fingerprint = to_lower(waiver.fingerprint);
  if (waiver.expires <= waiver.created) {
    return fields.wrong(*fields.find("expires"), "expires", "later than `created`");
  }
  return waiver;
}

}  // namespace

Result<std::vector<Waiver>> read_waivers(std::string_view text, std::string_view name) {
  std::vector<Waiver> waivers;
  TRY_ASSIGN(const DocumentNode root, read_configuration(text, name));
  if (root.is_null()) return waivers;
  TRY_ASSIGN(const Fields file,
             Fields::open(root, {name, "the waiver file"}, {"version", "waivers"}));
  TRY(check_version(file));
  TRY_ASSIGN(const auto nodes, file.list("waivers"));
  std::set<std::string> ids;
  for (const DocumentNode* node : nodes) {
    TRY_ASSIGN(const Fields fields, Fields::open(*node, {name, "a waiver"},
                                                 {"id", "fingerprint", "rule", "paths", "reason",
                                                  "ticket", "approver", "created", "expires"}));
    TRY_ASSIGN(Waiver waiver, read_waiver(fields));
    if (!ids.insert(waiver.id).second) {
      return fields.wrong_because(*fields.find("id"), "two waivers have the same id", "rename one");
    }
    waivers.push_back(std::move(waiver));
  }
  return waivers;
}

std::string waiver_text(const Waiver& waiver) {
  const auto quoted = [](const std::string& text) { return canonical_json(JsonValue(text)); };
  std::vector<std::string> paths;
  for (const std::string& path : waiver.paths) paths.push_back(quoted(path));
  return concat("  - id: ", quoted(waiver.id), "\n    fingerprint: \"", waiver.fingerprint,
                "\"\n    rule: ", waiver.rule_id, "\n    paths: [", join(paths, ", "),
                "]\n    reason: ", quoted(waiver.reason), "\n    ticket: ", quoted(waiver.ticket),
                "\n    approver: ", quoted(waiver.approver),
                "\n    created: ", waiver.created.rfc3339(),
                "\n    expires: ", waiver.expires.rfc3339(), '\n');
}

bool is_too_wide(const Waiver& waiver) {
  return std::any_of(waiver.paths.begin(), waiver.paths.end(), [](const std::string& pattern) {
    return pattern.find_first_not_of("*?/.") == pattern.npos;
  });
}

WaiverState state_at(const Waiver& waiver, Instant as_of) {
  if (as_of < waiver.created) return WaiverState::not_yet;
  return as_of < waiver.expires ? WaiverState::in_force : WaiverState::expired;
}

bool lasts_longer_than(const Waiver& waiver, std::uint32_t days) {
  return waiver.expires.seconds - waiver.created.seconds > std::int64_t{days} * 86400;
}

const Waiver* covering_waiver(const std::vector<Waiver>& waivers, const Finding& finding,
                              Instant as_of) {
  const auto covers = [&](const Waiver& waiver) {
    return waiver.fingerprint == finding.fingerprint && waiver.rule_id == finding.rule_id &&
           state_at(waiver, as_of) == WaiverState::in_force &&
           std::any_of(waiver.paths.begin(), waiver.paths.end(), [&](const std::string& pattern) {
             return path_matches(pattern, finding.path);
           });
  };
  const auto found = std::find_if(waivers.begin(), waivers.end(), covers);
  return found == waivers.end() ? nullptr : &*found;
}

}  // namespace foureyes
