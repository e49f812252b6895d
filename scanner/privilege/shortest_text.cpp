#include "privilege/shortest_text.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "privilege/glob_tokens.h"

namespace foureyes {
namespace {

// What stands for a character that no pattern names: the first of these that none does.
constexpr std::string_view kLetters = "xyzabcdefghijklmnopqrstuvw0123456789XYZ_-";

using State = std::vector<Positions>;  // of every member of every language

class Product {
 public:
  Product(const std::vector<GlobLanguage>& within, const std::vector<GlobLanguage>& outside) {
    for (const GlobLanguage& language : within) add(language, Side::within);
    for (const GlobLanguage& language : outside) add(language, Side::outside);
    choose_alphabet();
  }

  std::size_t size() const { return patterns_.size(); }
  const std::vector<int>& alphabet() const { return alphabet_; }
  // A character of the alphabet as it is written.
  char letter(int character) const {
    return character == kOther ? other_ : static_cast<char>(character);
  }

  State start() const {
    State state;
    for (const Tokens& tokens : patterns_) state.push_back(start_of(tokens));
    return state;
  }

  State next(const State& state, int character) const {
    State out;
    for (std::size_t i = 0; i < patterns_.size(); ++i)
      out.push_back(step(patterns_[i], state[i], character));
    return out;
  }

  bool accepts(const State& state) const {
    return every_part([&](const Part& part) {
      bool matched = false;
      for (std::size_t i = part.begin; i < part.end; ++i)
        matched = matched || foureyes::accepts(patterns_[i], state[i]);
      return matched == part.must_match;
    });
  }

  // A language that must match has nothing left to match with.
  bool is_dead(const State& state) const {
    return !every_part([&](const Part& part) {
      if (!part.must_match) return true;
      for (std::size_t i = part.begin; i < part.end; ++i)
        if (!state[i].empty()) return true;
      return false;
    });
  }

 private:
  enum class Side { within, outside };
  struct Part {
    std::size_t begin = 0, end = 0;  // of patterns_
    bool must_match = true;          // one of them; or else none
  };

  void add(const GlobLanguage& language, Side side) {
    const bool listed = language.sense == GlobLanguage::Sense::any_of;
    Part part{patterns_.size(), patterns_.size(), listed == (side == Side::within)};
    // What must match does so by name, which no text has; what must not, whatever it stands for.
    const Placeholders mode = part.must_match ? Placeholders::by_name : Placeholders::as_any_text;
    for (const GlobText& member : language.members) patterns_.push_back(compile(member, mode));
    part.end = patterns_.size();
    parts_.push_back(part);
  }

  void choose_alphabet() {
    std::set<int> named = {'/', ':'};
    for (const Tokens& tokens : patterns_)
      for (const Token& token : tokens)
        if (token.kind == TokenKind::character && token.value < kOther) named.insert(token.value);
    const auto free =
        std::find_if(kLetters.begin(), kLetters.end(), [&](char c) { return !named.contains(c); });
    if (free != kLetters.end()) {
      other_ = *free;
      alphabet_.push_back(kOther);
    }
    alphabet_.insert(alphabet_.end(), named.begin(), named.end());
  }

  template <class Test>
  bool every_part(const Test& test) const {
    return std::all_of(parts_.begin(), parts_.end(), test);
  }

  std::vector<Tokens> patterns_;
  std::vector<Part> parts_;
  std::vector<int> alphabet_;
  char other_ = '\0';
};

// A state, and how it was reached first.
struct Reached {
  State state;
  std::size_t from = 0;
  char letter = '\0';
};

std::string path_to(const std::vector<Reached>& all, std::size_t at) {
  std::string text;
  for (; at != 0; at = all[at].from) text += all[at].letter;
  std::reverse(text.begin(), text.end());
  return text;
}

}  // namespace

std::optional<std::string> shortest_text(const std::vector<GlobLanguage>& within,
                                         const std::vector<GlobLanguage>& outside,
                                         std::size_t& steps) {
  const Product product(within, outside);
  std::vector<Reached> all = {{product.start(), 0, '\0'}};
  std::set<State> seen = {all.front().state};
  for (std::size_t at = 0; at < all.size(); ++at) {
    if (product.accepts(all[at].state)) return path_to(all, at);
    for (int character : product.alphabet()) {
      const std::size_t cost = product.size() + 1;
      if (steps < cost) {
        steps = 0;
        return std::nullopt;
      }
      steps -= cost;
      State next = product.next(all[at].state, character);
      if (!product.is_dead(next) && seen.insert(next).second)
        all.push_back({std::move(next), at, product.letter(character)});
    }
  }
  return std::nullopt;
}

}  // namespace foureyes
