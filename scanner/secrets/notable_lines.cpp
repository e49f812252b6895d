#include "secrets/notable_lines.h"

#include <algorithm>

#include "secrets/candidates.h"
#include "secrets/generic/places.h"
#include "secrets/lines.h"
#include "secrets/rule_pattern.h"
#include "secrets/views/digit_runs.h"
#include "secrets/views/text_view.h"

namespace foureyes {
namespace {

// Longer lines are not looked at more closely.
constexpr std::size_t kLongLine = 4096;
constexpr std::size_t kMostDoubts = 1u << 16;

class Finder {
 public:
  Finder(const RuleSet& rules, std::string_view text, ByteRange lines,
         std::vector<ByteRange>& notable)
      : rules_(rules),
        text_(text),
        lines_(lines),
        notable_(notable),
        first_(static_cast<std::ptrdiff_t>(notable.size())) {}

  void run(const PrefilterScratch& scratch) {
    // A hint may begin with the line break before its line.
    begin_ = with_break_before(lines_).begin;
    const PrefilterEnd end = rules_.prefilter().scan(text_.substr(begin_, lines_.end - begin_),
                                                     scratch, &Finder::on_hint, this);
    if (end != PrefilterEnd::whole_text) {
      notable_.resize(static_cast<std::size_t>(first_));
      return notable_.push_back(lines_);
    }
    settle_doubts();
    find_encoded_runs(text_, lines_, [&](const DecodedRun& run) { add_lines(run.source); });
    add_wrapped();
    std::sort(notable_.begin() + first_, notable_.end());
    notable_.erase(std::unique(notable_.begin() + first_, notable_.end()), notable_.end());
  }

 private:
  // A rule has a hint on a line, on which all of its matches lie.
  struct Doubt {
    ByteRange line;
    std::uint32_t rule;
    auto operator<=>(const Doubt&) const = default;
  };

  static int on_hint(unsigned id, std::uint64_t end, void* self) {
    auto& finder = *static_cast<Finder*>(self);
    const std::size_t at = finder.begin_ + end;
    const HintSource& source = finder.rules_.hint_source(id);
    if (at > finder.lines_.begin && is_hint(source, finder.text_, at)) finder.take(source, at - 1);
    return finder.doubts_.size() > kMostDoubts ? 1 : 0;
  }

  void take(const HintSource& source, std::size_t at) {
    if (is_within(notable_line_, at)) return;
    if (!is_within(line_, at)) line_ = {line_begin(text_, at), line_end(text_, at)};
    for (const std::uint32_t rule : source.rules) {
      const bool is_sure = source.near_word > 0 || line_.size() > kLongLine || !is_doubtful(rule);
      if (is_sure) return add_line(line_);
      const Doubt doubt{line_, rule};
      if (doubts_.empty() || doubts_.back() != doubt) doubts_.push_back(doubt);
    }
  }

  bool is_doubtful(std::uint32_t rule) const {
    return rules_.rules()[rule].within_line || !rules_.rules()[rule].places.empty();
  }

  void settle_doubts() {
    std::sort(doubts_.begin(), doubts_.end());
    doubts_.erase(std::unique(doubts_.begin(), doubts_.end()), doubts_.end());
    for (const Doubt& doubt : doubts_)
      if (notable_line_ != doubt.line && holds_something(doubt)) add_line(doubt.line);
  }

  bool holds_something(const Doubt& doubt) const {
    if (!rules_.rules()[doubt.rule].places.empty()) return may_begin_place(text_, doubt.line);
    bool matches = false;
    rules_.pattern(doubt.rule)
        .find_all_within(text_, with_break_before(doubt.line), [&](const PatternMatch&) {
          matches = true;
          return false;
        });
    return matches;
  }

  void add_line(ByteRange line) {
    notable_line_ = line;
    notable_.push_back(line);
  }
  void add_lines(ByteRange range) {
    for (std::size_t begin = line_begin(text_, range.begin); begin < range.end;) {
      const std::size_t end = line_end(text_, begin);
      add_line({begin, end});
      begin = end;
    }
  }

  void add_wrapped() {
    visit_lines(text_, lines_, [&](ByteRange line) {
      if (is_within_wrapped_block(text_, line.end)) add_line(line);
      return true;
    });
  }

  static bool is_within(ByteRange line, std::size_t at) {
    return line.begin <= at && at < line.end;
  }

  const RuleSet& rules_;
  std::string_view text_;
  ByteRange lines_;
  std::vector<ByteRange>& notable_;
  std::ptrdiff_t first_;    // of these lines
  std::size_t begin_ = 0;   // of what the prefilter sees
  ByteRange line_;          // of the last hint
  ByteRange notable_line_;  // the last one
  std::vector<Doubt> doubts_;
};

}  // namespace

bool have_notable_lines(const RuleSet& rules, std::string_view path,
                        const PrefilterScratch& scratch) {
  if (!rules.has_hints_within_lines() || !rules.whole_text_rules().empty()) return false;
  const std::vector<std::uint32_t> named = rules_named_by(rules, path, scratch);
  return std::all_of(named.begin(), named.end(),
                     [&](std::uint32_t rule) { return rules.looks_for_pattern(rule); });
}

void find_notable_lines(const RuleSet& rules, std::string_view text, ByteRange lines,
                        const PrefilterScratch& scratch, std::vector<ByteRange>& notable) {
  Finder(rules, text, lines, notable).run(scratch);
}

}  // namespace foureyes
