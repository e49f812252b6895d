// The privilege surfaces without a dialect. To add one: a row in the .cpp of its topic and a case
// in tests/privilege/deltas/surfaces.md.
#pragma once

#include <vector>

#include "privilege/surfaces/surface_file.h"

namespace foureyes::surfaces {

// Some files say something about privileges merely by being there; a new image file does not.
enum class Presence { any_change, both_sides };

struct Surface {
  std::string_view name;                    // as people call it
  bool (*claims)(const SurfaceFile& file);  // by path, and by cheap words of the content
  Facts (*facts)(SurfaceFile& file);
  Presence presence = Presence::any_change;
};

const std::vector<Surface>& surface_table();

// The rows by topic.
void add_pipeline_surfaces(std::vector<Surface>& out);  // CI systems
void add_cluster_surfaces(std::vector<Surface>& out);   // Kubernetes, Argo, Tekton, containers
void add_cloud_surfaces(std::vector<Surface>& out);     // AWS, GCP, Azure, Terraform, Vault
void add_host_surfaces(std::vector<Surface>& out);      // sudo, ssh, SQL, ERP, reviews

}  // namespace foureyes::surfaces
