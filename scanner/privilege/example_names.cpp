#include "privilege/example_names.h"

#include "base/text.h"

namespace foureyes {

const std::vector<std::string>& example_words() {
  static const std::vector<std::string> words = {"any", "other", "1"};
  return words;
}

std::vector<std::string> usual_names(std::string_view kind, const Pattern Grant::*axis) {
  if (kind == "token-scope" && axis == &Grant::resource) return {"contents", "packages", "actions"};
  if (kind == "secret" && axis == &Grant::resource) return {"secrets.ANY"};
  if (kind.starts_with("sql-") && axis == &Grant::action)
    return {"delete", "select", "insert", "update"};
  if (kind.starts_with("iam-") && axis == &Grant::action) return {"any:any"};
  if (kind.starts_with("iam-") && axis == &Grant::resource) return {"arn:aws:any:any:any:any"};
  if (kind.starts_with("cluster-") && axis == &Grant::resource) return {"core:any"};
  return {};
}

std::vector<std::string> example_names(std::string_view glob) {
  if (glob.find_first_of("*?") == glob.npos) return {std::string(glob)};
  const std::string one_star = replace_all(replace_all(glob, "**", "*"), "?", "z");
  std::vector<std::string> names;
  for (const std::string& word : example_words()) names.push_back(replace_all(one_star, "*", word));
  return names;
}

}  // namespace foureyes
