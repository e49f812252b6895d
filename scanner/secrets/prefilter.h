// The fast side of the engine: one Hyperscan database over all rules that says after which bytes
// some pattern ended. It may say too much, never too little.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace foureyes {

enum class PrefilterPatternKind { expression, word };  // a word matches in any case

struct PrefilterPattern {
  std::string text;
  PrefilterPatternKind kind = PrefilterPatternKind::expression;
  std::string origin;  // the rule, for errors
};

// Hyperscan's working memory: one a thread.
class PrefilterScratch {
 public:
  explicit PrefilterScratch(void* scratch) : scratch_(scratch) {}
  PrefilterScratch(PrefilterScratch&& other) noexcept;
  PrefilterScratch& operator=(PrefilterScratch&&) = delete;
  ~PrefilterScratch();
  void* get() const { return scratch_; }

 private:
  void* scratch_;
};

// Of a database in memory, in bytes.
inline constexpr std::size_t kPrefilterAlignment = 64;

enum class PrefilterEnd { whole_text, stopped, refused };

class Prefilter {
 public:
  // The id of a pattern is its index. Compiled for any x86-64 (no processor features assumed), so
  // that an embedded database loads everywhere. Takes seconds for hundreds of patterns.
  static Result<Prefilter> compile(const std::vector<PrefilterPattern>& patterns);
  // What to_bytes() made. Bytes that start at a multiple of kPrefilterAlignment are used where they
  // are and must outlive the prefilter; others are copied.
  static Result<Prefilter> from_bytes(std::string_view bytes);
  Result<std::string> to_bytes() const;

  Prefilter(Prefilter&& other) noexcept;
  Prefilter& operator=(Prefilter&& other) noexcept;
  ~Prefilter();

  Result<PrefilterScratch> make_scratch() const;

  // A pattern ended at this offset. Offsets of one pattern need not come in order. Non-zero stops.
  using OnHint = int (*)(unsigned id, std::uint64_t end, void* context);
  PrefilterEnd scan(std::string_view text, const PrefilterScratch& scratch, OnHint on_hint,
                    void* context) const;

 private:
  using Release = void (*)(void* database);
  Prefilter(const void* database, Release release) : database_(database), release_(release) {}
  const void* database_ = nullptr;  // hs_database_t; null without patterns
  Release release_ = nullptr;       // null: the memory is another's
};

}  // namespace foureyes
