#include "input/pack/delta.h"

#include "base/text.h"
#include "support/catch.h"
#include "support/pack_writer.h"
#include "support/random.h"

using namespace foureyes;
using namespace foureyes::test;

namespace {

std::string applied(std::string_view base, std::string_view delta) {
  const auto reader = DeltaReader::open(delta);
  REQUIRE(reader);
  std::string target(reader->target_size(), '?');
  return apply_delta(base, delta, target.data()) ? target : "refused";
}

std::string delta(std::string_view base, std::size_t target_size, std::string_view runs) {
  return concat(delta_size(base.size()), delta_size(target_size), runs);
}

}  // namespace

TEST_CASE("a delta copies runs of its base and puts bytes of its own between them") {
  CHECK(applied("abcdef", delta("abcdef", 5, copy_run(3, 3) + own_runs("x") + copy_run(0, 1))) ==
        "defxa");
  CHECK(applied("", delta("", 0, "")).empty());
  CHECK(applied("abc", delta("abc", 0, "")).empty());
}

TEST_CASE("a copy of size 0 means 65,536 bytes") {
  const std::string base(70'000, 'b');
  CHECK(applied(base, delta(base, 0x10000, copy_run(1, 0))) == base.substr(0, 0x10000));
}

TEST_CASE("random runs give what they say") {
  Random random(1);
  for (int round = 0; round < 300; ++round) {
    const std::string base = random.bytes(1 + random.below(round % 10 == 0 ? 200'000 : 500));
    std::string target, runs;
    for (std::size_t i = random.below(20); i > 0; --i) {
      if (random.below(2) == 0) {
        const std::string own = random.bytes(1 + random.below(300));
        runs += own_runs(own);
        target += own;
      } else {
        const std::size_t from = random.below(base.size());
        const std::size_t size = 1 + random.below(base.size() - from);
        runs += copy_run(static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(size));
        target += base.substr(from, size);
      }
    }
    CHECK((applied(base, delta(base, target.size(), runs)) == target));
    CHECK((applied(base, delta_between(base, target)) == target));
  }
}

TEST_CASE("a delta that is faulty is refused") {
  const std::string base = "0123456789";
  for (const auto& [why, size, runs] :
       std::initializer_list<std::tuple<const char*, std::uint64_t, std::string>>{
           {"a copy that starts outside", 1, copy_run(11, 1)},
           {"a copy that starts at 4 GiB", 1, copy_run(UINT32_MAX, 1)},
           {"a copy that ends outside", 5, copy_run(6, 5)},
           {"a copy of size 0 past a small base", 0x10000, copy_run(0, 0)},
           {"more than the target", 2, own_runs("abc")},
           {"less than the target", 4, own_runs("abc")},
           {"a target of 4 GiB", std::uint64_t{4} << 30, own_runs("abc")},
           {"the reserved instruction", 1, std::string(1, '\0')},
           {"own bytes that are cut off", 5, std::string("\5abc", 4)},
           {"a copy that is cut off", 1, std::string("\x91", 1)},
           {"bytes behind the last run", 3, own_runs("abc") + '\x91'}}) {
    INFO(why);
    const std::string bytes = concat(delta_size(base.size()), delta_size(size), runs);
    std::string target(16, '?');
    auto reader = DeltaReader::open(bytes);
    REQUIRE(reader);
    DeltaRun run;
    while (reader->next(run)) CHECK(run.target + run.size <= size);
    CHECK_FALSE(reader->is_complete());
    if (size <= target.size()) CHECK_FALSE(apply_delta(base, bytes, target.data()));
  }
}

TEST_CASE("a delta for a base of another size is refused") {
  const std::string bytes = delta("abc", 1, copy_run(0, 1));
  char target = 0;
  CHECK(apply_delta("abc", bytes, &target));
  CHECK_FALSE(apply_delta("abcd", bytes, &target));
}

TEST_CASE("sizes without an end are no delta") {
  CHECK_FALSE(DeltaReader::open(""));
  CHECK_FALSE(DeltaReader::open("\x01"));
  CHECK_FALSE(DeltaReader::open(std::string(100, '\xff')));
  CHECK(DeltaReader::open(std::string("\1\1", 2)));
}
