#include "input/grown_repository.h"

#include "base/text.h"
#include "support/catch.h"
#include "support/random.h"

namespace foureyes::test {
namespace {

// Inserts, deletes, moves or repeats a block.
void edit(Random& random, std::string& text) {
  const std::size_t at = random.below(text.size() + 1);
  const std::string block = text.substr(at, random.below(200));
  switch (random.below(4)) {
    case 0:
      text.insert(at, random.text(1 + random.below(80), "abcdef \n"));
      break;
    case 1:
      text.erase(at, block.size());
      break;
    case 2:
      text.erase(at, block.size());
      text.insert(random.below(text.size() + 1), block);
      break;
    default:
      text.insert(random.below(text.size() + 1), block);
  }
}

// Commits with three files each of which changes at random, a tag, an empty file.
std::string import_stream(Random& random, std::size_t commits) {
  std::vector<std::string> files(3);
  for (std::string& file : files) file = random.bytes(300 + random.below(3000));
  std::string stream;
  for (std::size_t i = 0; i < commits; ++i) {
    stream += concat("commit refs/heads/main\ncommitter alice <alice@example.com> ",
                     1'700'000'000 + i, " +0000\ndata 4\nStep\n");
    stream += "M 100644 inline empty\ndata 0\n\n";
    for (std::size_t file = 0; file < files.size(); ++file) {
      edit(random, files[file]);
      stream += concat("M 100644 inline folder/", file, "\ndata ", files[file].size(), '\n',
                       files[file], '\n');
    }
  }
  return stream +
         "tag v1\nfrom refs/heads/main\ntagger alice <alice@example.com> 1 +0000\n"
         "data 4\nTag.\n";
}

}  // namespace

void grow(const GitRepository& repository, std::uint64_t seed, std::size_t commits) {
  Random random(seed);
  const ProgramRun run =
      run_program({"git", "-c", "fastimport.unpackLimit=0", "fast-import", "--quiet", "--force"},
                  repository.path(), {}, import_stream(random, commits));
  INFO(run.output);
  REQUIRE(run.exit_code == 0);
}

std::string objects_of(const GitRepository& repository) {
  return repository.path() + "/.git/objects";
}

}  // namespace foureyes::test
