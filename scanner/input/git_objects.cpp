#include "input/git_objects.h"

#include <charconv>

#include "base/bytes.h"
#include "base/text.h"

namespace foureyes {
namespace {

constexpr std::size_t kHexSize = 2 * ObjectName::kSize;

// Takes the first line off `rest`, without its newline.
std::string_view take_line(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  return line;
}

bool take_prefix(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

std::optional<ObjectName> parse_name(std::string_view hex) {
  if (hex.size() != kHexSize) return std::nullopt;
  const auto raw = hex_decode(hex);
  if (!raw) return std::nullopt;
  return ObjectName::from_bytes(raw->data());
}

std::int64_t seconds_of(std::string_view person) {
  const std::size_t end_of_mail = person.rfind('>');
  if (end_of_mail == std::string_view::npos) return 0;
  const std::string_view date = trim(person.substr(end_of_mail + 1));
  std::int64_t seconds = 0;
  const auto parsed = std::from_chars(date.data(), date.data() + date.size(), seconds);
  return parsed.ec == std::errc{} ? seconds : 0;
}

// "Name <mail> seconds zone"; the mail ends at the first '>', the date starts after the last one.
Signature parse_person(std::string_view person) {
  Signature signature;
  const std::size_t open = person.find('<');
  signature.name = std::string(trim(person.substr(0, open)));
  if (open != std::string_view::npos) {
    const std::size_t close = person.find('>', open);
    if (close != std::string_view::npos)
      signature.email = std::string(person.substr(open + 1, close - open - 1));
  }
  signature.when.seconds = seconds_of(person);
  return signature;
}

// A "gpgsig" header and its continuation lines are the signature; everything else, but for the
// signature of the other hash function, is what it signs.
void split_signature(std::string_view bytes, Commit& commit) {
  enum class Part { payload, signature, other_signature } part = Part::payload;
  std::string_view rest = bytes;
  std::string payload;
  while (!rest.empty() && rest.front() != '\n') {
    const std::string_view before = rest;
    std::string_view line = take_line(rest);
    if (!line.starts_with(' ')) {
      part = line.starts_with("gpgsig ")          ? Part::signature
             : line.starts_with("gpgsig-sha256 ") ? Part::other_signature
                                                  : Part::payload;
      if (part == Part::signature) line.remove_prefix(sizeof "gpgsig" - 1);
    }
    if (part == Part::signature) commit.signature += concat(line.substr(1), '\n');
    if (part == Part::payload) payload += before.substr(0, before.size() - rest.size());
  }
  if (!commit.signature.empty()) commit.signed_payload = concat(payload, rest);
}

}  // namespace

EntryKind RawTreeEntry::kind() const {
  switch (mode & 0170000) {
    case 0120000:
      return EntryKind::symlink;
    case 0160000:
      return EntryKind::submodule;
    default:
      return (mode & 0100) != 0 ? EntryKind::executable : EntryKind::file;
  }
}

bool RawTreeReader::next(RawTreeEntry& entry) {
  if (rest_.empty() || malformed_) return false;
  const std::size_t space = rest_.find(' ');
  if (space == std::string_view::npos || space > 8) return fail();
  const auto mode =
      std::from_chars(rest_.data(), rest_.data() + space, entry.mode, 8);  // octal, maybe padded
  if (mode.ec != std::errc{} || mode.ptr != rest_.data() + space) return fail();
  const std::size_t end = rest_.find('\0', space + 1);
  if (end == std::string_view::npos || rest_.size() - end - 1 < ObjectName::kSize) return fail();
  entry.name = rest_.substr(space + 1, end - space - 1);
  if (entry.name.empty() || entry.name == "." || entry.name == ".." || contains(entry.name, "/"))
    return fail();
  entry.object = ObjectName::from_bytes(rest_.data() + end + 1);
  rest_.remove_prefix(end + 1 + ObjectName::kSize);
  return true;
}

std::optional<CommitHeader> parse_commit_header(std::string_view bytes) {
  CommitHeader header;
  std::string_view line = take_line(bytes);
  if (!take_prefix(line, "tree ")) return std::nullopt;
  const auto tree = parse_name(line);
  if (!tree) return std::nullopt;
  header.tree = *tree;
  for (line = take_line(bytes); take_prefix(line, "parent "); line = take_line(bytes)) {
    const auto parent = parse_name(line);
    if (!parent) return std::nullopt;
    header.parents.push_back(*parent);
  }
  if (line.starts_with("author ")) header.authored = seconds_of(line);
  while (!line.empty() && !line.starts_with("committer ")) line = take_line(bytes);
  header.committed = seconds_of(line);
  return header;
}

std::optional<Commit> parse_commit(const ObjectId& id, std::string_view bytes) {
  const auto header = parse_commit_header(bytes);
  if (!header) return std::nullopt;
  Commit commit{id, header->tree.id(), {}, {}, {}, {}, {}, {}};
  for (const ObjectName& parent : header->parents) commit.parents.push_back(parent.id());
  std::string_view rest = bytes;
  bool author = false, committer = false;  // the first of each counts, as in git
  while (!rest.empty() && rest.front() != '\n') {
    std::string_view line = take_line(rest);
    if (!author && take_prefix(line, "author ")) {
      commit.author = parse_person(line);
      author = true;
    } else if (!committer && take_prefix(line, "committer ")) {
      commit.committer = parse_person(line);
      committer = true;
    }
  }
  commit.message = std::string(message_of(bytes));
  split_signature(bytes, commit);
  return commit;
}

std::string_view message_of(std::string_view bytes) {
  const std::size_t end = bytes.find("\n\n");
  return end == std::string_view::npos ? std::string_view() : bytes.substr(end + 2);
}

std::optional<ObjectName> tag_target(std::string_view bytes) {
  std::string_view line = take_line(bytes);
  if (!take_prefix(line, "object ")) return std::nullopt;
  return parse_name(line);
}

}  // namespace foureyes
