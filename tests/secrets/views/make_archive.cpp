#include "secrets/views/make_archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <zlib.h>

#include "support/catch.h"

namespace foureyes::test {
namespace {

la_ssize_t append(archive*, void* out, const void* bytes, std::size_t size) {
  static_cast<std::string*>(out)->append(static_cast<const char*>(bytes), size);
  return static_cast<la_ssize_t>(size);
}

void choose_form(archive* writer, ArchiveKind kind) {
  if (kind == ArchiveKind::zip) archive_write_set_format_zip(writer);
  if (kind >= ArchiveKind::tar && kind <= ArchiveKind::tar_zstd)
    archive_write_set_format_gnutar(writer);
  if (kind > ArchiveKind::tar_zstd) archive_write_set_format_raw(writer);
  const auto is = [kind](ArchiveKind tar, ArchiveKind raw) { return kind == tar || kind == raw; };
  if (is(ArchiveKind::tar_gzip, ArchiveKind::gzip)) archive_write_add_filter_gzip(writer);
  if (is(ArchiveKind::tar_bzip2, ArchiveKind::bzip2)) archive_write_add_filter_bzip2(writer);
  if (is(ArchiveKind::tar_xz, ArchiveKind::xz)) archive_write_add_filter_xz(writer);
  if (is(ArchiveKind::tar_zstd, ArchiveKind::zstd)) archive_write_add_filter_zstd(writer);
}

void write_member(archive* writer, const ArchiveMember& member) {
  archive_entry* entry = archive_entry_new();
  archive_entry_copy_pathname(entry, member.name.c_str());
  archive_entry_set_size(entry, static_cast<la_int64_t>(member.bytes.size()));
  archive_entry_set_filetype(entry, AE_IFREG);
  archive_entry_set_perm(entry, 0644);
  REQUIRE(archive_write_header(writer, entry) >= ARCHIVE_WARN);
  if (!member.bytes.empty())
    REQUIRE(archive_write_data(writer, member.bytes.data(), member.bytes.size()) > 0);
  archive_entry_free(entry);
}

std::string deflated(const std::string& bytes) {
  uLongf size = compressBound(bytes.size());
  std::string out(size, '\0');
  REQUIRE(compress(reinterpret_cast<Bytef*>(out.data()), &size,
                   reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()) == Z_OK);
  out.resize(size);
  return out;
}

}  // namespace

std::string make_archive(ArchiveKind kind, const std::vector<ArchiveMember>& members) {
  if (kind == ArchiveKind::zlib) return deflated(members.back().bytes);
  std::string out;
  archive* writer = archive_write_new();
  choose_form(writer, kind);
  archive_write_set_bytes_in_last_block(writer, 1);
  REQUIRE(archive_write_open(writer, &out, nullptr, append, nullptr) == ARCHIVE_OK);
  if (kind > ArchiveKind::tar_zstd)
    write_member(writer, members.back());
  else
    for (const ArchiveMember& member : members) write_member(writer, member);
  REQUIRE(archive_write_close(writer) == ARCHIVE_OK);
  archive_write_free(writer);
  return out;
}

}  // namespace foureyes::test
