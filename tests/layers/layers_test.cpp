#include <algorithm>
#include <filesystem>

#include "base/file.h"
#include "base/path.h"
#include "base/text.h"
#include "layers/layer_rules.h"
#include "support/catch.h"

using namespace foureyes;
using test::layer_violations;

namespace {

std::vector<std::string> source_files() {
  const std::filesystem::path root = FOUREYES_SOURCE_DIR "/scanner";
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
    const std::string path = entry.path().lexically_relative(root).string();
    const bool code = extension(path) == "cpp" || extension(path) == "h" ||
                      extension(path) == "def" || extension(path) == "in" ||
                      extension(path) == "inc";
    if (entry.is_regular_file() && code) files.push_back(path);
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

TEST_CASE("every include, every use of a secret and every input keeps to its layer") {
  const std::vector<std::string> files = source_files();
  REQUIRE(files.size() > 50);
  std::vector<std::string> found;
  for (const std::string& path : files) {
    const auto content = read_file(FOUREYES_SOURCE_DIR "/scanner/" + path);
    REQUIRE(content);
    const auto here = layer_violations(path, *content);
    found.insert(found.end(), here.begin(), here.end());
  }
  INFO(join(found, "\n"));
  REQUIRE(found.empty());
}

// A check that cannot fail is worth nothing: these are planted.
TEST_CASE("a planted violation is found") {
  struct Row {
    const char* path;
    const char* line;
  };
  const std::vector<Row> rows = {
      {"base/text.cpp", "#include \"model/grant.h\""},
      {"model/grant.h", "#include \"config/policy.h\""},
      {"config/policy.h", "#include \"signing/sshsig.h\""},
      {"signing/sshsig.h", "#include \"config/policy.h\""},
      {"secrets/detector.cpp", "#include \"input/repository.h\""},
      {"approval/decide.cpp", "#include \"privilege/delta.h\""},
      {"report/sarif.cpp", "#include \"evidence/pack.h\""},
      {"evidence/pack.cpp", "#include \"pipeline/check.h\""},
      {"pipeline/check.cpp", "#include \"cli/options.h\""},
      {"cli/commands/scan.cpp", "#include \"builtin_rules/builtin_rules.h\""},
      {"builtin_rules/compiler.cpp", "#include \"pipeline/scan.h\""},
      {"elsewhere/x.cpp", "#include \"base/text.h\""},
      {"base/text.cpp", "#include \"text.h\""},
      {"base/text.cpp", "#include \"../model/grant.h\""},
      {"base/text.cpp", "  #  include   \"model/grant.h\""},
      {"base/text.cpp", "#include HEADER"},
      {"base/text.cpp", "#include <yaml-cpp/yaml.h>"},
      {"base/yaml_document.h", "#include <yaml-cpp/yaml.h>"},
      {"model/x.cpp", "#include <openssl/evp.h>"},
      {"signing/sshsig.h", "#include <openssl/evp.h>"},
      {"secrets/detector.h", "#include <hs/hs.h>"},
      {"secrets/detector.h", "#include <re2/re2.h>"},
      {"report/x.cpp", "#include <hs.h>"},
      {"pipeline/check.cpp", "#include <git2.h>"},
      {"input/repository.h", "#include <git2/repository.h>"},
      {"pipeline/check.cpp", "#include <CLI/CLI.hpp>"},
      {"base/text.h", "#include <tl/expected.hpp>"},
      {"base/json_document.cpp", "#include <nlohmann/json.hpp>"},
      {"base/x.cpp", "#include <zlib.h>"},
      {"report/terminal.cpp", "out += secret.exposed();"},
      {"report/terminal.cpp", "out += secret->exposed ();"},
      {"report/terminal.cpp", "auto pointer = &SecretText::exposed;"},
      {"base/file.cpp", "const char* home = std::getenv(\"HOME\");"},
      {"evidence/pack.cpp", "auto now = std::chrono::system_clock::now();"},
      {"signing/x.cpp", "std::random_device device;"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.path, row.line);
    const auto found = layer_violations(row.path, concat("// first line\n", row.line, "\n"));
    REQUIRE(found.size() == 1);
    REQUIRE(contains(found.front(), concat("scanner/", row.path, ":2: ")));
  }
}

TEST_CASE("what belongs where it is passes") {
  struct Row {
    const char* path;
    const char* line;
  };
  const std::vector<Row> rows = {
      {"base/text.cpp", "#include \"base/text.h\""},
      {"base/file.cpp", "#include <sys/stat.h>"},
      {"base/text.h", "#include <string_view>"},
      {"base/digest.cpp", "#include <openssl/evp.h>"},
      {"signing/x/y.cpp", "#include <openssl/evp.h>"},
      {"secrets/views/x.cpp", "#include <re2/re2.h>"},
      {"input/pack/x.cpp", "#include <git2/sys/odb_backend.h>"},
      {"cli/flags.h", "#include <CLI/CLI.hpp>"},
      {"pipeline/check.h", "#include \"evidence/pack.h\""},
      {"main.cpp", "#include \"builtin_rules/builtin_rules.h\""},
      {"secrets/detector.cpp", "if (is_luhn(secret.exposed())) return;"},
      {"model/fingerprint.cpp", "hmac_sha256(key, input.secret.exposed());"},
      {"pipeline/gate.cpp", "const std::size_t exposed = count_exposed(report);"},
      {"report/x.cpp", "// never secret.exposed() here"},
      {"cli/environment.cpp", "const char* colour = std::getenv(\"NO_COLOR\");"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.path, row.line);
    REQUIRE(layer_violations(row.path, row.line).empty());
  }
}
