// The page form: the page shell with the other members in the place of its marker. A member is a
// link to a data: URL, so that a browser without scripts saves it as a file.
#include "base/bytes.h"
#include "base/check.h"
#include "base/display_text.h"
#include "base/text.h"
#include "evidence/pack_assembler.h"
#include "evidence/pack_form.h"
#include "model/page_marker.h"

namespace foureyes {

namespace {

constexpr std::string_view kPageEnd = "<!--foureyes:members-end-->";
constexpr std::string_view kLinkStart = "<li><a download=\"";
constexpr std::string_view kLinkMiddle = "\" href=\"data:application/octet-stream;base64,";
constexpr std::string_view kLinkEnd = "\">";

enum class Claim { inside, outside };

void append_members(std::string& page, const Pack& pack, Claim claim) {
  page += "<ul>\n";
  for (const auto& [name, bytes] : pack.members) {
    if (name == pack_member::kPageShell) continue;
    if (is_outside_claim(name) != (claim == Claim::outside)) continue;
    page += concat(kLinkStart, name, kLinkMiddle, base64_encode(bytes), kLinkEnd, html_text(name),
                   "</a> (", bytes.size(), " bytes)</li>\n");
  }
  page += "</ul>\n";
}

// Everything between the shell's two halves, the marker included.
std::string member_section(const Pack& pack) {
  std::string page =
      concat(kPageMarker, "\n<section id=\"members\">\n", "<h2>Files inside this page</h2>\n<p>",
             pack.is_signed() ? "The signed statement covers this page and these files"
                              : "Not signed: nobody vouches for this page and these files",
             ". Each link saves one.</p>\n");
  append_members(page, pack, Claim::inside);
  page += "<h2>Outside the claim</h2>\n";
  if (members_outside_claim(pack).empty()) {
    page += "<p>No file.</p>\n";
  } else {
    page += "<p>The statement does not cover these files; they may have been changed.</p>\n";
    append_members(page, pack, Claim::outside);
  }
  return page + "</section>\n" + std::string(kPageEnd);
}

Result<void> read_links(std::string_view section, PackAssembler& assembler) {
  std::size_t at = 0;
  while ((at = section.find(kLinkStart, at)) != std::string_view::npos) {
    const auto name_start = at + kLinkStart.size();
    const auto middle = section.find(kLinkMiddle, name_start);
    const auto data_start = middle + kLinkMiddle.size();
    const auto end = middle == std::string_view::npos ? middle : section.find(kLinkEnd, data_start);
    if (end == std::string_view::npos) {
      assembler.note_irregularity("a link of the page is cut off");
      return {};
    }
    const auto base64 = section.substr(data_start, end - data_start);
    TRY(assembler.check_room(base64.size() / 4 * 3));
    auto bytes = base64_decode(base64);
    if (!bytes) assembler.note_irregularity("a link of the page is not base64");
    TRY(assembler.add(section.substr(name_start, middle - name_start),
                      std::move(bytes).value_or("")));
    at = end;
  }
  return {};
}

}  // namespace

Result<std::string> pack_as_page(const Pack& pack) {
  const std::string* shell = pack.find(pack_member::kPageShell);
  const auto marker = shell == nullptr ? std::string::npos : shell->find(kPageMarker);
  if (marker == std::string::npos || shell->find(kPageMarker, marker + 1) != std::string::npos ||
      shell->find(kPageEnd) != std::string::npos) {
    return failure(
        {"the pack has no page that could hold its members", std::string(pack_member::kPageShell)});
  }
  return concat(std::string_view(*shell).substr(0, marker), member_section(pack),
                std::string_view(*shell).substr(marker + kPageMarker.size()));
}

bool looks_like_page(std::string_view bytes) {
  const auto marker = bytes.find(kPageMarker);
  return marker != std::string_view::npos && bytes.find(kPageEnd, marker) != std::string_view::npos;
}

Result<Pack> read_page(std::string_view bytes, std::string_view name, const PackLimits& limits) {
  CHECK(looks_like_page(bytes), "the caller tells forms apart");
  const auto marker = bytes.find(kPageMarker);
  const auto end = bytes.rfind(kPageEnd);
  PackAssembler assembler(name, limits);
  TRY(read_links(bytes.substr(marker, end - marker), assembler));
  TRY(assembler.add(pack_member::kPageShell, concat(bytes.substr(0, marker), kPageMarker,
                                                    bytes.substr(end + kPageEnd.size()))));
  Pack pack = assembler.take();
  if (pack.irregularity.empty()) {
    const auto again = pack_as_page(pack);
    pack.irregularity = again ? first_byte_difference(bytes, *again, "page")
                              : concat("the page: ", again.error().what);
  }
  return pack;
}

}  // namespace foureyes
