// Answers by what was asked, all forgotten when the questions take up too much memory.
#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>

namespace foureyes {

template <class Answer>
class AnswerCache {
 public:
  // `most_bytes`: of all questions together.
  explicit AnswerCache(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  // `find()` answers what was not asked before. Valid until the next call.
  template <class Find>
  const Answer& of(const std::string& question, const Find& find) {
    const auto known = answers_.find(question);
    if (known != answers_.end()) return known->second;
    if (bytes_ + question.size() > most_bytes_) {
      answers_.clear();
      bytes_ = 0;
    }
    bytes_ += question.size();
    return answers_.emplace(question, find()).first->second;
  }

 private:
  std::size_t most_bytes_;
  std::size_t bytes_ = 0;
  std::unordered_map<std::string, Answer> answers_;
};

}  // namespace foureyes
