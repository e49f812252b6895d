#include "base/secret_text.h"

#include <type_traits>

#include "support/catch.h"

using namespace foureyes;

TEST_CASE("a hidden value shows neither characters nor length") {
  REQUIRE(SecretText("a", MaskStyle::hidden).masked() == "[redacted]");
  REQUIRE(SecretText(std::string(80, 'x'), MaskStyle::hidden, 8).masked() == "[redacted]");
}

TEST_CASE("a prefix style shows the public prefix and nothing else") {
  REQUIRE(SecretText("sk_live_0123", MaskStyle::prefix, 8).masked() == "sk_live_[redacted]");
  REQUIRE(SecretText("sk_live_", MaskStyle::prefix, 8).masked() == "[redacted]");
  REQUIRE(SecretText("abc", MaskStyle::prefix, 99).masked() == "[redacted]");
  REQUIRE(SecretText().masked() == "[redacted]");
}

TEST_CASE("a secret has no way out but masked() and exposed()") {
  REQUIRE_FALSE(std::is_convertible_v<SecretText, std::string>);
  REQUIRE_FALSE(std::is_convertible_v<SecretText, std::string_view>);
}

TEST_CASE("copies and moves keep the value") {
  SecretText a("value", MaskStyle::hidden);
  SecretText b = a;
  SecretText c = std::move(a);
  REQUIRE(b.exposed() == "value");
  REQUIRE(c.exposed() == "value");
}
