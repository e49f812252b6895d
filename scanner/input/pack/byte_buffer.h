// Memory that is not cleared and is used again: objects are overwritten whole.
#pragma once

#include <memory>
#include <string_view>

namespace foureyes {

class ByteBuffer {
 public:
  // What it held is lost.
  void resize(std::size_t size) {
    if (size > room_) {
      memory_.reset(new char[size]);
      room_ = size;
    }
    size_ = size;
  }
  char* data() { return memory_.get(); }
  std::size_t room() const { return room_; }  // what it costs
  std::string_view view() const { return {memory_.get(), size_}; }

 private:
  std::unique_ptr<char[]> memory_;
  std::size_t room_ = 0;
  std::size_t size_ = 0;
};

}  // namespace foureyes
