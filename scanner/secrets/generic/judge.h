// Decides about places: suppressed for certain, or judged by the model. Built once, shared const&.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/rule_info.h"
#include "secrets/generic/common_text.h"
#include "secrets/generic/features.h"
#include "secrets/generic/model.h"

namespace foureyes {

struct Judgement {
  bool is_finding = false;
  Confidence confidence = Confidence::low;  // of a finding
  std::string_view kind;                    // of what is none, as coverage counts it
  bool is_judged = false;                   // by the model: there are reasons
};

class GenericJudge {
 public:
  // The texts of rules/generic/common_words.txt and model.txt.
  static Result<GenericJudge> from_texts(std::string_view common_words, std::string_view model);
  static Result<GenericJudge> from_table(std::string_view table);  // which must outlive it
  std::string to_table() const;

  Judgement judge(const Place& place, std::string_view text, const PathFacts& path,
                  const FilterLists& lists) const;
  // The features that weighed most, in words and with signs; nothing that tells the value.
  std::string reasons(const Place& place, std::string_view text, const PathFacts& path,
                      const FilterLists& lists) const;

  const CommonText& common() const { return common_; }
  const GenericModel& model() const { return model_; }

 private:
  GenericJudge(CommonText common, GenericModel model)
      : common_(std::move(common)), model_(std::move(model)) {}
  CommonText common_;
  GenericModel model_;
};

}  // namespace foureyes
