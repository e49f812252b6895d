#include "pipeline/path_classes.h"

#include <algorithm>

#include "base/parallel.h"

namespace foureyes {

Result<PathClasses> PathClasses::of(const HistoryMap& map, const Detector& detector,
                                    std::size_t threads) {
  std::vector<DetectorScratch> scratches;
  for (std::size_t worker = 0; worker < threads; ++worker) {
    TRY_ASSIGN(DetectorScratch scratch, detector.make_scratch());
    scratches.push_back(std::move(scratch));
  }
  std::vector<std::string> keys(map.paths());
  std::vector<std::vector<Finding>> named(map.paths());
  parallel_for(map.paths(), threads, [&](std::size_t path, std::size_t worker) {
    const std::string text = map.path_text(static_cast<PathId>(path));
    keys[path] = detector.path_class(text, scratches[worker]);
    named[path] = detector.scan({"", text, ContentKind::message}, scratches[worker]).findings;
  });
  PathClasses classes;
  std::map<std::string, ClassId> ids;
  for (PathId path = 0; path < keys.size(); ++path) {
    const auto [at, is_new] = ids.try_emplace(keys[path], static_cast<ClassId>(ids.size()));
    if (is_new) {
      classes.examples_.push_back(map.path_text(path));
      const std::string& example = classes.examples_.back();
      classes.has_notable_lines_.push_back(detector.have_notable_lines(example, scratches.front()));
      classes.has_telling_name_.push_back(detector.is_telling_name(example));
    }
    classes.of_path_.push_back(at->second);
    if (!named[path].empty()) classes.named_.emplace(path, std::move(named[path]));
  }
  return classes;
}

std::vector<ClassId> PathClasses::of(const std::vector<PathId>& paths) const {
  std::vector<ClassId> classes;
  for (const PathId path : paths) classes.push_back(of(path));
  std::sort(classes.begin(), classes.end());
  classes.erase(std::unique(classes.begin(), classes.end()), classes.end());
  return classes;
}

const std::vector<Finding>* PathClasses::named_in(PathId path) const {
  const auto at = named_.find(path);
  return at == named_.end() ? nullptr : &at->second;
}

}  // namespace foureyes
