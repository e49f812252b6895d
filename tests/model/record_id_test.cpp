#include "model/delta.h"
#include "support/catch.h"

using namespace foureyes;

TEST_CASE("a record's id says what it means, not where it is written") {
  DeltaRecord record;
  record.kind = "token-scope";
  record.subject = "release.yml#deploy";
  record.action = "write";
  const std::string id = record_id(record);
  CHECK(id.size() == 12);
  CHECK(id.find_first_not_of("0123456789abcdef") == std::string::npos);

  record.source_after = GrantSource{"release.yml", "jobs.deploy", 7};
  record.sentence = "job may now write";
  CHECK(record_id(record) == id);
  record.action = "read";
  CHECK(record_id(record) != id);
}
