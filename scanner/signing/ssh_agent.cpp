// A client of the ssh-agent protocol: one request, one answer, over a local socket.
#include "signing/ssh_agent.h"

#include <cstring>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <utility>

#include "base/text.h"
#include "signing/signature_form.h"
#include "signing/ssh_wire.h"

namespace foureyes {
namespace {

constexpr char kRequestIdentities = 11;
constexpr char kIdentitiesAnswer = 12;
constexpr char kSignRequest = 13;
constexpr char kSignResponse = 14;
constexpr std::size_t kMessageLimit = 256u << 10;  // OpenSSH's own
constexpr std::uint32_t kIdentityLimit = 2048;
constexpr int kListSeconds = 10;

struct HeldKey {
  std::string blob;
  std::string comment;
};

tl::unexpected<Error> refuse(std::string what, std::string_view socket, std::string fix = {}) {
  return failure({.what = std::move(what), .where = std::string(socket), .fix = std::move(fix)});
}

class Connection {
 public:
  static Result<Connection> open(const std::string& path, int seconds) {
    if (path.empty())
      return refuse("no ssh-agent is known", "", "start one: eval \"$(ssh-agent)\"; ssh-add");
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path)
      return refuse("the path of the agent's socket is too long", path);
    std::memcpy(address.sun_path, path.c_str(), path.size());
    Connection connection(path, seconds);
    connection.socket_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const auto* generic = reinterpret_cast<const sockaddr*>(&address);
    if (connection.socket_ < 0 || ::connect(connection.socket_, generic, sizeof address) != 0) {
      return refuse("no ssh-agent answers at this socket", path,
                    "start one (eval \"$(ssh-agent)\"; ssh-add) or check SSH_AUTH_SOCK");
    }
    return connection;
  }
  Connection(Connection&& other) noexcept
      : path_(std::move(other.path_)),
        seconds_(other.seconds_),
        socket_(std::exchange(other.socket_, -1)) {}
  Connection& operator=(Connection&&) = delete;
  ~Connection() {
    if (socket_ >= 0) ::close(socket_);
  }

  // The answer without its length.
  Result<std::string> ask(std::string_view request) {
    std::string framed;
    append_ssh_string(framed, request);
    TRY(send_all(framed));
    TRY_ASSIGN(const std::string header, receive(4));
    const std::uint32_t size = *SshReader(header).number();
    if (size == 0 || size > kMessageLimit) return refuse("the ssh-agent answers nonsense", path_);
    return receive(size);
  }

 private:
  Connection(std::string path, int seconds) : path_(std::move(path)), seconds_(seconds) {}

  Result<void> send_all(std::string_view data) {
    while (!data.empty()) {
      const auto sent = ::send(socket_, data.data(), data.size(), MSG_NOSIGNAL);
      if (sent <= 0) return refuse("the ssh-agent hung up", path_);
      data.remove_prefix(static_cast<std::size_t>(sent));
    }
    return {};
  }

  Result<std::string> receive(std::size_t size) {
    std::string data(size, '\0');
    for (std::size_t at = 0; at < size;) {
      pollfd waiting{socket_, POLLIN, 0};
      if (::poll(&waiting, 1, seconds_ * 1000) <= 0)
        return refuse("the ssh-agent did not answer in time", path_,
                      "confirm or touch the key when it asks");
      const auto got = ::recv(socket_, data.data() + at, size - at, 0);
      if (got <= 0) return refuse("the ssh-agent hung up", path_);
      at += static_cast<std::size_t>(got);
    }
    return data;
  }

  std::string path_;
  int seconds_;
  int socket_ = -1;
};

Result<std::vector<HeldKey>> held_keys(const std::string& path) {
  TRY_ASSIGN(Connection connection, Connection::open(path, kListSeconds));
  TRY_ASSIGN(const std::string answer, connection.ask({&kRequestIdentities, 1}));
  SshReader reader(answer);
  if (reader.byte() != kIdentitiesAnswer) return refuse("the ssh-agent lists no keys", path);
  const auto count = reader.number();
  if (!count || *count > kIdentityLimit) return refuse("the ssh-agent answers nonsense", path);
  std::vector<HeldKey> keys;
  for (std::uint32_t i = 0; i < *count; ++i) {
    const auto blob = reader.string();
    const auto comment = reader.string();
    if (!blob || !comment) return refuse("the ssh-agent answers nonsense", path);
    keys.push_back({std::string(*blob), std::string(*comment)});
  }
  return keys;
}

class AgentSigner final : public Signer {
 public:
  AgentSigner(std::string path, PublicKey key, int seconds)
      : path_(std::move(path)), key_(std::move(key)), seconds_(seconds) {}
  const PublicKey& public_key() const override { return key_; }

  Result<std::string> sign(std::string_view message) override {
    TRY_ASSIGN(Connection connection, Connection::open(path_, seconds_));
    std::string request(1, kSignRequest);
    append_ssh_string(request, key_.ssh_blob());
    append_ssh_string(request, message);
    append_ssh_number(request, 0);
    TRY_ASSIGN(const std::string answer, connection.ask(request));
    SshReader reader(answer);
    if (reader.byte() != kSignResponse) {
      return refuse("the ssh-agent refused to sign", path_,
                    "it may be locked (ssh-add -X) or the request was not confirmed");
    }
    SshReader signature(reader.string().value_or(""));
    const auto type = signature.string();
    const auto inner = signature.string();
    auto raw = type == ssh_name_of(key_.type) && inner ? raw_signature_of(key_.type, *inner)
                                                       : std::nullopt;
    if (!raw || !signature_matches(key_, message, *raw))
      return refuse("the ssh-agent gave a signature that does not hold", path_);
    return *std::move(raw);
  }

 private:
  std::string path_;
  PublicKey key_;
  int seconds_;
};

}  // namespace

Result<std::vector<AgentIdentity>> list_agent_identities(const std::string& socket_path) {
  TRY_ASSIGN(const auto keys, held_keys(socket_path));
  std::vector<AgentIdentity> identities;
  for (const HeldKey& key : keys) {
    const auto type = SshReader(key.blob).string().value_or("unknown");
    identities.push_back({.type = std::string(type),
                          .fingerprint = ssh_fingerprint(key.blob),
                          .comment = key.comment,
                          .supported = public_key_from_ssh_blob(key.blob, "").has_value()});
  }
  return identities;
}

Result<std::unique_ptr<Signer>> agent_signer(const std::string& socket_path,
                                             std::string_view fingerprint, int seconds) {
  TRY_ASSIGN(const auto keys, held_keys(socket_path));
  std::vector<std::string> held;
  for (const HeldKey& key : keys) {
    held.push_back(ssh_fingerprint(key.blob));
    if (held.back() != fingerprint) continue;
    TRY_ASSIGN(PublicKey found, public_key_from_ssh_blob(key.blob, fingerprint));
    return std::make_unique<AgentSigner>(socket_path, std::move(found), seconds);
  }
  return refuse(
      concat("the ssh-agent does not hold the key ", fingerprint), socket_path,
      held.empty() ? "it holds none: ssh-add KEY" : concat("it holds ", join(held, ", ")));
}

}  // namespace foureyes
