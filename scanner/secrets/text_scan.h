// The scan of one text: candidates, decisions (text_scan.cpp), which of those that share bytes stay
// (text_scan_overlaps.cpp), findings (text_scan_findings.cpp). For the detector alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/secret_text.h"
#include "base/text_position.h"
#include "secrets/candidates.h"
#include "secrets/detector.h"
#include "secrets/generic/judgement_cache.h"
#include "secrets/line_mask.h"
#include "secrets/parts.h"
#include "secrets/path_facts.h"
#include "secrets/views/decoded_text.h"
#include "secrets/views/text_layers.h"
#include "secrets/wanted_text.h"

namespace foureyes {

// What became of a candidate. `claimed`: no finding, but its rule knows what the bytes are (a
// documentation example, digits that are no card's), so no generic rule may guess again.
enum class Decision { keep, drop, claimed };

struct Decided {
  Candidate candidate;
  std::size_t layer = 0;  // 0: the text, above: the views (views/text_view.h)
  Decision decision = Decision::keep;
  std::string explanation = {};
  bool is_proved = false;                 // by a checksum
  std::optional<Confidence> judged = {};  // by the generic detection
  bool is_doubtful = false;  // has the form of a credential and the look of a made-up one
  bool gives_way = false;    // to what a generic rule makes of the same bytes
  bool is_kept = false;      // it is a finding, or a part of one
};

// What candidates claim of a text: begin -> whose, disjoint.
using TakenBytes = std::map<std::size_t, Decided*>;

Confidence confidence_of(const Rule& rule, const Decided& decided);

class TextScan {
 public:
  // Keeps references to all of them. `lines`: null for all.
  TextScan(const RuleSet& rules, const DetectorOptions& options, const Content& content,
           const TextLines* lines, const PathFacts& path, JudgementCache& judgements)
      : rules_(rules),
        options_(options),
        content_(content),
        decoded_(content.bytes),
        text_(decoded_.text()),
        is_whole_(lines == nullptr),
        part_(is_whole_ ? whole_text(text_) : wanted_text(text_, lines->wanted, lines->notable)),
        path_(path),
        judgements_(judgements),
        layers_(text_, part_.searched) {}

  Detection run(CandidateScratch& scratch);
  Detection run_path_rules();

 private:
  void collect(CandidateScratch& scratch);
  void collect_layer(std::size_t layer, CandidateScratch& scratch);
  void explain(Decided& decided, const Place& place, const Judgement& judgement);
  bool is_text_of(const Candidate& candidate, std::size_t layer) const;
  void collect_places(std::size_t layer, const std::vector<ByteRange>& ends);
  Decided decide(const Candidate& candidate, std::size_t layer);
  bool passes_filters(Decided& decided);
  void resolve_overlaps();
  void resolve_layer(std::vector<Decided*> order);
  void resolve_between_layers();
  void drop_encoded_stand_ins();
  void join_parts();
  const Decided* kept_at(std::size_t layer, ByteRange range) const;
  bool is_wanted(const Decided& decided) const {
    return is_whole_ ||
           part_.touches(layers_.in_text(decided.layer, decided.candidate.match.whole));
  }
  void find_open();
  void report();
  void report_path_rules();
  Finding finding_of(const Decided& decided, const LineMask& lines,
                     const std::optional<LineIndex>& index);
  void add_parts(const Decided& decided, const std::optional<LineIndex>& index, Finding& finding);
  std::string mark_beside(ByteRange range) const;
  void number(Finding& finding, const SecretText& secret);
  void suppress(std::string_view filter, const Decided& decided);
  void notice(NoticeReason reason, std::string detail) {
    detection_.notices.push_back({reason, std::string(content_.path), std::move(detail)});
  }
  const Rule& rule_of(const Decided& decided) const {
    return rules_.rules()[decided.candidate.rule];
  }
  SecretText secret_of(const Decided& decided) const;
  ByteRange in_text(const Decided& decided) const {
    return layers_.in_text(decided.layer, decided.candidate.match.secret);
  }

  const RuleSet& rules_;
  const DetectorOptions& options_;
  const Content& content_;
  DecodedText decoded_;
  std::string_view text_;
  bool is_whole_;
  WantedText part_;
  const PathFacts& path_;
  JudgementCache& judgements_;
  TextLayers layers_;
  std::vector<Decided> decided_;
  std::vector<const Decided*> kept_;
  std::vector<TakenBytes> taken_;  // by layer
  struct Part {
    FoundPart found;
    const Decided* alone = nullptr;  // the finding that it would be without its credential
  };
  std::map<const Decided*, std::vector<Part>> parts_;
  std::map<std::pair<std::string, std::string>, std::uint32_t> occurrences_;
  std::optional<LineIndex> lines_;  // of dropped places
  Detection detection_;
};

}  // namespace foureyes
