// Hosts, databases, ERP roles, and repository settings as code (reference: a2, a7, a10, a11). Paths
// that a case-folding system reads are matched so.
#include <algorithm>
#include <array>

#include "base/path.h"
#include "base/text.h"
#include "privilege/surfaces/sql_statements.h"
#include "privilege/surfaces/surface_table.h"

namespace foureyes::surfaces {
namespace {

bool lies_in(const SurfaceFile& file, std::string_view directory) {
  const std::string path = concat("/", to_lower(file.path()));
  return contains(path, concat("/", directory, "/"));
}

bool is_sudoers(const SurfaceFile& file) {
  return file.name() == "sudoers" || lies_in(file, "sudoers.d") || file.has_extension({"sudoers"});
}

bool is_authorized_keys(const SurfaceFile& file) {
  return file.name() == "authorized_keys" || file.name() == "authorized_keys2";
}

bool is_sshd(const SurfaceFile& file) {
  return file.name() == "sshd_config" || lies_in(file, "sshd_config.d");
}

bool is_sql(const SurfaceFile& file) {
  return file.has_extension({"pks", "pkb"});  // others: the dialect sql
}
Facts sql(SurfaceFile& file) { return privilege_statements(file.content()); }

bool is_erp(const SurfaceFile& file) {
  const std::string name = to_lower(file.name());
  return name == "xs-security.json" || name.ends_with(".permissionset-meta.xml") ||
         name.ends_with(".profile-meta.xml") || name.ends_with(".permissionset") ||
         (name.starts_with("customrole") && name.ends_with(".xml"));
}
Facts erp(SurfaceFile& file) {
  return file.has_extension({"json"}) ? whole_document(file) : lines_without_comments(file);
}

bool is_service_definition(const SurfaceFile& file) { return file.has_extension({"cds", "ldt"}); }
Facts service_definition(SurfaceFile& file) {
  if (file.has_extension({"cds"})) return lines_with(file, {"@requires", "@restrict", "grant:"});
  return lines_with(file, {"resp", "menu", "role", "grant"});
}

bool is_repository_settings(const SurfaceFile& file) {
  const std::string_view path = file.path();
  return file.has_extension({"yml", "yaml"}) &&
         (path == ".github/settings.yml" || path == ".github/settings.yaml" ||
          is_inside(path, ".github/suborgs") || is_inside(path, ".github/repos") ||
          path == ".asf.yaml");
}

bool may_be_ruleset(const SurfaceFile& file) {
  return file.has_extension({"json"}) && file.holds("\"enforcement\"") && file.holds("\"rules\"");
}
Facts ruleset(SurfaceFile& file) {
  const auto* documents = file.documents();
  if (!documents) return whole_document(file);
  const DocumentNode& root = documents->front();
  return root.find("enforcement") && root.find("rules") ? whole_document(file) : "";
}

bool is_review_policy(const SurfaceFile& file) {
  return file.path() == ".policy.yml" || file.path() == ".bulldozer.yml" ||
         file.name() == "OWNERS" || file.name() == "OWNERS_ALIASES" ||
         file.path() == ".mergify.yml" || file.path() == ".github/mergify.yml";
}

}  // namespace

void add_host_surfaces(std::vector<Surface>& out) {
  out.push_back({"sudoers", is_sudoers, lines_without_comments});
  out.push_back({"authorized SSH keys", is_authorized_keys, lines_without_comments});
  out.push_back({"the SSH server", is_sshd, lines_without_comments});
  out.push_back({"SQL grants", is_sql, sql});
  out.push_back({"ERP roles", is_erp, erp});
  out.push_back({"ERP roles", is_service_definition, service_definition});
  out.push_back({"repository settings as code", is_repository_settings, whole_document});
  out.push_back({"a ruleset", may_be_ruleset, ruleset});
  out.push_back({"a review policy", is_review_policy, lines_without_comments});
}

}  // namespace foureyes::surfaces
