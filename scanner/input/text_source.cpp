// A text that is already in memory: standard input.
#include "input/blob_source.h"

namespace foureyes {
namespace {

class TextSource : public BlobSource {
 public:
  TextSource(std::string text, std::string name) : text_(std::move(text)), name_(std::move(name)) {}

  std::string description() const override { return name_; }
  std::size_t size() const override { return 1; }
  BlobItem item(std::size_t) const override {
    return {.kind = BlobKind::standard_input, .paths = {name_}, .size = text_.size()};
  }
  BlobText read(std::size_t) const override { return {.text = text_}; }
  const std::vector<Notice>& notices() const override { return notices_; }

 private:
  std::string text_;
  std::string name_;
  std::vector<Notice> notices_;
};

}  // namespace

std::unique_ptr<BlobSource> text_source(std::string text, std::string name) {
  return std::make_unique<TextSource>(std::move(text), std::move(name));
}

}  // namespace foureyes
