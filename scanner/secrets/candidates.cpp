#include "secrets/candidates.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "secrets/lines.h"

namespace foureyes {
namespace {

// Hints closer than this are one range: a dense text costs no more memory than its size.
constexpr std::size_t kHintGap = 64;
constexpr std::size_t kMostHintRanges = 4'000'000;

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

// A word starts here: no letter before it, or a hump of camelCase.
bool starts_word(std::string_view text, std::size_t at) {
  if (at == 0 || !is_letter(text[at - 1])) return true;
  return is_upper(text[at]) && !is_upper(text[at - 1]);
}

void sort_and_merge(std::vector<ByteRange>& ranges) {
  std::sort(ranges.begin(), ranges.end());
  std::size_t kept = 0;
  for (std::size_t i = 1; i < ranges.size(); ++i) {
    if (ranges[i].begin <= ranges[kept].end)
      ranges[kept].end = std::max(ranges[kept].end, ranges[i].end);
    else
      ranges[++kept] = ranges[i];
  }
  if (!ranges.empty()) ranges.resize(kept + 1);
}

class Collector {
 public:
  Collector(const RuleSet& rules, const CandidateSearch& search, CandidateScratch& scratch)
      : rules_(rules), search_(search), scratch_(scratch) {
    for (const std::uint32_t rule : scratch_.touched) {
      scratch_.hints[rule].clear();
      scratch_.words[rule].clear();
    }
    scratch_.touched.clear();
    scratch_.ranges = 0;
  }

  PrefilterEnd run() {
    if (scratch_.path != search_.path) {
      scratch_.path = search_.path;
      scratch_.named_by_path = rules_named_by(rules_, search_.path, scratch_.prefilter);
    }
    const std::vector<ByteRange> everywhere{{0, search_.text.size()}};
    for (const ByteRange& range : search_.ranges != nullptr ? *search_.ranges : everywhere) {
      for (const std::uint32_t rule : scratch_.named_by_path) add(scratch_.words, rule, range);
      for (const std::uint32_t rule : rules_.whole_text_rules()) add(scratch_.hints, rule, range);
      range_begin_ = range.begin;
      const PrefilterEnd end =
          rules_.prefilter().scan(search_.text.substr(range.begin, range.size()),
                                  scratch_.prefilter, &Collector::on_hint, this);
      if (end != PrefilterEnd::whole_text) return end;
    }
    return PrefilterEnd::whole_text;
  }

 private:
  static int on_hint(unsigned id, std::uint64_t end, void* self) {
    auto& collector = *static_cast<Collector*>(self);
    return collector.take(id, collector.range_begin_ + end);
  }

  int take(unsigned id, std::size_t end) {
    const HintSource& source = rules_.hint_source(id);
    if (!is_hint(source, search_.text, end)) return 0;
    auto& hints = source.near_word > 0 ? scratch_.words : scratch_.hints;
    for (const std::uint32_t rule : source.rules) add(hints, rule, {end, end});
    return scratch_.ranges > kMostHintRanges ? 1 : 0;
  }

  void add(std::vector<std::vector<ByteRange>>& hints, std::uint32_t rule, ByteRange hint) {
    if (scratch_.hints[rule].empty() && scratch_.words[rule].empty())
      scratch_.touched.push_back(rule);
    std::vector<ByteRange>& ranges = hints[rule];
    // Regions around words follow lines, so words that are close stay apart.
    const std::size_t gap = &hints == &scratch_.words ? 0 : kHintGap;
    if (!ranges.empty() && hint.begin >= ranges.back().begin &&
        hint.begin <= ranges.back().end + gap) {
      ranges.back().end = std::max(ranges.back().end, hint.end);
      return;
    }
    ranges.push_back(hint);
    ++scratch_.ranges;
  }

  const RuleSet& rules_;
  const CandidateSearch& search_;
  CandidateScratch& scratch_;
  std::size_t range_begin_ = 0;
};

bool holds_hint(const std::vector<ByteRange>& hints, ByteRange region) {
  const auto next = std::partition_point(
      hints.begin(), hints.end(), [&](const ByteRange& hint) { return hint.end <= region.begin; });
  return next != hints.end() && next->begin <= region.end;
}

bool names_near_word(const Rule& rule, std::string_view path) {
  const std::string lower = to_lower(path);
  for (const std::string& word : rule.near)
    for (std::size_t at = lower.find(word); at != std::string::npos; at = lower.find(word, at + 1))
      if (starts_word(path, at)) return true;
  return false;
}

// Longer lines are read around their hints alone.
constexpr std::size_t kLongLine = 1024;

// The lines with a hint; nullopt: one is long.
std::optional<std::vector<ByteRange>> lines_with(std::string_view text,
                                                 const std::vector<ByteRange>& hints) {
  std::vector<ByteRange> lines;
  std::size_t read_to = 0;
  for (const ByteRange& hint : hints) {
    // A match holds the byte before its hint.
    std::size_t at = std::max(read_to, hint.begin - std::min<std::size_t>(hint.begin, 1));
    for (; at < std::min(hint.end, text.size()); at = read_to) {
      lines.push_back({line_begin(text, at), line_end(text, at)});
      if (lines.back().size() > kLongLine) return std::nullopt;
      read_to = lines.back().end;
    }
  }
  return lines;
}

// Confirms the hints of one rule; false when there are too many candidates.
bool confirm(const RuleSet& rules, const CandidateSearch& search, std::uint32_t rule,
             CandidateScratch& scratch, Candidates& out) {
  bool within_limit = true;
  const auto visit = [&](const PatternMatch& match) {
    within_limit = out.found.size() < search.limit;
    if (within_limit) out.found.push_back({rule, match});
    return within_limit;
  };
  const RulePattern& pattern = rules.pattern(rule);
  std::vector<ByteRange>& hints = scratch.hints[rule];
  sort_and_merge(hints);
  if (rules.rules()[rule].near.empty()) {
    const auto lines =
        rules.rules()[rule].within_line ? lines_with(search.text, hints) : std::nullopt;
    if (!lines) {
      pattern.find_all(search.text, hints, visit);
      return within_limit;
    }
    for (const ByteRange& line : *lines)
      if (!scratch.line_matches.visit(pattern, rule, search.text, line, visit)) break;
    return within_limit;
  }
  const bool needs_hint = rules.looks_for_pattern(rule);
  if (needs_hint && hints.empty()) return true;
  std::vector<ByteRange>& regions = scratch.words[rule];
  for (ByteRange& region : regions) region = lines_near(search.text, region);
  sort_and_merge(regions);
  for (const ByteRange& region : regions)
    if (!needs_hint || holds_hint(hints, region))
      pattern.find_all_within(search.text, region, visit);
  return within_limit;
}

}  // namespace

bool is_hint(const HintSource& source, std::string_view text, std::size_t end) {
  return source.near_word == 0 || starts_word(text, end - source.near_word);
}

std::vector<std::uint32_t> rules_named_by(const RuleSet& rules, std::string_view path,
                                          const PrefilterScratch& scratch) {
  struct Named {
    const RuleSet& rules;
    std::string_view path;
    std::vector<std::uint32_t> found = {};
  } named{rules, path};
  const auto on_hint = [](unsigned id, std::uint64_t end, void* context) {
    auto& [all, name, found] = *static_cast<Named*>(context);
    const HintSource& source = all.hint_source(id);
    if (source.near_word > 0 && is_hint(source, name, end))
      found.insert(found.end(), source.rules.begin(), source.rules.end());
    return 0;
  };
  rules.prefilter().scan(path, scratch, on_hint, &named);
  std::sort(named.found.begin(), named.found.end());
  named.found.erase(std::unique(named.found.begin(), named.found.end()), named.found.end());
  return std::move(named.found);
}

Candidates find_candidates(const RuleSet& rules, const CandidateSearch& search,
                           CandidateScratch& scratch) {
  Candidates candidates;
  const PrefilterEnd end = Collector(rules, search, scratch).run();
  if (end == PrefilterEnd::refused) candidates.coverage = CandidateCoverage::refused;
  if (end == PrefilterEnd::stopped) candidates.coverage = CandidateCoverage::limit_reached;
  std::sort(scratch.touched.begin(), scratch.touched.end());
  for (const std::uint32_t rule : scratch.touched) {
    if (!rules.rules()[rule].places.empty()) {
      sort_and_merge(scratch.hints[rule]);
      candidates.place_ends = scratch.hints[rule];
      continue;
    }
    if (!rules.applies_to(rule, search.path)) continue;
    candidates.has_wide_hint |= rules.rules()[rule].max_width > kWidestNearMatch &&
                                rules.rules()[rule].crosses_lines &&
                                (!scratch.hints[rule].empty() || !rules.looks_for_pattern(rule));
    if (confirm(rules, search, rule, scratch, candidates)) continue;
    candidates.coverage = CandidateCoverage::limit_reached;
    break;
  }
  return candidates;
}

Candidates find_candidates_slowly(const RuleSet& rules, const CandidateSearch& search) {
  Candidates candidates;
  const std::string lower_text = to_lower(search.text);
  for (std::uint32_t index = 0; index < rules.rules().size(); ++index) {
    const Rule& rule = rules.rules()[index];
    if (!rule.places.empty()) candidates.place_ends = {{0, search.text.size()}};
    if (rule.kind == RuleKind::path || !rule.places.empty() ||
        !rules.applies_to(index, search.path))
      continue;
    std::vector<ByteRange> regions;
    if (rule.near.empty() || names_near_word(rule, search.path))
      regions = {{0, search.text.size()}};
    for (const std::string& word : rule.near)
      for (std::size_t at = lower_text.find(word); at != std::string::npos;
           at = lower_text.find(word, at + 1))
        if (starts_word(search.text, at))
          regions.push_back(lines_near(search.text, {at + word.size(), at + word.size()}));
    sort_and_merge(regions);
    for (const ByteRange& region : regions)
      rules.pattern(index).find_all_within(search.text, region, [&](const PatternMatch& match) {
        candidates.found.push_back({index, match});
        return true;
      });
  }
  return candidates;
}

}  // namespace foureyes
