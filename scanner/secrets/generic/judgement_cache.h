// Judges a place that was judged before by what was said then. Versions of a file repeat their
// lines, and a judgement reads nothing but a place, its neighbourhood and the path.
#pragma once

#include <string>
#include <string_view>

#include "secrets/answer_cache.h"
#include "secrets/generic/judge.h"
#include "secrets/path_facts.h"

namespace foureyes {

// One a thread.
class JudgementCache {
 public:
  // Of the path that the texts to come have.
  const PathFacts& facts_of(std::string_view path);
  // As GenericJudge::judge, under the path of the last facts_of().
  Judgement judge(const GenericJudge& judge, const Place& place, std::string_view text,
                  const FilterLists& lists);

 private:
  void write_key(const Place& place, std::string_view text);
  std::string path_;
  std::string path_class_;
  PathFacts facts_;
  std::string key_;
  AnswerCache<Judgement> judgements_{16u << 20};
};

}  // namespace foureyes
