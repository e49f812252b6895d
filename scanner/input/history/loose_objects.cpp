#include "input/history/loose_objects.h"

#include <algorithm>
#include <filesystem>

#include "base/path.h"

namespace foureyes {

std::vector<ObjectName> loose_objects(const std::string& objects_directory) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::vector<ObjectName> names;
  for (const char first : kDigits)
    for (const char second : kDigits) {
      const std::string start{first, second};
      std::error_code problem;
      for (std::filesystem::directory_iterator at(join_path(objects_directory, start), problem),
           end;
           !problem && at != end; at.increment(problem))
        if (const auto id = ObjectId::parse(start + at->path().filename().string()))
          names.push_back(ObjectName::from(*id));
    }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace foureyes
