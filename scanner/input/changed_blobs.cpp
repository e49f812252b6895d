#include "input/changed_blobs.h"

#include "base/check.h"
#include "input/object_text.h"

namespace foureyes {
namespace {

class ChangeSource : public BlobSource {
 public:
  ChangeSource(const ObjectStore& objects, std::vector<BlobItem> items, std::vector<Notice> notices,
               ChangedBlobs::Finish finish)
      : objects_(objects),
        items_(std::move(items)),
        notices_(std::move(notices)),
        finish_(std::move(finish)) {}

  std::string description() const override { return finish_.description; }
  std::size_t size() const override { return items_.size(); }
  BlobItem item(std::size_t index) const override { return items_[index]; }
  const std::vector<Notice>& notices() const override { return notices_; }
  std::uint64_t commits() const override { return finish_.commits; }

  BlobText read(std::size_t index) const override {
    const BlobItem& item = items_[index];
    if (item.kind == BlobKind::commit_message)
      return message_text(objects_, ObjectName::from(*item.commit), ObjectType::commit,
                          Verification::name);
    return file_text(objects_, ObjectName::from(*item.blob), item.paths.front(), finish_.blob_limit,
                     Verification::name);
  }

 private:
  const ObjectStore& objects_;
  std::vector<BlobItem> items_;
  std::vector<Notice> notices_;
  ChangedBlobs::Finish finish_;
};

}  // namespace

void ChangedBlobs::add(const std::vector<TreeEntry>& entries,
                       const std::optional<ObjectId>& commit) {
  for (const TreeEntry& entry : entries) {
    if (entry.kind == EntryKind::submodule) {
      notices_.insert(submodule_notice(entry.path));
      continue;
    }
    const auto id = ObjectId::parse(entry.object);
    CHECK(id.has_value(), "an entry of a git tree has an object id");
    const ObjectName name = ObjectName::from(*id);
    const auto [at, is_new] = blobs_.try_emplace(name, Blob{.commit = commit});
    if (is_new) order_.push_back(name);
    at->second.paths.insert(entry.path);
  }
}

void ChangedBlobs::add_message(const ObjectId& commit) { messages_.push_back(commit); }

std::unique_ptr<BlobSource> ChangedBlobs::source(const ObjectStore& objects, Finish finish) && {
  std::vector<BlobItem> items;
  items.reserve(order_.size() + messages_.size());
  for (const ObjectName& name : order_) {
    Blob& blob = blobs_.at(name);
    items.push_back({.kind = BlobKind::file,
                     .paths = {blob.paths.begin(), blob.paths.end()},
                     .blob = name.id(),
                     .commit = std::move(blob.commit)});
  }
  for (ObjectId& commit : messages_)
    items.push_back({.kind = BlobKind::commit_message, .commit = std::move(commit)});
  return std::make_unique<ChangeSource>(objects, std::move(items),
                                        std::vector<Notice>(notices_.begin(), notices_.end()),
                                        std::move(finish));
}

}  // namespace foureyes
