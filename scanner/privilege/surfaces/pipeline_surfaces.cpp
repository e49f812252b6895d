// CI systems other than GitHub Actions and GitLab CI (reference: a4, a5).
#include "base/path.h"
#include "base/text.h"
#include "privilege/surfaces/surface_table.h"

namespace foureyes::surfaces {
namespace {

bool is_yaml(const SurfaceFile& file) { return file.has_extension({"yml", "yaml"}); }

bool is_azure(const SurfaceFile& file) {
  return is_yaml(file) &&
         (contains(to_lower(file.name()), "azure-pipelines") ||
          contains(file.path(), ".azure-pipelines/") || contains(file.path(), ".azuredevops/"));
}

Facts azure(SurfaceFile& file) {
  return facts_of_documents(
      file, {"azureSubscription", "connectedServiceName*", "*serviceConnection",
             "*ServiceConnection", "endpoint", "group", "environment", "pool", "extends", "pr",
             "persistCredentials", "SecretsFilter", "SYSTEM_ACCESSTOKEN", "resources", "template",
             "deployment", "KeyVaultName"});
}

bool is_jenkinsfile(const SurfaceFile& file) {
  const std::string name = to_lower(file.name());
  return name.starts_with("jenkinsfile") || name.ends_with(".jenkinsfile") ||
         name.ends_with(".jenkins") ||
         (file.has_extension({"groovy"}) && contains(to_lower(file.path()), "jenkins"));
}

Facts jenkinsfile(SurfaceFile& file) {
  return lines_with(file, {"withcredentials", "credentialsid", "credentials(", "sshagent",
                           "withaws", "withvault", "input", "submitter", "agent", "docker",
                           "privileged", "@library", "library(", "load ", "node("});
}

bool is_jenkins_configuration(const SurfaceFile& file) {
  return is_yaml(file) && file.holds("jenkins:") &&
         (file.holds("authorizationStrategy") || file.holds("securityRealm"));
}

Facts jenkins_configuration(SurfaceFile& file) {
  return facts_of_documents(file, {"authorizationStrategy", "securityRealm", "credentials"});
}

bool is_circleci(const SurfaceFile& file) {
  return is_inside(file.path(), ".circleci") && is_yaml(file);
}

Facts circleci(SurfaceFile& file) {
  return facts_of_documents(file, {"context", "type", "requires", "filters", "orbs",
                                   "resource_class", "setup_remote_docker", "machine", "setup"});
}

bool is_bitbucket(const SurfaceFile& file) { return file.name() == "bitbucket-pipelines.yml"; }

Facts bitbucket(SurfaceFile& file) {
  return facts_of_documents(
      file, {"oidc", "deployment", "trigger", "runs-on", "pipe", "options", "docker"});
}

}  // namespace

void add_pipeline_surfaces(std::vector<Surface>& out) {
  out.push_back({"Azure Pipelines", is_azure, azure});
  out.push_back({"a Jenkins pipeline", is_jenkinsfile, jenkinsfile});
  out.push_back({"Jenkins configuration as code", is_jenkins_configuration, jenkins_configuration});
  out.push_back({"CircleCI", is_circleci, circleci});
  out.push_back({"Bitbucket Pipelines", is_bitbucket, bitbucket});
}

}  // namespace foureyes::surfaces
