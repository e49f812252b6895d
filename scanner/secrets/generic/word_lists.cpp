#include "secrets/generic/word_lists.h"

#include <array>

namespace foureyes {
namespace {

struct Group {
  WordGroup group;
  std::string_view words;  // separated by a space
};

constexpr Group kGroups[] = {
    {WordGroup::user,
     "user username login logins uid account email mail usr users uname principal identity"},
    {WordGroup::host,
     "host hostname server port url uri endpoint address addr localhost domain region bucket"},
    {WordGroup::test,
     "test tests testing spec should it describe expect assert equal equals mock stub fake fixture "
     "testdata unittest scenario given when then"},
    {WordGroup::example,
     "example examples sample samples demo dummy foo bar baz placeholder fake todo tutorial"},
    {WordGroup::hash,
     "hash hashed hashes sha md digest checksum bcrypt salt hmac signature fingerprint integrity "
     "crypt pbkdf argon scrypt sum etag"},
    {WordGroup::message,
     "message messages error label title description text msg translate translation hint help "
     "info warn warning log logger print println echo tooltip prompt caption"},
    {WordGroup::schema,
     "type string str required field column attribute property format param params parameter "
     "schema enum const constant class struct interface int bool char varchar nullable optional"},
    {WordGroup::request,
     "header headers request response http https curl post get put api rest json body query "
     "accept content"},
    {WordGroup::environment,
     "env environ environment config configuration vault setenv settings option options "
     "secretsmanager secretkeyref valuefrom lookup"},
    {WordGroup::create,
     "create register signup signin authenticate sign new insert add save build factory update"},
    {WordGroup::negative,
     "invalid wrong bad incorrect fail fails failed failure error expired missing unknown not "
     "without cannot denied refuse reject mismatch short long"},
    {WordGroup::crypto,
     "encrypt encrypted encryption decrypt decrypted cipher ciphertext plaintext aes rsa ecdsa iv "
     "vector vectors sops encode encoded decode base hex bytes kdf derive"},
    {WordGroup::certificate,
     "public certificate cert certs pem pub publickey x crt ca thumbprint publickeytoken csr"},
    {WordGroup::database,
     "database db mysql postgres postgresql mongo mongodb redis jdbc sql mariadb oracle dsn "
     "connection datasource rabbitmq amqp ldap smtp ftp kafka elastic elasticsearch"},
    {WordGroup::credential,
     "password passwd pass pwd passphrase secret secrets token tokens key keys apikey auth "
     "credential credentials authorization bearer"},
    {WordGroup::filler,
     "your my the some any this that a an our his her for with from here goes is are to in on of "
     "and or please enter change changed insert put replace set use"},
    {WordGroup::weak,
     "admin root changeit changeme welcome letmein qwerty abc hello default guest master super god "
     "love dragon monkey docker postgres mysql vagrant password passw passwd pass toor system "
     "administrator"},
    {WordGroup::placeholder,
     "changeme changeit placeholder example dummy fake sample xxx xxxx xxxxx todo fixme redacted "
     "removed hidden masked none null nil undefined empty na unset string foo bar baz foobar test "
     "testing tbd replaceme insert your yours mysecret mytoken mypassword secret password token "
     "key value some random"},
    {WordGroup::confirmation, "confirmation confirm confirmed repeat again retype new old current"},
    {WordGroup::asking,
     "changeme changeit replaceme change placeholder redacted your yours example sample dummy "
     "insert "
     "fixme todo xxx xxxx enter here replace put"},
    {WordGroup::tail_name,
     "name names file path url uri id ids type field column label header prefix suffix length size "
     "format policy hash key keys token secret password value values text data string file "
     "algorithm provider store expires expiry ttl timeout enabled"},
};

constexpr std::size_t kSlots = 1024;

constexpr std::uint32_t hash_of(std::string_view word) {
  std::uint32_t hash = 2166136261U;
  for (const char c : word) {
    hash ^= static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    hash *= 16777619U;
  }
  return hash;
}

struct Slot {
  std::uint32_t hash = 0;
  std::uint32_t groups = 0;
};

// Hashes stand for words: two words of the lists never share one (checked by a test), and a word
// that does by chance is counted wrongly, always alike.
constexpr std::array<Slot, kSlots> make_slots() {
  std::array<Slot, kSlots> slots{};
  for (const Group& group : kGroups) {
    std::size_t begin = 0;
    while (begin < group.words.size()) {
      std::size_t end = begin;
      while (end < group.words.size() && group.words[end] != ' ') ++end;
      const std::uint32_t hash = hash_of(group.words.substr(begin, end - begin));
      std::size_t at = hash % kSlots;
      while (slots[at].groups != 0 && slots[at].hash != hash) at = (at + 1) % kSlots;
      slots[at].hash = hash;
      slots[at].groups |= static_cast<std::uint32_t>(group.group);
      begin = end + 1;
    }
  }
  return slots;
}

constexpr std::array<Slot, kSlots> kSlotTable = make_slots();

}  // namespace

std::uint32_t groups_of(std::string_view word) {
  if (word.size() > 20) return 0;
  const std::uint32_t hash = hash_of(word);
  for (std::size_t at = hash % kSlots; kSlotTable[at].groups != 0; at = (at + 1) % kSlots)
    if (kSlotTable[at].hash == hash) return kSlotTable[at].groups;
  return 0;
}

}  // namespace foureyes
