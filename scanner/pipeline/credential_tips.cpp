#include "pipeline/credential_tips.h"

#include <algorithm>
#include <string_view>

namespace foureyes {
namespace {

constexpr std::size_t kNamedTips = 3;
constexpr std::string_view kHead = "HEAD";  // before all other refs in the order of names

std::string short_name(std::string_view ref) {
  for (const std::string_view prefix : {"refs/heads/", "refs/remotes/", "refs/tags/"})
    if (ref.starts_with(prefix)) return std::string(ref.substr(prefix.size()));
  return std::string(ref);
}

}  // namespace

CredentialTips::Id CredentialTips::id(const std::string& fingerprint) {
  const auto [at, is_new] = ids_.try_emplace(fingerprint, static_cast<Id>(holders_.size()));
  if (is_new) holders_.emplace_back();
  return at->second;
}

void CredentialTips::find(HistoryMap& map, const std::vector<HistoryObject>& blobs) {
  const std::vector<TipTree>& trees = map.tip_trees();
  has_head_ = std::any_of(trees.begin(), trees.end(),
                          [](const TipTree& tree) { return tree.refs.front() == kHead; });
  const auto meet_all = [&](const auto& ids_of, std::uint32_t key, std::size_t tree) {
    const auto at = ids_of.find(key);
    if (at == ids_of.end()) return;
    for (const Id credential : at->second) meet(trees[tree], tree, holders_[credential]);
  };
  map.visit_tips(blobs, [&](std::size_t tree, HistoryObject blob, PathId path) {
    meet_all(of_blob_, blob, tree);
    meet_all(of_path_, path, tree);
  });
}

void CredentialTips::meet(const TipTree& tips, std::size_t tree, Holders& holders) const {
  if (holders.seen_in == tree) return;
  holders.seen_in = tree;
  auto from = tips.refs.begin();
  if (*from == kHead) {
    holders.in_head = true;
    ++from;
  }
  const auto count = static_cast<std::size_t>(tips.refs.end() - from);
  holders.count += count;
  holders.first.insert(holders.first.end(), from,
                       from + static_cast<std::ptrdiff_t>(std::min(count, kNamedTips)));
  std::sort(holders.first.begin(), holders.first.end());
  if (holders.first.size() > kNamedTips) holders.first.resize(kNamedTips);
}

void CredentialTips::tell(const std::string& fingerprint, FindingHistory& history) const {
  const auto id = ids_.find(fingerprint);
  if (id == ids_.end()) return;
  const Holders& holders = holders_[id->second];
  if (has_head_) history.in_head = holders.in_head;
  for (const std::string& ref : holders.first) history.tips.push_back(short_name(ref));
  history.more_tips = holders.count - history.tips.size();
}

}  // namespace foureyes
