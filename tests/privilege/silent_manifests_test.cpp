#include "privilege/silent_manifests.h"

#include "support/catch.h"

using namespace foureyes;

TEST_CASE("a file of definitions of custom resources is silent, one with anything else is not") {
  const std::string definition =
      "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: x\n";
  CHECK(is_silent_manifest(definition));
  CHECK(is_silent_manifest(definition + "---\n" + definition));
  CHECK_FALSE(is_silent_manifest(definition + "---\nkind: ClusterRole\nrules: []\n"));
  CHECK_FALSE(is_silent_manifest(definition + "---\nname: no kind\n"));
  CHECK_FALSE(is_silent_manifest("text: \"\n" + definition + "\"\nkind: ClusterRole\n"));
  CHECK_FALSE(is_silent_manifest("{kind: CustomResourceDefinition}"));
  CHECK_FALSE(is_silent_manifest(""));
}
