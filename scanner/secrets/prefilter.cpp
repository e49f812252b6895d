#include "secrets/prefilter.h"

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <hs/hs.h>
#include <utility>

#include "base/check.h"
#include "base/text.h"

namespace foureyes {
namespace {

std::string escape_literal(std::string_view word) {
  std::string out;
  for (const char c : word) {
    if (!is_alphanumeric(c)) out += '\\';
    out += c;
  }
  return out;
}

Error compile_error(const std::vector<PrefilterPattern>& patterns, hs_compile_error_t* problem) {
  Error error{.what = "Hyperscan cannot compile the rules"};
  if (problem == nullptr) return error;
  error.what += concat(": ", problem->message);
  if (problem->expression >= 0)
    error.where = patterns[static_cast<std::size_t>(problem->expression)].origin;
  hs_free_compile_error(problem);
  return error;
}

// RE2's \s is without the vertical tab, Hyperscan's with it: what [^\s] leaves out must not be more
// than in RE2.
std::string with_whitespace_of_re2(std::string_view pattern) {
  constexpr std::string_view kWhitespace = "\\t\\n\\f\\r ";
  std::string out;
  bool in_class = false;
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    const char c = pattern[at];
    if (c != '\\' || at + 1 == pattern.size()) {
      const bool opens = out.ends_with('[') || out.ends_with("[^");  // "[]a]" holds a bracket
      in_class = in_class ? c != ']' || opens : c == '[';
      out += c;
      continue;
    }
    const char escaped = pattern[++at];
    if (escaped == 's') {
      out += in_class ? std::string(kWhitespace) : concat("[", kWhitespace, "]");
    } else if (escaped == 'S' && !in_class) {
      out += concat("[^", kWhitespace, "]");
    } else {
      out += {c, escaped};
    }
  }
  return out;
}

const hs_database_t* as_database(const void* database) {
  return static_cast<const hs_database_t*>(database);
}

constexpr std::size_t kLeastDatabase = 64;  // its head

using Block = std::unique_ptr<void, void (*)(void*)>;

// Zeroed, so that what the padding holds is always the same.
Block aligned_block(std::size_t size) {
  const std::size_t whole = (size + kPrefilterAlignment - 1) / kPrefilterAlignment;
  void* memory = std::aligned_alloc(kPrefilterAlignment, whole * kPrefilterAlignment);
  CHECK(memory != nullptr, "there is memory for the compiled rules");
  std::memset(memory, 0, whole * kPrefilterAlignment);
  return {memory, std::free};
}

extern "C" int forward_hint(unsigned id, unsigned long long, unsigned long long to, unsigned,
                            void* context) {
  const auto& [on_hint, inner] = *static_cast<std::pair<Prefilter::OnHint, void*>*>(context);
  return on_hint(id, to, inner);
}

}  // namespace

PrefilterScratch::PrefilterScratch(PrefilterScratch&& other) noexcept
    : scratch_(std::exchange(other.scratch_, nullptr)) {}

PrefilterScratch::~PrefilterScratch() { hs_free_scratch(static_cast<hs_scratch_t*>(scratch_)); }

Result<Prefilter> Prefilter::compile(const std::vector<PrefilterPattern>& patterns) {
  if (patterns.empty()) return Prefilter(nullptr, nullptr);
  std::vector<std::string> texts;
  std::vector<const char*> expressions;
  std::vector<unsigned> flags;
  std::vector<unsigned> ids;
  texts.reserve(patterns.size());
  for (const PrefilterPattern& pattern : patterns) {
    const bool is_word = pattern.kind == PrefilterPatternKind::word;
    texts.push_back(is_word ? escape_literal(pattern.text) : with_whitespace_of_re2(pattern.text));
    expressions.push_back(texts.back().c_str());
    flags.push_back(is_word ? HS_FLAG_CASELESS : 0);
    ids.push_back(static_cast<unsigned>(ids.size()));
  }
  const hs_platform_info_t any_processor{};
  hs_database_t* database = nullptr;
  hs_compile_error_t* problem = nullptr;
  if (hs_compile_multi(expressions.data(), flags.data(), ids.data(),
                       static_cast<unsigned>(ids.size()), HS_MODE_BLOCK, &any_processor, &database,
                       &problem) != HS_SUCCESS)
    return failure(compile_error(patterns, problem));
  return Prefilter(database,
                   [](void* owned) { hs_free_database(static_cast<hs_database_t*>(owned)); });
}

// A database is one block of memory without pointers; it only has to lie as it did when it was
// made. Unpacking what hs_serialize_database writes would cost more than the scan of a commit: a
// checksum and a page fault for every 4 KB of it.
Result<std::string> Prefilter::to_bytes() const {
  if (database_ == nullptr) return std::string();
  char* packed = nullptr;
  std::size_t packed_size = 0;
  std::size_t size = 0;
  if (hs_serialize_database(as_database(database_), &packed, &packed_size) != HS_SUCCESS)
    return failure({.what = "Hyperscan cannot write its database"});
  hs_serialized_database_size(packed, packed_size, &size);
  const Block block = aligned_block(size);
  const auto done =
      hs_deserialize_database_at(packed, packed_size, static_cast<hs_database_t*>(block.get()));
  std::free(packed);
  if (done != HS_SUCCESS) return failure({.what = "Hyperscan cannot read its own database"});
  return std::string(static_cast<const char*>(block.get()), size);
}

Result<Prefilter> Prefilter::from_bytes(std::string_view bytes) {
  if (bytes.empty()) return Prefilter(nullptr, nullptr);
  const auto address = reinterpret_cast<std::uintptr_t>(bytes.data());
  Prefilter prefilter(bytes.data(), nullptr);
  if (address % kPrefilterAlignment != 0) {
    Block block = aligned_block(bytes.size());
    std::memcpy(block.get(), bytes.data(), bytes.size());
    prefilter = Prefilter(block.release(), std::free);
  }
  std::size_t size = 0;
  const bool is_database = bytes.size() >= kLeastDatabase &&
                           hs_database_size(as_database(prefilter.database_), &size) == HS_SUCCESS;
  if (!is_database || size != bytes.size())
    return failure({.what = "the compiled rules do not fit this build of Hyperscan",
                    .fix = "build foureyes on the system that it runs on"});
  return prefilter;
}

Prefilter::Prefilter(Prefilter&& other) noexcept
    : database_(std::exchange(other.database_, nullptr)),
      release_(std::exchange(other.release_, nullptr)) {}

Prefilter& Prefilter::operator=(Prefilter&& other) noexcept {
  std::swap(database_, other.database_);
  std::swap(release_, other.release_);
  return *this;
}

Prefilter::~Prefilter() {
  if (release_ != nullptr) release_(const_cast<void*>(database_));
}

Result<PrefilterScratch> Prefilter::make_scratch() const {
  hs_scratch_t* scratch = nullptr;
  if (database_ != nullptr && hs_alloc_scratch(as_database(database_), &scratch) != HS_SUCCESS)
    return failure(
        {.what = "Hyperscan cannot allocate its working memory", .kind = ErrorKind::unavailable});
  return PrefilterScratch(scratch);
}

PrefilterEnd Prefilter::scan(std::string_view text, const PrefilterScratch& scratch, OnHint on_hint,
                             void* context) const {
  if (database_ == nullptr || text.empty()) return PrefilterEnd::whole_text;
  if (text.size() > UINT32_MAX) return PrefilterEnd::refused;
  std::pair<OnHint, void*> forwarded{on_hint, context};
  const hs_error_t end =
      hs_scan(as_database(database_), text.data(), static_cast<unsigned>(text.size()), 0,
              static_cast<hs_scratch_t*>(scratch.get()), forward_hint, &forwarded);
  if (end == HS_SUCCESS) return PrefilterEnd::whole_text;
  return end == HS_SCAN_TERMINATED ? PrefilterEnd::stopped : PrefilterEnd::refused;
}

}  // namespace foureyes
