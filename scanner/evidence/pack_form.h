// The three forms of a pack: a directory, a tar file, and the one HTML file that a ticket holds.
// Each form is a function of the members alone, and each reader compares what it read with what its
// writer would have written (Pack::irregularity): no byte of a form is free.
#pragma once

#include <string>
#include <string_view>

#include "evidence/pack.h"

namespace foureyes {

// The page in the directory form: the file to attach to a ticket.
inline constexpr std::string_view kPageFile = "report.html";

// Writes each member below `directory`, which is made when missing, and the page as kPageFile. A
// file there that is neither is an error: it would be taken for a member.
Result<void> write_pack_directory(const Pack& pack, const std::string& directory);

// POSIX ustar: members in order of name, mode 0644, owner and times 0.
std::string pack_as_tar(const Pack& pack);

// The page shell with every other member inside, each a link that a browser saves as a file; the
// ones outside the claim are in a list of their own that says so. Base64, so no member can end or
// change the page. An error when the pack has no page shell.
Result<std::string> pack_as_page(const Pack& pack);

// A directory, a tar file or a page, told from what it is; "-" is standard input. Symbolic links
// inside are never followed. Errors: not a pack at all, not readable, past the limits.
Result<Pack> read_pack(const std::string& path, const PackLimits& limits = {});
// A tar file or a page; `name` is what errors call it.
Result<Pack> read_pack_bytes(std::string_view bytes, std::string_view name,
                             const PackLimits& limits = {});

}  // namespace foureyes
